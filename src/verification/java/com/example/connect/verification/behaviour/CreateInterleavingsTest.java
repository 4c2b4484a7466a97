package com.example.connect.verification.behaviour;

import static com.example.connect.verification.cases.Scenario.and;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.simulator.Clients;
import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.Faults;
import com.example.connect.simulator.HeldNumber;
import com.example.connect.simulator.Knob;
import com.example.connect.simulator.Trouble;
import com.example.connect.verification.cloudformation.CloudFormation;
import com.example.connect.verification.cloudformation.Ending;
import com.example.connect.verification.cloudformation.Templates;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.connect.ConnectClient;

/** What happens between two calls of a create, and what reads show late: interleavings that once broke a law. */
class CreateInterleavingsTest extends Interleavings {

    CreateInterleavingsTest(ConnectSimulator connect, CloudFormation cfn, Templates templates) {
        super(connect, cfn, templates);
    }

    private String claimBySomebody(String number) {
        try (ConnectClient client = Clients.to(connect)) {
            return client.claimPhoneNumber(claim ->
                            claim.targetArn(connect.account().instanceArn()).phoneNumber(number))
                    .phoneNumberArn();
        }
    }

    private void assertKnown(Ending ending) {
        List<String> live = connect.numbers().stream().map(HeldNumber::arn).toList();
        assertThat(live)
                .as("live numbers, of which CloudFormation knows %s: %s", ending.identifiers(), ending.event())
                .allMatch(arn -> ending.identifiers().contains(arn));
    }

    private void claimBySomebody(int others) {
        connect.set(Knob.QUOTA, 1000);
        for (int i = 0; i < others; i++) {
            claimBySomebody(String.format("+180020001%02d", i));
            connect.advance(Duration.ofSeconds(5));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 30})
    void aSearchedCreateThatDiedAfterItsClaimFindsItAmongManyNumbers(int others) {
        claimBySomebody(others);
        long before = connect.claimsMade();
        connect.script(Trouble.on("ClaimPhoneNumber").of(Faults.CRASH_AFTER));

        Ending ending = cfn.create("Number", templates.searched());

        assertThat(connect.claimsMade() - before).isEqualTo(1);
        assertThat(ending.identifiers())
                .as("the number that was claimed is known, after %d s: %s", ending.waited(), ending.event())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 30})
    void aSearchedCreateThatIsRefusedAmongManyNumbersTellsTheReason(int others) {
        claimBySomebody(others);
        connect.set(Knob.QUOTA, 0).set(Knob.WINDOW_BLOCK, Knob.WindowBlock.REFUSED);

        Ending ending = cfn.create("Number", templates.searched());

        assertThat(ending.errorCode())
                .as(ending.waited() + " s: " + ending.event())
                .isEqualTo("ServiceLimitExceeded");
    }

    @ParameterizedTest
    @ValueSource(strings = {"describe"})
    void aSearchedCreateThatDiedAfterItClaimedTheOnlyCandidateKnowsItsNumber(String blind) {
        for (int i = 0; i < 10; i++) {
            if (i != 3) {
                connect.takeElsewhere("+1800555012" + i);
            }
        }
        connect.set(blind.equals("list") ? Knob.LIST_INVISIBLE : Knob.INVISIBLE, Duration.ofSeconds(30));
        connect.script(Trouble.on("ClaimPhoneNumber").of(Faults.CRASH_AFTER));

        Ending ending = cfn.create("Number", and(templates.searched(), "Prefix", "+1800555012"));

        assertThat(connect.claimsMade()).isEqualTo(1);
        assertKnown(ending);
    }

    @Test
    void aSearchedCreateWhoseClaimIsInDoubtClaimsNoOtherNumberWhileItsOwnIsInvisible() {
        connect.set(Knob.TOKEN_LIFE, Duration.ZERO).set(Knob.LIST_INVISIBLE, Duration.ofSeconds(45));
        connect.script(Trouble.on("ClaimPhoneNumber").of(Faults.DROP_AFTER));

        Ending ending = cfn.create("Number", templates.searched());

        assertThat(connect.claimsMade()).as("%s", ending.event()).isEqualTo(1);
        assertKnown(ending);
    }

    @Test
    void anExactCreateWhoseClaimIsInDoubtDoesNotGiveUpWhileItsOwnNumberIsInvisible() {
        connect.set(Knob.TOKEN_LIFE, Duration.ZERO).set(Knob.LIST_INVISIBLE, Duration.ofSeconds(45));
        connect.script(Trouble.on("ClaimPhoneNumber").of(Faults.DROP_AFTER));

        Ending ending = cfn.create("Number", templates.exact());

        assertKnown(ending);
    }

    @Test
    void anAnnouncedNumberThatADeadInvocationClaimedIsNotGivenUpAtOnce() {
        connect.set(Knob.TOKEN_LIFE, Duration.ZERO).set(Knob.LIST_INVISIBLE, Duration.ofSeconds(5));
        connect.script(Trouble.on("ClaimPhoneNumber").nth(1).of(Faults.THROTTLE));
        connect.script(Trouble.on("ClaimPhoneNumber").nth(2).of(Faults.CRASH_AFTER));

        Ending ending = cfn.create("Number", templates.searched());

        assertThat(connect.claimsMade()).as("%s", ending.event()).isEqualTo(1);
        assertKnown(ending);
    }

    @Test
    void everythingEndsWithinTheTimeOutThoughTheServiceAsksToWaitLong() {
        connect.set(Knob.RETRY_AFTER, Duration.ofSeconds(900));
        connect.script(Trouble.on("DescribePhoneNumber").times(1000).of(Faults.THROTTLE));

        Ending ending = cfn.create("Number", templates.searched());

        assertThat(ending.waited()).as("%s", ending.event()).isLessThanOrEqualTo(60 * 60);
    }

    @Test
    void aTagCallThatDoesNotFindTheNumberThatDescribeShowsIsTriedAgain() {
        connect.script(Trouble.on("TagResource").of(NOT_FOUND));

        Ending ending = cfn.create("Number", and(templates.searched(), "ReleaseProtection", true));

        assertThat(ending.succeeded()).as("%s", ending.event()).isTrue();
    }

    @Test
    void aFlowCallThatDoesNotFindTheNumberThatDescribeShowsIsTriedAgain() {
        connect.script(Trouble.on("AssociatePhoneNumberContactFlow").of(NOT_FOUND));

        Ending ending = cfn.create(
                "Number",
                and(templates.searched(), "ContactFlowArn", connect.account().flowArn()));

        assertThat(ending.succeeded()).as("%s", ending.event()).isTrue();
    }

    /** The creates of a large stack describe their numbers all the time, and throttle each other's looks. */
    @Test
    void aNumberThatASiblingTookIsKnownByItsMarkWhileDescribesAreThrottled() {
        cfn.create("Sibling", templates.exact());
        connect.clearCalls();
        connect.script(Trouble.on("SearchAvailablePhoneNumbers")
                .of(answer("{'AvailableNumbersList': [{'PhoneNumber': '" + Templates.EXACT + "'}]}")));
        connect.script(Trouble.on("DescribePhoneNumber").times(5).of(Faults.THROTTLE));

        Ending ending = cfn.create("Number", templates.searched());

        assertThat(ending.succeeded()).as("%s", ending.event()).isTrue();
        assertThat(connect.calls("ClaimPhoneNumber")).hasSize(2);
        assertThat(connect.calls("ListPhoneNumbersV2")).hasSize(1);
    }

    @Test
    void aNumberThatADeadInvocationClaimedIsKnownByItsMarkWhileDescribesAreThrottled() {
        theClaimDies();
        connect.script(Trouble.on("DescribePhoneNumber").times(5).of(Faults.THROTTLE));

        Ending ending = cfn.create("Number", templates.exact());

        assertKnown(ending);
        assertThat(connect.claimsMade()).isEqualTo(1);
        assertThat(connect.calls("ListPhoneNumbersV2")).hasSize(1);
    }

    /** A number without any mark may be one whose tags are not shown yet: it is asked for again. */
    @Test
    void aNumberWithoutAMarkIsDescribedBeforeItIsCalledSomebodyElses() {
        theClaimDies();
        connect.script(Trouble.on("DescribePhoneNumber").of(Faults.THROTTLE));
        connect.script(Trouble.on("ListTagsForResource").of(answer("{'tags': {}}")));

        Ending ending = cfn.create("Number", templates.exact());

        assertKnown(ending);
        assertThat(connect.claimsMade()).isEqualTo(1);
    }
}
