package com.example.connect.phonenumber;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.phonenumber.CloudFormation.Ending;
import com.example.connect.simulator.Answer;
import com.example.connect.simulator.Clients;
import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.Fault;
import com.example.connect.simulator.Faults;
import com.example.connect.simulator.HeldNumber;
import com.example.connect.simulator.Knob;
import com.example.connect.simulator.SimulatorExtension;
import com.example.connect.simulator.Trouble;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.connect.ConnectClient;

/** What happens between two calls, and what reads show late: interleavings that once broke a law. */
@ExtendWith(SimulatorExtension.class)
class InterleavingsTest {

    private static final Fault NOT_FOUND =
            Fault.refuse(Fault.Stage.BEFORE, 404, "ResourceNotFoundException", "Phone number not found.");

    private ConnectSimulator connect;
    private CloudFormation cfn;
    private Templates templates;

    @BeforeEach
    void start(ConnectSimulator simulator) {
        connect = simulator;
        cfn = new CloudFormation(connect);
        templates = new Templates(connect);
    }

    private Map<String, Object> with(Map<String, Object> properties, Object... more) {
        return Scenario.and(properties, more);
    }

    private String claimBySomebody(String number) {
        try (ConnectClient client = Clients.to(connect)) {
            return client.claimPhoneNumber(claim ->
                            claim.targetArn(connect.account().instanceArn()).phoneNumber(number))
                    .phoneNumberArn();
        }
    }

    private ObjectNode create(Map<String, Object> template) {
        return cfn.payload("CREATE", "Number", CloudFormation.JSON.valueToTree(template), null);
    }

    private Ending update(String arn, Map<String, Object> before, Map<String, Object> after) {
        return cfn.update("Number", CloudFormation.model(arn, before), CloudFormation.model(arn, after));
    }

    private void settle() {
        connect.advance(Duration.ofMinutes(10));
    }

    private HeldNumber number(String arn) {
        return connect.number(arn).orElseThrow();
    }

    private void assertKnown(Ending ending) {
        List<String> live = connect.numbers().stream().map(HeldNumber::arn).toList();
        assertThat(live)
                .as("live numbers, of which CloudFormation knows %s: %s", ending.identifiers(), ending.event())
                .allMatch(arn -> ending.identifiers().contains(arn));
    }

    private void crowd(int others) {
        connect.set(Knob.QUOTA, 1000);
        for (int i = 0; i < others; i++) {
            claimBySomebody(String.format("+180020001%02d", i));
            connect.advance(Duration.ofSeconds(5));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 30})
    void aSearchedCreateThatDiedAfterItsClaimFindsItAmongManyNumbers(int others) {
        crowd(others);
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
        crowd(others);
        connect.set(Knob.QUOTA, 0).set(Knob.WINDOW_BLOCK, Knob.WindowBlock.REFUSED);

        Ending ending = cfn.create("Number", templates.searched());

        assertThat(ending.errorCode())
                .as(ending.waited() + " s: " + ending.event())
                .isEqualTo("ServiceLimitExceeded");
    }

    @Test
    void theRollbackOfAnUpdateThatSucceededProtectsTheNumberAgain() {
        Map<String, Object> guarded = with(templates.searched(), "ReleaseProtection", true);
        Map<String, Object> open = with(templates.searched(), "ReleaseProtection", false);
        String arn = cfn.create("Number", guarded).property("PhoneNumberArn");
        settle();
        connect.set(Knob.STALE, Duration.ofSeconds(5));
        assertThat(update(arn, guarded, open).succeeded()).isTrue();
        connect.advance(Duration.ofSeconds(2));

        Ending back = update(arn, open, guarded);

        settle();
        assertThat(back.succeeded()).isTrue();
        assertThat(back.property("ReleaseProtection")).isEqualTo("true");
        assertThat(Tags.areProtected(number(arn).state().tags()))
                .as("protected")
                .isTrue();
    }

    @Test
    void theRollbackOfAnUpdateThatSucceededBringsTagsBack() {
        Map<String, Object> before = with(templates.searched(), "Tags", Scenario.tags("x=1"));
        Map<String, Object> after = with(templates.searched(), "Tags", Scenario.tags("x=2", "y=1"));
        String arn = cfn.create("Number", before).property("PhoneNumberArn");
        settle();
        connect.set(Knob.STALE, Duration.ofSeconds(5));
        assertThat(update(arn, before, after).succeeded()).isTrue();

        assertThat(update(arn, after, before).succeeded()).isTrue();

        settle();
        assertThat(number(arn).state().tags()).containsEntry("x", "1").doesNotContainKey("y");
    }

    @ParameterizedTest
    @ValueSource(strings = {"describe"})
    void aSearchedCreateThatDiedAfterItClaimedTheOnlyCandidateKnowsItsNumber(String blind) {
        for (int i = 0; i < 10; i++) {
            if (i != 3) {
                connect.takeElsewhere("+1800555012" + i);
            }
        }
        connect.set(blind.equals("list") ? Knob.LIST_INVISIBLE : Knob.INVISIBLE, Duration.ofSeconds(60));
        connect.script(Trouble.on("ClaimPhoneNumber").of(Faults.CRASH_AFTER));

        Ending ending = cfn.create("Number", with(templates.searched(), "Prefix", "+1800555012"));

        assertThat(connect.claimsMade()).isEqualTo(1);
        assertKnown(ending);
    }

    private List<String> firstPage() {
        try (ConnectClient client = Clients.to(connect)) {
            return client
                    .searchAvailablePhoneNumbers(
                            search -> search.targetArn(connect.account().instanceArn())
                                    .phoneNumberType("TOLL_FREE")
                                    .phoneNumberCountryCode("US")
                                    .maxResults(10))
                    .availableNumbersList()
                    .stream()
                    .map(available -> available.phoneNumber())
                    .toList();
        }
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

        Ending ending = cfn.create("Number", with(templates.searched(), "ReleaseProtection", true));

        assertThat(ending.succeeded()).as("%s", ending.event()).isTrue();
    }

    @Test
    void aFlowCallThatDoesNotFindTheNumberThatDescribeShowsIsTriedAgain() {
        connect.script(Trouble.on("AssociatePhoneNumberContactFlow").of(NOT_FOUND));

        Ending ending = cfn.create(
                "Number",
                with(templates.searched(), "ContactFlowArn", connect.account().flowArn()));

        assertThat(ending.succeeded()).as("%s", ending.event()).isTrue();
    }

    @Test
    void aReleaseThatDoesNotFindTheNumberThatItsTagsShowIsNotBelieved() {
        Ending created = cfn.create("Number", templates.searched());
        connect.script(Trouble.on("ReleasePhoneNumber").of(NOT_FOUND));
        connect.script(Trouble.on("DescribePhoneNumber").of(NOT_FOUND));

        Ending deleted = cfn.delete("Number", created.property("PhoneNumberArn"));

        assertThat(deleted.succeeded()).isTrue();
        assertThat(connect.numbers()).as("%s", deleted.event()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UpdatePhoneNumber", "UpdatePhoneNumberMetadata", "TagResource"})
    void aChangeThatDoesNotFindTheNumberThatDescribeShowsIsTriedAgain(String operation) {
        Map<String, Object> after = with(
                templates.searched(),
                "TargetArn",
                connect.account().otherInstanceArn(),
                "Description",
                "x",
                "Tags",
                Scenario.tags("x=1"));
        String arn = cfn.create("Number", templates.searched()).property("PhoneNumberArn");
        connect.script(Trouble.on(operation).of(NOT_FOUND));

        Ending ending = update(arn, templates.searched(), after);

        assertThat(ending.succeeded()).as("%s", ending.event()).isTrue();
    }

    @Test
    void theRollbackOfATargetArnThatWasAddedBesideInstanceIdMovesTheNumberBack() {
        Map<String, Object> before = templates.searched();
        before.remove("TargetArn");
        before.put("InstanceId", connect.account().instanceId());
        Map<String, Object> after = with(before, "TargetArn", connect.account().tdgArn());
        String arn = cfn.create("Number", before).property("PhoneNumberArn");
        Ending there = update(arn, before, after);
        assertThat(there.succeeded()).as("%s", there.event()).isTrue();

        Ending back = update(arn, after, before);

        assertThat(back.succeeded()).isTrue();
        assertThat(number(arn).state().targetArn()).isEqualTo(connect.account().instanceArn());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anUpdateOfAFailedNumberIsNoSuccessWhileItIsFailed(boolean stays) {
        connect.set(Knob.FAILED_MOVE_STAYS, stays);
        connect.quota(connect.account().otherInstanceArn(), 0);
        Map<String, Object> before = templates.searched();
        String arn = cfn.create("Number", before).property("PhoneNumberArn");
        update(arn, before, with(before, "TargetArn", connect.account().otherInstanceArn()));

        Ending ending = update(arn, before, with(before, "Tags", Scenario.tags("x=1")));

        assertThat(ending.succeeded() && !number(arn).status().name().equals("CLAIMED"))
                .as("success, and the number is %s: %s", number(arn).state(), ending.event())
                .isFalse();
    }

    @Test
    void oneNotFoundAfterAReleaseThatWasDroppedBeforeItsEffectIsNotBelieved() {
        String arn = cfn.create("Number", templates.searched()).property("PhoneNumberArn");
        connect.script(Trouble.on("ReleasePhoneNumber").of(Faults.DROP_BEFORE));
        connect.script(Trouble.on("ListTagsForResource").nth(2).of(NOT_FOUND));

        Ending ending = cfn.delete("Number", arn);

        assertThat(ending.succeeded()).isTrue();
        assertThat(connect.numbers()).as("%s", ending.event()).isEmpty();
    }

    @Test
    void aTimeOutOfTheGatewayIsPassing() {
        String arn = cfn.create("Number", templates.searched()).property("PhoneNumberArn");
        connect.script(Trouble.on("ReleasePhoneNumber")
                .of(Fault.refuse(Fault.Stage.AFTER, 408, "RequestTimeoutException", "Request timed out")));

        Ending ending = cfn.delete("Number", arn);

        assertThat(ending.succeeded()).as("%s", ending.event()).isTrue();
    }

    @Test
    void aDescriptionThatSomebodyChangesMeanwhileIsSetAgain() {
        String arn = cfn.create("Number", templates.exact()).property("PhoneNumberArn");
        connect.set(Knob.METADATA_TIME, Duration.ZERO);
        ObjectNode payload = cfn.payload(
                "UPDATE",
                "Number",
                CloudFormation.model(arn, with(templates.exact(), "Description", "ours")),
                CloudFormation.model(arn, templates.exact()));
        JsonNode event = cfn.invoke(payload).orElseThrow();
        payload.set("callbackContext", event.get("callbackContext"));
        try (ConnectClient client = Clients.to(connect)) {
            client.updatePhoneNumberMetadata(change -> change.phoneNumberId(arn).phoneNumberDescription("theirs"));
        }

        Ending ending = cfn.run(payload);

        assertThat(ending.succeeded())
                .as(ending.waited() + " s: " + ending.event())
                .isTrue();
    }

    private Map<String, Object> bound(String flow) {
        Map<String, Object> template = templates.searched();
        if (!flow.equals("none")) {
            boolean first = flow.equals("first");
            template.put(
                    "ContactFlowArn",
                    first ? connect.account().flowArn() : connect.account().secondFlowArn());
        }
        return template;
    }

    @ParameterizedTest
    @CsvSource({"first, second", "none, first", "first, none"})
    void theRollbackOfAnUpdateThatSucceededBringsTheFlowBack(String was, String is) {
        Map<String, Object> before = bound(was);
        Map<String, Object> after = bound(is);
        String arn = cfn.create("Number", before).property("PhoneNumberArn");
        Optional<String> flow = number(arn).state().flowArn();
        settle();
        connect.set(Knob.STALE, Duration.ofSeconds(5));
        assertThat(update(arn, before, after).succeeded()).isTrue();
        assertThat(number(arn).state().flowArn()).isNotEqualTo(flow);
        connect.advance(Duration.ofSeconds(2));

        Ending back = update(arn, after, before);

        settle();
        assertThat(back.succeeded()).as("%s", back.event()).isTrue();
        assertThat(number(arn).state().flowArn()).isEqualTo(flow);
    }

    @Test
    void aFlowThatIsRemovedTogetherWithAMoveDoesNotFailTheUpdate() {
        Map<String, Object> before = bound("first");
        Map<String, Object> after =
                with(bound("none"), "TargetArn", connect.account().otherInstanceArn());
        String arn = cfn.create("Number", before).property("PhoneNumberArn");

        Ending ending = update(arn, before, after);

        assertThat(ending.succeeded()).as("%s", ending.event()).isTrue();
        assertThat(number(arn).state().flowArn()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"DisassociatePhoneNumberContactFlow, 1", "ReleasePhoneNumber, 2"})
    void aNumberThatIsUnboundToBeReleasedIsNotGoneWhereOneCallDoesNotFindIt(String operation, int nth) {
        connect.set(Knob.RELEASE_BOUND, false);
        String arn = cfn.create("Number", bound("first")).property("PhoneNumberArn");
        connect.script(Trouble.on(operation).nth(nth).of(NOT_FOUND));

        Ending ending = cfn.delete("Number", arn);

        assertThat(ending.succeeded()).as("%s", ending.event()).isTrue();
        assertThat(connect.numbers()).as("%s", ending.event()).isEmpty();
    }

    @Test
    void oneNotFoundLongAfterAnotherIsNotBelievedWhereTheNumberWasSeenBetween() {
        String arn = cfn.create("Number", templates.searched()).property("PhoneNumberArn");
        connect.script(Trouble.on("ListTagsForResource").of(NOT_FOUND));
        connect.script(Trouble.on("ReleasePhoneNumber").times(12).of(Faults.THROTTLE));
        AtomicInteger throttled = new AtomicInteger();
        connect.onCall(call -> {
            if (call.operation().equals("ReleasePhoneNumber") && throttled.incrementAndGet() == 12) {
                connect.script(Trouble.onAny().times(2).of(NOT_FOUND));
            }
        });

        Ending ending = cfn.delete("Number", arn);

        assertThat(ending.succeeded()).as("%s", ending.event()).isTrue();
        assertThat(connect.numbers()).as("%s", ending.event()).isEmpty();
    }

    @Test
    void oneNotFoundDuringALongMoveDoesNotEndTheUpdate() {
        Map<String, Object> after =
                with(templates.searched(), "TargetArn", connect.account().otherInstanceArn());
        String arn = cfn.create("Number", templates.searched()).property("PhoneNumberArn");
        connect.set(Knob.MOVE_TIME, Duration.ofMinutes(5));
        connect.script(Trouble.on("DescribePhoneNumber").nth(2).of(NOT_FOUND));
        connect.script(Trouble.on("DescribePhoneNumber").nth(17).of(NOT_FOUND));

        Ending ending = update(arn, templates.searched(), after);

        assertThat(ending.succeeded()).as("%s", ending.event()).isTrue();
    }

    private static Fault anotherProgramsPage(int status) {
        return new Fault.Instead(
                Fault.Stage.BEFORE,
                new Answer.Http(status, Optional.empty(), Map.of(), "<html><body>Not here.</body></html>"));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 408, 409})
    void anotherProgramsPageIsNoAnswerOfConnectWhateverItsStatus(int status) {
        connect.script(Trouble.on("DescribePhoneNumber").of(anotherProgramsPage(status)));

        Ending ending = cfn.create("Number", with(templates.exact(), "Description", "x"));
        Ending updated = update(
                ending.property("PhoneNumberArn"),
                with(templates.exact(), "Description", "x"),
                with(templates.exact(), "Description", "y"));
        connect.script(Trouble.on("DescribePhoneNumber").of(anotherProgramsPage(status)));
        Ending again = update(
                ending.property("PhoneNumberArn"),
                with(templates.exact(), "Description", "y"),
                with(templates.exact(), "Description", "z"));

        assertThat(List.of(ending.succeeded(), updated.succeeded(), again.succeeded()))
                .as("%s%n%s", ending.event(), again.event())
                .containsOnly(true);
    }
}
