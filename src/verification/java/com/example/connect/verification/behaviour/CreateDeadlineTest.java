package com.example.connect.verification.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.Fault;
import com.example.connect.simulator.Faults;
import com.example.connect.simulator.Knob;
import com.example.connect.simulator.Trouble;
import com.example.connect.verification.cloudformation.Callbacks;
import com.example.connect.verification.cloudformation.CloudFormation;
import com.example.connect.verification.cloudformation.CloudFormationExtension;
import com.example.connect.verification.cloudformation.Ending;
import com.example.connect.verification.cloudformation.Templates;
import com.example.connect.verification.contract.Promises;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * CloudFormation takes no number whose identifier it is shown later than 60 seconds after the create began. So no first
 * claim is sent when its answer could come too late: the create ends with the reason that held it up.
 */
@ExtendWith(CloudFormationExtension.class)
class CreateDeadlineTest {

    private static final String CLAIM = "ClaimPhoneNumber";

    private final ConnectSimulator connect;
    private final CloudFormation cfn;
    private final Templates templates;

    CreateDeadlineTest(ConnectSimulator connect, CloudFormation cfn, Templates templates) {
        this.connect = connect;
        this.cfn = cfn;
        this.templates = templates;
    }

    private void always(String operation, Fault fault) {
        connect.script(Trouble.on(operation).times(10_000).of(fault));
    }

    /** Runs a create whose every callback CloudFormation delays by so many seconds more than asked for. */
    private JsonNode create(Map<String, Object> properties, int overhead) {
        ObjectNode payload = cfn.creation("Number", properties);
        while (true) {
            JsonNode event = cfn.invoke(payload).orElseThrow();
            if (!Callbacks.isInProgress(event)) {
                return event;
            }
            Callbacks.goOn(payload, event);
            connect.advance(Callbacks.delay(event).plusSeconds(overhead));
        }
    }

    private int secondsSince(Instant began) {
        return (int) Duration.between(began, connect.clock().now()).toSeconds();
    }

    @ParameterizedTest
    @CsvSource({
        "ClaimPhoneNumber, THROTTLE, Rate exceeded",
        "ClaimPhoneNumber, TOO_MANY_REQUESTS, Too Many Requests",
        "SearchAvailablePhoneNumbers, THROTTLE, Rate exceeded",
        "SearchAvailablePhoneNumbers, INTERNAL_ERROR_BEFORE, internal error",
        "SearchAvailablePhoneNumbers, DROP_BEFORE, got no answer"
    })
    void aCreateThatIsHeldUpEndsInTimeWithTheReason(String operation, String fault, String reason) {
        for (int overhead : List.of(0, 2, 5)) {
            connect.reset();
            always(operation, Faults.named(fault));
            Instant began = connect.clock().now();

            JsonNode event = create(templates.searched(), overhead);

            assertThat(event.path("errorCode").asText()).isEqualTo("NotStabilized");
            assertThat(event.path("message").asText()).contains(reason, "no claim is sent");
            assertThat(secondsSince(began)).isLessThan(55);
            assertThat(connect.claimsMade()).isZero();
        }
    }

    @Test
    void aThrottledCreateSaysHowToCreateManyNumbers() {
        always(CLAIM, Faults.THROTTLE);

        assertThat(cfn.create("Number", templates.exact()).message()).contains("DependsOn", "examples/batches.yml");
    }

    /** Retrying does not help: CloudFormation must not hide the reason behind its own time-out. */
    @Test
    void cloudFormationShowsTheReason() {
        always(CLAIM, Faults.THROTTLE);

        Ending ending = cfn.retrying().withIdentifierDeadline().create("Number", templates.exact());

        assertThat(ending.isGivenUp()).isFalse();
        assertThat(ending.message()).contains("Rate exceeded");
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 300, 3000})
    void aServiceThatAsksToWaitLongerIsNotAskedAgain(int seconds) {
        connect.set(Knob.RETRY_AFTER, Duration.ofSeconds(seconds));
        always(CLAIM, Faults.THROTTLE);

        Ending ending = cfn.create("Number", templates.exact());

        assertThat(ending.waited()).isLessThan(2);
        assertThat(ending.message()).contains("Rate exceeded", "examples/batches.yml");
        assertThat(connect.calls(CLAIM)).hasSize(1);
    }

    @Test
    void throttlingIsWaitedOutWhileItCanHelp() {
        connect.script(Trouble.on(CLAIM).times(4).of(Faults.THROTTLE));

        Ending ending = cfn.retrying().withIdentifierDeadline().create("Number", templates.searched());

        assertThat(ending.succeeded()).as("%s", ending.event()).isTrue();
    }

    /** CloudFormation invokes late: the claim that was due is not sent any more. */
    @ParameterizedTest
    @ValueSource(ints = {43, 120})
    void aLateInvocationClaimsNothingAndTellsTheLastReason(int overhead) {
        connect.script(Trouble.on(CLAIM).of(Faults.THROTTLE));

        JsonNode event = create(templates.searched(), overhead);

        assertThat(event.path("message").asText()).contains("Rate exceeded", "no claim is sent");
        assertThat(connect.calls(CLAIM)).hasSize(1);
        assertThat(connect.claimsMade()).isZero();
    }

    /** The time that the calls of an invocation take counts. */
    @Test
    void aSearchThatTakesLongIsFollowedByNoClaim() {
        connect.onCall(call -> {
            if (call.operation().equals("SearchAvailablePhoneNumbers")) {
                connect.advance(Duration.ofSeconds(Promises.LAST_CLAIM));
            }
        });

        Ending ending = cfn.create("Number", templates.searched());

        assertThat(ending.message()).contains("no claim is sent");
        assertThat(connect.calls(CLAIM)).isEmpty();
    }

    /** An invocation that was late, and before it one that died after its claim. */
    @Test
    void aLateInvocationLooksForItsOwnClaim() {
        connect.script(Trouble.on(CLAIM).of(Faults.THROTTLE));
        connect.script(Trouble.on(CLAIM).nth(2).of(Faults.CRASH_AFTER));
        ObjectNode payload = cfn.creation("Number", templates.searched());
        JsonNode first = cfn.invoke(payload).orElseThrow();
        Callbacks.goOn(payload, first);
        connect.advance(Callbacks.delay(first));
        assertThat(cfn.invoke(payload)).isEmpty();
        connect.advance(Duration.ofSeconds(50));

        JsonNode event = cfn.invoke(payload).orElseThrow();

        assertThat(Callbacks.identifier(event))
                .isEqualTo(connect.numbers().get(0).arn());
    }

    /** Whether an invocation that died has claimed a number, nobody knows. */
    @Test
    void aCreateThatIsHeldUpDoesNotSayThatNothingWasClaimed() {
        connect.set(Knob.LIST_INVISIBLE, Knob.FOREVER);
        connect.script(Trouble.on(CLAIM).of(Faults.CRASH_AFTER));
        connect.script(
                Trouble.on("SearchAvailablePhoneNumbers").nth(2).times(10_000).of(Faults.THROTTLE));

        Ending ending = cfn.create("Number", templates.searched());

        assertThat(connect.claimsMade()).isEqualTo(1);
        assertThat(ending.message())
                .contains("Rate exceeded", "no claim is sent")
                .doesNotContain("nothing was claimed");
    }

    @Test
    void noLaterCandidateIsClaimedAfterTheDeadline() {
        Rival.takesWhatIsOffered(connect, templates.searched(), 20);
        Instant began = connect.clock().now();

        Ending ending = cfn.create("Number", templates.searched());

        assertThat(ending.message()).contains("Somebody else took", "not available", "no claim is sent");
        assertThat(ending.waited()).isLessThan(55);
        assertThat(connect.claimsMade()).isZero();
        assertThat(connect.calls(CLAIM))
                .hasSizeGreaterThan(2)
                .allMatch(claim -> Duration.between(began, claim.at()).toSeconds() <= Promises.LAST_CLAIM);
    }

    /** A claim whose outcome is unknown is found, however late. */
    @Test
    void aClaimInDoubtGoesOn() {
        connect.set(Knob.LIST_INVISIBLE, Knob.FOREVER);
        connect.script(Trouble.on(CLAIM).times(12).of(Faults.DROP_AFTER));

        Ending ending = cfn.create("Number", templates.searched());

        assertThat(ending.succeeded()).as("%s", ending.event()).isTrue();
        assertThat(ending.waited()).isGreaterThan(60);
        assertThat(connect.claimsMade()).isEqualTo(1);
    }

    /** An invocation that died has claimed a number, and the service asks the next one to wait longer than there is. */
    @ParameterizedTest
    @ValueSource(strings = {"exact", "searched", "imported"})
    void aServiceThatAsksToWaitIsStillAskedForAnOwnClaim(String how) {
        boolean isImported = how.equals("imported");
        Map<String, Object> template =
                isImported ? templates.imported() : how.equals("exact") ? templates.exact() : templates.searched();
        String claim = isImported ? "ImportPhoneNumber" : CLAIM;
        connect.set(Knob.RETRY_AFTER, Duration.ofSeconds(50));
        connect.script(Trouble.on(claim).of(Faults.CRASH_AFTER));
        connect.script(Trouble.on(claim).nth(2).times(10_000).of(Faults.THROTTLE));

        Ending ending = cfn.create("Number", template);

        assertThat(ending.succeeded()).as("%s", ending.event()).isTrue();
        assertThat(connect.claimsMade()).isEqualTo(1);
    }
}
