package com.example.connect.verification.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.simulator.Clients;
import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.Fault;
import com.example.connect.simulator.Faults;
import com.example.connect.simulator.Knob;
import com.example.connect.simulator.Trouble;
import com.example.connect.simulator.Turns;
import com.example.connect.verification.cloudformation.CloudFormation;
import com.example.connect.verification.cloudformation.CloudFormationExtension;
import com.example.connect.verification.cloudformation.Ending;
import com.example.connect.verification.cloudformation.Templates;
import com.example.connect.verification.contract.Promises;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.connect.ConnectClient;

@ExtendWith(CloudFormationExtension.class)
class DeleteTest {

    private final ConnectSimulator connect;
    private final CloudFormation cfn;
    private final Templates templates;
    private String arn;

    DeleteTest(ConnectSimulator connect, CloudFormation cfn, Templates templates) {
        this.connect = connect;
        this.cfn = cfn;
        this.templates = templates;
    }

    @BeforeEach
    void start() {
        arn = cfn.create("Number", templates.searched()).property("PhoneNumberArn");
        connect.clearCalls();
    }

    @Test
    void releasesTheNumberFromItsIdentifierAloneAndWaitsUntilItIsGone() {
        connect.set(Knob.STALE_RELEASE, Duration.ofSeconds(20));

        Ending ending = cfn.delete("Number", arn);

        assertThat(ending.succeeded()).isTrue();
        assertThat(ending.event().has("resourceModel")).isFalse();
        assertThat(ending.waited()).isGreaterThanOrEqualTo(20);
        assertThat(connect.numbers()).isEmpty();
        assertThat(connect.releasesMade()).isEqualTo(1);
    }

    @Test
    void aReleaseWhoseAnswerWasLostIsSuccess() {
        connect.script(Trouble.on("ReleasePhoneNumber").of(Faults.DROP_AFTER));

        assertThat(cfn.delete("Number", arn).succeeded()).isTrue();
        assertThat(connect.releasesMade()).isEqualTo(1);
    }

    @Test
    void aNumberThatWasGoneBeforeIsNotFoundAfterLooksOverAMinute() {
        cfn.delete("Number", arn);

        Ending again = cfn.delete("Number", arn);

        assertThat(again.errorCode()).isEqualTo("NotFound");
        assertThat(again.waited()).isGreaterThanOrEqualTo(Promises.MISSING);
    }

    @Test
    @Turns("invisible-seconds")
    void aNumberThatIsNotVisibleYetIsReleasedOnceItIs() {
        connect.set(Knob.INVISIBLE, Duration.ofSeconds(60));
        String invisible = cfn.create("Other", templates.exact()).identifier().orElseThrow();
        connect.set(Knob.INVISIBLE, Duration.ofSeconds(120));

        assertThat(cfn.delete("Other", invisible).succeeded()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "arn:aws:connect:us-east-1:123456789012:instance/11111111-aaaa-4aaa-8aaa-00000000000a",
                "arn:aws:connect:us-east-1:999999999999:phone-number/11111111-aaaa-4aaa-8aaa-00000000000a",
                "arn:aws-cn:connect:us-east-1:123456789012:phone-number/11111111-aaaa-4aaa-8aaa-00000000000a"
            })
    void anIdentifierThatNamesNoNumberHereIsNotFoundWithoutACall(String identifier) {
        assertThat(cfn.delete("Number", identifier).errorCode()).isEqualTo("NotFound");
        assertThat(cfn.read(identifier).errorCode()).isEqualTo("NotFound");
        assertThat(connect.calls()).isEmpty();
    }

    @Test
    void aFailedNumberThatConnectDoesNotReleaseTellsTheReasonAndWhatHappensNext() {
        connect.set(Knob.QUOTA, 0).set(Knob.RELEASE_FAILED, false);
        String failed = cfn.create("Other", templates.exact()).property("PhoneNumberArn");

        Ending ending = cfn.delete("Other", failed);

        assertThat(ending.status()).isEqualTo("FAILED");
        assertThat(ending.message()).contains("after a day", "Where a change has failed", "retaining");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Turns("release-in-progress")
    void aNumberInProgressIsReleasedNowOrOnceItIsNot(boolean releasable) {
        connect.set(Knob.RELEASE_IN_PROGRESS, releasable).set(Knob.MOVE_TIME, Duration.ofMinutes(3));
        try (ConnectClient client = Clients.to(connect)) {
            client.updatePhoneNumber(
                    move -> move.phoneNumberId(arn).targetArn(connect.account().otherInstanceArn()));
        }

        Ending ending = cfn.delete("Number", arn);

        assertThat(ending.succeeded()).as("%s", ending.event()).isTrue();
        assertThat(connect.released()).hasSize(1);
        if (releasable) {
            assertThat(ending.waited()).isLessThan(60);
        } else {
            assertThat(ending.waited()).isGreaterThanOrEqualTo(180);
        }
    }

    @Test
    void aReleaseWhoseAnswerWasLostAndThatReadsDoNotKnowYetIsWaitedFor() {
        connect.set(Knob.STALE_RELEASE, Duration.ofSeconds(100)).set(Knob.TOKEN_LIFE, Duration.ZERO);
        connect.script(Trouble.on("ReleasePhoneNumber").of(Faults.DROP_AFTER));

        Ending ending = cfn.delete("Number", arn);

        assertThat(ending.succeeded()).isTrue();
        assertThat(ending.waited()).isGreaterThanOrEqualTo(100);
        assertThat(connect.releasesMade()).isEqualTo(1);
    }

    private static Fault invalid() {
        return Fault.refuse(Fault.Stage.BEFORE, 400, "InvalidParameterException", "said invalid");
    }

    /** The release is refused for a move that no read shows yet. */
    @Test
    void aNumberThatIsInvalidToReleaseForALateReadsReasonIsReleasedOnceItIsNot() {
        Duration moves = Duration.ofSeconds(20);
        connect.advance(Duration.ofMinutes(1));
        connect.set(Knob.MOVE_TIME, moves).set(Knob.STALE, moves.plusSeconds(5));
        try (ConnectClient client = Clients.to(connect)) {
            client.updatePhoneNumber(
                    move -> move.phoneNumberId(arn).targetArn(connect.account().otherInstanceArn()));
        }
        connect.script(Trouble.on("ReleasePhoneNumber").times(10_000).of(invalid()));
        Instant claimed = connect.clock().now().plus(moves);
        connect.onCall(call -> {
            if (call.at().isAfter(claimed)) {
                connect.clearTroubles();
            }
        });

        Ending ending = cfn.delete("Number", arn);

        assertThat(ending.succeeded()).as("%s", ending.event()).isTrue();
        assertThat(connect.numbers()).isEmpty();
    }

    @Test
    void aNumberThatStaysInvalidToReleaseEndsTheDeleteAfterAMinute() {
        connect.script(Trouble.on("ReleasePhoneNumber").times(10_000).of(invalid()));

        Ending ending = cfn.delete("Number", arn);

        assertThat(ending.message()).contains("said invalid");
        assertThat(ending.waited()).isBetween(Promises.AGREED, 2 * Promises.AGREED);
        assertThat(connect.numbers()).hasSize(1);
    }
}
