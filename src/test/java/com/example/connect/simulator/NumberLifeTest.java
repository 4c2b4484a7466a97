package com.example.connect.simulator;

import static com.example.connect.simulator.Clients.NUMBER;
import static com.example.connect.simulator.Clients.claim;
import static com.example.connect.simulator.Clients.describe;
import static com.example.connect.simulator.NumberState.Status.CLAIMED;
import static com.example.connect.simulator.NumberState.Status.FAILED;
import static com.example.connect.simulator.NumberState.Status.IN_PROGRESS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.connect.model.ClaimedPhoneNumberSummary;
import software.amazon.awssdk.services.connect.model.ConnectException;
import software.amazon.awssdk.services.connect.model.IdempotencyException;
import software.amazon.awssdk.services.connect.model.InvalidParameterException;
import software.amazon.awssdk.services.connect.model.InvalidRequestException;
import software.amazon.awssdk.services.connect.model.ListPhoneNumbersSummary;
import software.amazon.awssdk.services.connect.model.ResourceInUseException;
import software.amazon.awssdk.services.connect.model.ResourceNotFoundException;

/** What happens to a number from its claim to its release and after. */
@ExtendWith(SimulatorExtension.class)
class NumberLifeTest {
    private static final Duration WORK = Duration.ofSeconds(2);

    @BeforeEach
    void noRateLimit(ConnectSimulator simulator) {
        simulator.set(Knob.RATE, Optional.empty());
    }

    private static String claimed(ConnectSimulator simulator, String number) {
        String id = claim(simulator, number, c -> c.tags(Map.of("team", "blue")).phoneNumberDescription("front desk"));
        simulator.advance(WORK);
        return id;
    }

    private static NumberState state(ConnectSimulator simulator, String id) {
        return simulator.number(id).orElseThrow().state();
    }

    private static void move(ConnectSimulator simulator, String id, String target) {
        Clients.to(simulator).updatePhoneNumber(u -> u.phoneNumberId(id).targetArn(target));
    }

    private static void describeAs(ConnectSimulator simulator, String id, String text) {
        Clients.to(simulator).updatePhoneNumberMetadata(u -> u.phoneNumberId(id).phoneNumberDescription(text));
    }

    private static void release(ConnectSimulator simulator, String id) {
        Clients.to(simulator).releasePhoneNumber(r -> r.phoneNumberId(id));
    }

    @Test
    void aMoveIsInProgressOnTheOldTargetAndThenClaimedOnTheNew(ConnectSimulator simulator) {
        String id = claimed(simulator, NUMBER);
        move(simulator, id, simulator.account().tdgArn());
        assertThat(state(simulator, id).status()).isEqualTo(IN_PROGRESS);
        assertThat(state(simulator, id).targetArn())
                .isEqualTo(simulator.account().instanceArn());

        simulator.advance(WORK);
        ClaimedPhoneNumberSummary moved = describe(simulator, id);
        assertThat(moved.phoneNumberStatus().statusAsString()).isEqualTo("CLAIMED");
        assertThat(moved.targetArn()).isEqualTo(simulator.account().tdgArn());
        assertThat(moved.instanceId()).isNull();
        assertThat(moved.tags()).isEqualTo(Map.of("team", "blue"));
        assertThat(moved.phoneNumberDescription()).isEqualTo("front desk");
    }

    @Test
    void aMoveToAFullTargetFailsAndTheNumberStaysAndCanMoveOn(ConnectSimulator simulator) {
        simulator.quota(simulator.account().otherInstanceArn(), 0);
        String id = claimed(simulator, NUMBER);
        move(simulator, id, simulator.account().otherInstanceArn());
        simulator.advance(WORK);
        assertThat(state(simulator, id).status()).isEqualTo(FAILED);
        assertThat(state(simulator, id).message()).contains(Quota.EXCEEDED);
        assertThat(state(simulator, id).targetArn())
                .isEqualTo(simulator.account().instanceArn());

        simulator.advance(Duration.ofDays(30));
        move(simulator, id, simulator.account().instanceArn());
        simulator.advance(WORK);
        assertThat(state(simulator, id).status()).isEqualTo(CLAIMED);
    }

    @Test
    void aFailedMoveMayLeaveTheNumberOnTheNewTarget(ConnectSimulator simulator) {
        simulator.set(Knob.FAILED_MOVE_STAYS, false);
        simulator.script(Trouble.on("UpdatePhoneNumber").of(new Fault.FailLater("carrier")));
        String id = claimed(simulator, NUMBER);
        move(simulator, id, simulator.account().tdgArn());
        simulator.advance(WORK);
        assertThat(state(simulator, id).status()).isEqualTo(FAILED);
        assertThat(state(simulator, id).targetArn())
                .isEqualTo(simulator.account().tdgArn());
    }

    /** The quota counts it on the old target still: its way back is not refused for its own place. */
    @Test
    void aNumberThatAFailedMoveLeftOnTheNewTargetCanGoBackToAFullOne(ConnectSimulator simulator) {
        simulator.set(Knob.FAILED_MOVE_STAYS, false).set(Knob.QUOTA, 1);
        simulator.quota(simulator.account().otherInstanceArn(), 0);
        String id = claimed(simulator, NUMBER);
        move(simulator, id, simulator.account().otherInstanceArn());
        simulator.advance(WORK);
        assertThat(state(simulator, id).status()).isEqualTo(FAILED);

        move(simulator, id, simulator.account().instanceArn());
        simulator.advance(WORK);

        assertThat(state(simulator, id).status()).isEqualTo(CLAIMED);
        assertThat(state(simulator, id).targetArn())
                .isEqualTo(simulator.account().instanceArn());
    }

    @Test
    void aNumberThatAFailedMoveLeftOnAFullTargetIsNotLetInByAskingAgain(ConnectSimulator simulator) {
        simulator.set(Knob.FAILED_MOVE_STAYS, false);
        simulator.quota(simulator.account().otherInstanceArn(), 0);
        String id = claimed(simulator, NUMBER);
        move(simulator, id, simulator.account().otherInstanceArn());
        simulator.advance(WORK);

        move(simulator, id, simulator.account().otherInstanceArn());
        simulator.advance(WORK);

        assertThat(state(simulator, id).status()).isEqualTo(FAILED);
    }

    @Test
    void aMoveFreesThePlaceOnTheOldTarget(ConnectSimulator simulator) {
        simulator.set(Knob.QUOTA, 1);
        String first = claimed(simulator, NUMBER);
        move(simulator, first, simulator.account().otherInstanceArn());
        simulator.advance(WORK);
        String second = claimed(simulator, "+12065550101");
        assertThat(state(simulator, second).status()).isEqualTo(CLAIMED);
    }

    @Test
    void aDescriptionIsChangedAndClearedAfterAWhile(ConnectSimulator simulator) {
        String id = claimed(simulator, NUMBER);
        describeAs(simulator, id, "back office");
        assertThat(state(simulator, id).status()).isEqualTo(IN_PROGRESS);
        assertThat(state(simulator, id).description()).contains("front desk");
        simulator.advance(WORK);
        assertThat(state(simulator, id).status()).isEqualTo(CLAIMED);
        assertThat(state(simulator, id).description()).contains("back office");

        describeAs(simulator, id, "");
        simulator.advance(WORK);
        assertThat(describe(simulator, id).phoneNumberDescription()).isNull();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Turns("keep-description")
    void aMetadataChangeWithoutADescriptionKeepsOrClearsIt(boolean kept, ConnectSimulator simulator) {
        simulator.set(Knob.KEEP_DESCRIPTION, kept);
        String id = claimed(simulator, NUMBER);
        Clients.to(simulator).updatePhoneNumberMetadata(u -> u.phoneNumberId(id));
        simulator.advance(WORK);
        assertThat(state(simulator, id).description()).isEqualTo(kept ? Optional.of("front desk") : Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Turns("describe-type")
    void describeTellsTheTypeOrLeavesItOut(boolean told, ConnectSimulator simulator) {
        simulator.set(Knob.DESCRIBE_TYPE, told);
        String id = claimed(simulator, NUMBER);
        assertThat(describe(simulator, id).phoneNumberTypeAsString()).isEqualTo(told ? "DID" : null);
        assertThat(listed(simulator).phoneNumberTypeAsString()).isEqualTo("DID");
    }

    @ParameterizedTest
    @CsvSource({"NONE, false, false", "DESCRIBE, true, false", "LIST, false, true", "BOTH, true, true"})
    @Turns("group-instance")
    void aNumberOnAGroupMayHaveTheGroupsInstance(
            Knob.GroupInstance telling, boolean described, boolean listed, ConnectSimulator simulator) {
        simulator.set(Knob.GROUP_INSTANCE, telling);
        SimulatedAccount account = simulator.account();
        String id = claim(simulator, NUMBER, c -> c.targetArn(account.tdgArn()));
        assertThat(describe(simulator, id).instanceId()).isEqualTo(described ? account.instanceId() : null);
        assertThat(listed(simulator).instanceId()).isEqualTo(listed ? account.instanceId() : null);
    }

    private static ListPhoneNumbersSummary listed(ConnectSimulator simulator) {
        return Clients.to(simulator)
                .listPhoneNumbersV2(l -> {})
                .listPhoneNumbersSummaryList()
                .get(0);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Turns("cool-imported")
    void anImportedNumberCoolsDownOrGoesBackAtOnce(boolean cools, ConnectSimulator simulator) {
        simulator.set(Knob.COOL_IMPORTED, cools);
        String source = simulator.account().sourcePhoneNumberArn();
        String id = imported(simulator, source);
        simulator.advance(WORK);
        release(simulator, id);
        if (cools) {
            assertThatThrownBy(() -> imported(simulator, source)).isInstanceOf(InvalidParameterException.class);
            simulator.advance(Duration.ofDays(180));
        }
        assertThatCode(() -> imported(simulator, source)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Turns("cool-failed")
    void aFailedClaimsNumberCoolsDownOrGoesBackAtOnce(boolean cools, ConnectSimulator simulator) {
        simulator.set(Knob.COOL_FAILED, cools).set(Knob.QUOTA, 0);
        release(simulator, claimed(simulator, NUMBER));
        assertThat(Clients.search(simulator, "US", "DID", NUMBER)).hasSize(cools ? 0 : 1);
        simulator.advance(Duration.ofDays(180));
        assertThat(Clients.search(simulator, "US", "DID", NUMBER)).containsExactly(NUMBER);
    }

    @ParameterizedTest
    @CsvSource({"INVALID_REQUEST, InvalidRequestException", "INVALID_PARAMETER, InvalidParameterException"})
    @Turns("many-tags")
    void aFiftyFirstTagIsRefused(Knob.ManyTags error, String code, ConnectSimulator simulator) {
        simulator.set(Knob.MANY_TAGS, error);
        String arn = simulator.account().phoneNumberArn(claimed(simulator, NUMBER));
        Map<String, String> fifty = IntStream.range(0, 50).boxed().collect(Collectors.toMap(i -> "key" + i, i -> ""));
        assertThatThrownBy(() -> Clients.to(simulator)
                        .tagResource(t -> t.resourceArn(arn).tags(fifty)))
                .isInstanceOfSatisfying(
                        ConnectException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
    }

    @Test
    void changesInProgressRefuseFurtherOnes(ConnectSimulator simulator) {
        String id = claimed(simulator, NUMBER);
        describeAs(simulator, id, "back office");
        assertThatThrownBy(() -> describeAs(simulator, id, "no")).isInstanceOf(ResourceInUseException.class);
        assertThatThrownBy(() -> move(simulator, id, simulator.account().tdgArn()))
                .isInstanceOf(ResourceInUseException.class);
        assertThatThrownBy(() -> release(simulator, id)).isInstanceOf(ResourceInUseException.class);
    }

    @Test
    void aFailedClaimCanNeitherMoveNorChange(ConnectSimulator simulator) {
        simulator.set(Knob.QUOTA, 0);
        String id = claimed(simulator, NUMBER);
        assertThatThrownBy(() -> move(simulator, id, simulator.account().tdgArn()))
                .isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> describeAs(simulator, id, "no")).isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void aReleasedNumberIsGoneAndCoolsDown(ConnectSimulator simulator) {
        String id = claimed(simulator, NUMBER);
        release(simulator, id);
        assertThatThrownBy(() -> describe(simulator, id)).isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> release(simulator, id)).isInstanceOf(ResourceNotFoundException.class);
        assertThat(simulator.numbers()).isEmpty();
        assertThat(simulator.released()).extracting(HeldNumber::id).containsExactly(id);
        assertThat(simulator.releasesMade()).isEqualTo(1);

        simulator.advance(Duration.ofDays(180).minusSeconds(1));
        assertThatThrownBy(() -> claim(simulator, NUMBER)).isInstanceOf(InvalidParameterException.class);
        assertThat(Clients.search(simulator, "US", "DID", NUMBER)).isEmpty();
        simulator.advance(Duration.ofSeconds(1));
        assertThat(Clients.search(simulator, "US", "DID", NUMBER)).containsExactly(NUMBER);
        assertThatCode(() -> claim(simulator, NUMBER)).doesNotThrowAnyException();
    }

    @Test
    void withoutCooldownANumberCanBeClaimedAgainAtOnce(ConnectSimulator simulator) {
        simulator.set(Knob.COOLDOWN, Duration.ZERO);
        for (int i = 0; i < 3; i++) {
            release(simulator, claimed(simulator, NUMBER));
        }
        assertThat(simulator.claimsMade()).isEqualTo(3);
    }

    @Test
    @Turns("release-failed")
    void whetherFailedNumbersCanBeReleasedIsAKnob(ConnectSimulator simulator) {
        simulator.set(Knob.QUOTA, 0);
        String id = claimed(simulator, NUMBER);
        simulator.set(Knob.RELEASE_FAILED, false);
        assertThatThrownBy(() -> release(simulator, id)).isInstanceOf(ResourceInUseException.class);
        simulator.set(Knob.RELEASE_FAILED, true);
        release(simulator, id);
        assertThat(Clients.search(simulator, "US", "DID", NUMBER)).containsExactly(NUMBER);
    }

    @Test
    void whetherNumbersInProgressCanBeReleasedIsAKnob(ConnectSimulator simulator) {
        String id = claim(simulator, NUMBER);
        simulator.set(Knob.RELEASE_IN_PROGRESS, true);
        release(simulator, id);
        simulator.advance(WORK);
        assertThat(simulator.numbers()).isEmpty();
        assertThat(simulator.released().get(0).status()).isEqualTo(IN_PROGRESS);
    }

    @Test
    @Turns("imported-again")
    void aNumberOfEndUserMessagingIsImportedOnceAndGoesBackOnRelease(ConnectSimulator simulator) {
        String source = simulator.account().sourcePhoneNumberArn();
        String id = imported(simulator, source);
        simulator.advance(WORK);
        ClaimedPhoneNumberSummary number = describe(simulator, id);
        assertThat(number.phoneNumberStatus().statusAsString()).isEqualTo("CLAIMED");
        assertThat(number.sourcePhoneNumberArn()).isEqualTo(source);
        assertThat(number.targetArn()).isEqualTo(simulator.account().instanceArn());
        assertThat(number.phoneNumberTypeAsString()).isEqualTo("TOLL_FREE");
        assertThat(Clients.to(simulator)
                        .listPhoneNumbersV2(l -> {})
                        .listPhoneNumbersSummaryList()
                        .get(0)
                        .sourcePhoneNumberArn())
                .isEqualTo(source);

        assertThatThrownBy(() -> imported(simulator, source)).isInstanceOf(InvalidParameterException.class);
        simulator.set(Knob.IMPORTED_AGAIN, Knob.ImportedAgain.IDEMPOTENCY_EXCEPTION);
        assertThatThrownBy(() -> imported(simulator, source)).isInstanceOf(IdempotencyException.class);
        release(simulator, id);
        assertThatThrownBy(() -> claim(simulator, number.phoneNumber())).isInstanceOf(InvalidParameterException.class);
        assertThat(imported(simulator, source)).isNotEqualTo(id);
    }

    @Test
    void whatEndUserMessagingDoesNotHaveCannotBeImported(ConnectSimulator simulator) {
        String unknown = simulator.account().sourcePhoneNumberArn() + "0";
        assertThatThrownBy(() -> imported(simulator, unknown)).isInstanceOf(ResourceNotFoundException.class);
    }

    private static String imported(ConnectSimulator simulator, String source) {
        return Clients.to(simulator)
                .importPhoneNumber(
                        i -> i.instanceId(simulator.account().instanceId()).sourcePhoneNumberArn(source))
                .phoneNumberId();
    }
}
