package com.example.connect.verification.behaviour;

import static com.example.connect.verification.cases.Scenario.and;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.simulator.Clients;
import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.Fault;
import com.example.connect.simulator.Faults;
import com.example.connect.simulator.Knob;
import com.example.connect.simulator.Trouble;
import com.example.connect.verification.cloudformation.CloudFormation;
import com.example.connect.verification.cloudformation.Ending;
import com.example.connect.verification.cloudformation.Templates;
import com.example.connect.verification.contract.Promises;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.connect.ConnectClient;

/** What happens between two calls of a delete, and what reads show late: interleavings that once broke a law. */
class DeleteInterleavingsTest extends Interleavings {

    DeleteInterleavingsTest(ConnectSimulator connect, CloudFormation cfn, Templates templates) {
        super(connect, cfn, templates);
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

    /** A number that is missing after Connect has accepted a release is released, also where a second one was refused. */
    @Test
    void aReleaseThatWasAcceptedIsNotForgottenWhereItIsAskedForAgainAndTheNumberIsInProgress() {
        connect.set(Knob.MOVE_TIME, Duration.ofHours(1)).set(Knob.RELEASE_IN_PROGRESS, true);
        connect.set(Knob.STALE_RELEASE, Duration.ofSeconds(90));
        Map<String, Object> before = templates.searched();
        String arn = cfn.create("Number", before).property("PhoneNumberArn");
        ObjectNode move = cfn.payload(
                "UPDATE",
                "Number",
                CloudFormation.model(
                        arn, and(before, "TargetArn", connect.account().otherInstanceArn())),
                CloudFormation.model(arn, before));
        cfn.invoke(move);
        connect.script(Trouble.on("ReleasePhoneNumber")
                .nth(2)
                .times(50)
                .of(Fault.refuse(Fault.Stage.BEFORE, 409, "ResourceInUseException", "Resource is in use")));

        Ending ending = cfn.delete("Number", arn);

        assertThat(ending.succeeded()).as("%s", ending.event()).isTrue();
        assertThat(connect.calls("ReleasePhoneNumber")).hasSizeGreaterThan(1);
        assertThat(ending.waited()).isBetween(90, 90 + 60);
    }

    /** Reads miss the number, show it once, and miss it again: it is missing since the last of them that showed it. */
    @ParameterizedTest
    @ValueSource(strings = {"refused", "untold"})
    void aNumberThatWasSeenIsMissingForAMinuteFromThenOn(String then) {
        connect.set(Knob.RATE, Optional.empty()).set(Knob.RELEASE_BOUND, false);
        String arn = cfn.create("Number", bound("first")).property("PhoneNumberArn");
        connect.script(Trouble.on("ListTagsForResource").of(NOT_FOUND));
        connect.script(Trouble.on("DescribePhoneNumber").times(12).of(NOT_FOUND));
        if (then.equals("untold")) {
            connect.script(Trouble.on("DescribePhoneNumber")
                    .nth(13)
                    .of(Faults.named(Faults.leftOut("ClaimedPhoneNumberSummary.Tags"))));
            connect.script(Trouble.on("ListTagsForResource").nth(2).of(Faults.THROTTLE));
        }
        connect.script(Trouble.on("DescribePhoneNumber").nth(14).times(3).of(NOT_FOUND));

        Ending ending = cfn.delete("Number", arn);

        assertThat(ending.succeeded()).as("%s", ending.event()).isTrue();
        assertThat(connect.numbers()).as("%s", ending.event()).isEmpty();
    }

    private static final Fault IN_USE =
            Fault.refuse(Fault.Stage.BEFORE, 409, "ResourceInUseException", "Remove its reference, then try again");

    @Test
    void aNumberThatStaysInUseEndsTheDeleteInMinutesWithTheReasonAndItsFlow() {
        String arn = cfn.create("Number", bound("first")).property("PhoneNumberArn");
        connect.script(Trouble.on("ReleasePhoneNumber").times(10_000).of(IN_USE));

        Ending ending = cfn.delete("Number", arn);

        assertThat(ending.errorCode()).isEqualTo("NotStabilized");
        assertThat(ending.message()).contains("Remove its reference, then try again", "Remove what refers");
        assertThat(ending.waited()).isBetween(5 * 60, 10 * 60);
        assertThat(connect.calls("DisassociatePhoneNumberContactFlow")).isNotEmpty();
        assertThat(number(arn).state().flowArn()).contains(connect.account().flowArn());
    }

    @ParameterizedTest
    @ValueSource(strings = {"DisassociatePhoneNumberContactFlow", "ReleasePhoneNumber"})
    void theFlowIsBoundAgainAlsoWhereAnInvocationDied(String operation) {
        String arn = cfn.create("Number", bound("first")).property("PhoneNumberArn");
        connect.script(Trouble.on("ReleasePhoneNumber").times(10_000).of(IN_USE));
        connect.script(
                Trouble.on(operation).nth(operation.startsWith("R") ? 3 : 1).of(Faults.CRASH_AFTER));

        Ending ending = cfn.delete("Number", arn);

        assertThat(ending.status()).isEqualTo("FAILED");
        assertThat(number(arn).state().flowArn()).contains(connect.account().flowArn());
    }

    @Test
    void whereTheFlowCannotBeBoundAgainTheReasonSaysThatCallersReachNothing() {
        String arn = cfn.create("Number", bound("first")).property("PhoneNumberArn");
        connect.script(Trouble.on("ReleasePhoneNumber").times(10_000).of(IN_USE));
        connect.script(
                Trouble.on("AssociatePhoneNumberContactFlow").times(10_000).of(Faults.ACCESS_DENIED));

        Ending ending = cfn.delete("Number", arn);

        assertThat(ending.message())
                .contains(
                        "Remove its reference",
                        "callers reach nothing",
                        connect.account().flowArn());
    }

    @Test
    void answersThatContradictEachOtherEndTheDeleteInMinutes() {
        String arn = cfn.create("Number", templates.searched()).property("PhoneNumberArn");
        connect.script(Trouble.on("ReleasePhoneNumber").times(10_000).of(NOT_FOUND));

        Ending ending = cfn.delete("Number", arn);

        assertThat(ending.errorCode()).isEqualTo("NotStabilized");
        assertThat(ending.message()).contains("shows", "there is none", "Phone number not found");
        assertThat(ending.waited()).isBetween(Promises.VISIBLE, 2 * Promises.VISIBLE);
        assertThat(connect.numbers()).hasSize(1);
    }

    @Test
    void aVanishedNumberWhoseTagsStillAnswerIsNotFound() {
        connect.set(Knob.STALE_RELEASE, Knob.FOREVER);
        String arn = cfn.create("Number", templates.searched()).property("PhoneNumberArn");
        try (ConnectClient client = Clients.to(connect)) {
            client.releasePhoneNumber(release -> release.phoneNumberId(arn));
        }
        connect.script(Trouble.on("DescribePhoneNumber").times(10_000).of(NOT_FOUND));

        assertThat(cfn.delete("Number", arn).errorCode()).isEqualTo("NotFound");
    }
}
