package com.example.connect.simulator;

import static com.example.connect.simulator.Clients.NUMBER;
import static com.example.connect.simulator.Clients.claim;
import static com.example.connect.simulator.NumberState.Status.CLAIMED;
import static com.example.connect.simulator.NumberState.Status.FAILED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.connect.model.InvalidParameterException;

/** How many numbers a target may hold, and how many an account may claim and release. */
@ExtendWith(SimulatorExtension.class)
class TurnoverTest {
    private static final Duration WORK = Duration.ofSeconds(2);
    private static final String OTHER_NUMBER = "+12065550101";

    @BeforeEach
    void noRateLimit(ConnectSimulator simulator) {
        simulator.set(Knob.RATE, Optional.empty());
    }

    private static String claimed(ConnectSimulator simulator, String number) {
        return claimed(simulator, number, simulator.account().instanceArn());
    }

    private static String claimed(ConnectSimulator simulator, String number, String target) {
        String id = claim(simulator, number, c -> c.targetArn(target));
        simulator.advance(WORK);
        return id;
    }

    private static NumberState state(ConnectSimulator simulator, String id) {
        return simulator.number(id).orElseThrow().state();
    }

    private static void move(ConnectSimulator simulator, String id, String target) {
        Clients.to(simulator).updatePhoneNumber(u -> u.phoneNumberId(id).targetArn(target));
        simulator.advance(WORK);
    }

    private static void release(ConnectSimulator simulator, String id) {
        Clients.to(simulator).releasePhoneNumber(r -> r.phoneNumberId(id));
    }

    /** Claims and releases numbers, one after the other. */
    private static void turnOver(ConnectSimulator simulator, String target, int times) {
        simulator.set(Knob.COOLDOWN, Duration.ZERO);
        IntStream.range(0, times).forEach(i -> release(simulator, claimed(simulator, "+1206555020" + i, target)));
    }

    @Test
    void turnoverAboveTwiceTheQuotaBlocksClaimsUntilTheOldestLeavesTheWindow(ConnectSimulator simulator) {
        simulator.set(Knob.QUOTA, 1);
        release(simulator, claimed(simulator, NUMBER));
        simulator.advance(Duration.ofDays(10));
        release(simulator, claimed(simulator, "+12065550101"));

        assertThat(state(simulator, claimed(simulator, "+12065550102")).message())
                .contains(Quota.EXCEEDED);

        simulator.advance(Duration.ofDays(170));
        String after = claimed(simulator, "+12065550103");
        assertThat(state(simulator, after).status()).isEqualTo(FAILED);
        simulator.advance(Duration.ofDays(180));
        assertThat(state(simulator, claimed(simulator, "+12065550104")).status())
                .isEqualTo(CLAIMED);
    }

    @Test
    void theTwoHundredPercentRuleCanRefuseAtOnceOrBeOff(ConnectSimulator simulator) {
        simulator.set(Knob.QUOTA, 0).set(Knob.WINDOW_BLOCK, Knob.WindowBlock.REFUSED);
        claim(simulator, NUMBER);
        assertThatThrownBy(() -> claim(simulator, "+12065550101"))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining(Quota.EXCEEDED);
        simulator.set(Knob.WINDOW, Duration.ZERO);
        assertThatCode(() -> claim(simulator, "+12065550101")).doesNotThrowAnyException();
    }

    @Test
    void theRuleStillKnowsWhatWasTurnedOverWhileItWasOff(ConnectSimulator simulator) {
        simulator.set(Knob.QUOTA, 1).set(Knob.WINDOW, Duration.ZERO);
        turnOver(simulator, simulator.account().instanceArn(), 2);
        simulator.set(Knob.WINDOW, Duration.ofDays(180));

        assertThat(state(simulator, claimed(simulator, NUMBER)).status()).isEqualTo(FAILED);
    }

    @Test
    void theRuleCountsTheWholeAccount(ConnectSimulator simulator) {
        simulator.set(Knob.QUOTA, 1);
        turnOver(simulator, simulator.account().otherInstanceArn(), 1);
        turnOver(simulator, simulator.account().tdgArn(), 1);

        assertThat(state(simulator, claimed(simulator, NUMBER)).status()).isEqualTo(FAILED);
    }

    @Test
    @Turns("window-scope")
    void theRuleMayCountEachTargetByItself(ConnectSimulator simulator) {
        simulator.set(Knob.QUOTA, 1).set(Knob.WINDOW_SCOPE, Knob.WindowScope.TARGET);
        String other = simulator.account().otherInstanceArn();
        turnOver(simulator, other, 2);

        assertThat(state(simulator, claimed(simulator, NUMBER, other)).status()).isEqualTo(FAILED);
        assertThat(state(simulator, claimed(simulator, OTHER_NUMBER)).status()).isEqualTo(CLAIMED);
        simulator.set(Knob.WINDOW_SCOPE, Knob.WindowScope.ACCOUNT);
        String group = simulator.account().tdgArn();
        assertThat(state(simulator, claimed(simulator, "+12065550102", group)).status())
                .isEqualTo(FAILED);
    }

    /** Three events exceed twice a quota of one, not twice one of two. */
    @ParameterizedTest
    @CsvSource({"LARGEST, CLAIMED", "TARGET, FAILED"})
    @Turns("window-quota")
    void theQuotaThatTheRuleDoublesIsTheLargestOrTheTargets(
            Knob.WindowQuota doubled, NumberState.Status status, ConnectSimulator simulator) {
        simulator.set(Knob.QUOTA, 1).set(Knob.WINDOW_QUOTA, doubled);
        simulator.quota(simulator.account().otherInstanceArn(), 2);
        turnOver(simulator, simulator.account().tdgArn(), 1);
        claimed(simulator, OTHER_NUMBER, simulator.account().otherInstanceArn());

        assertThat(state(simulator, claimed(simulator, NUMBER)).status()).isEqualTo(status);
    }

    @Test
    void aQuotaRaisedForOneInstanceOfANewAccountLetsItTurnOver(ConnectSimulator simulator) {
        simulator.set(Knob.QUOTA, 0);
        simulator.quota(simulator.account().instanceArn(), 2);
        turnOver(simulator, simulator.account().instanceArn(), 2);

        assertThat(state(simulator, claimed(simulator, NUMBER)).status()).isEqualTo(CLAIMED);
        assertThat(state(simulator, claimed(simulator, OTHER_NUMBER)).status()).isEqualTo(FAILED);
    }

    @Test
    void importsCountTowardsTheRule(ConnectSimulator simulator) {
        simulator.set(Knob.QUOTA, 1);
        SimulatedAccount account = simulator.account();
        for (int i = 0; i < 2; i++) {
            String source = account.sourcePhoneNumberArns().get(i);
            String id = Clients.to(simulator)
                    .importPhoneNumber(p -> p.instanceId(account.instanceId()).sourcePhoneNumberArn(source))
                    .phoneNumberId();
            simulator.advance(WORK);
            release(simulator, id);
        }

        assertThat(state(simulator, claimed(simulator, NUMBER)).status()).isEqualTo(FAILED);
    }

    @Test
    void aResetForgetsWhatWasTurnedOver(ConnectSimulator simulator) {
        Knobs knobs = Knobs.standard().with(Knob.QUOTA, 1);
        simulator.reset(knobs);
        turnOver(simulator, simulator.account().instanceArn(), 2);
        simulator.reset(knobs);

        assertThat(state(simulator, claimed(simulator, NUMBER)).status()).isEqualTo(CLAIMED);
    }

    /** With a quota of one, a third event blocks. The number holds one; two claims of others FAILED. */
    @ParameterizedTest
    @CsvSource({"NOTHING, CLAIMED", "CLAIM, FAILED", "CLAIM_AND_RELEASE, FAILED"})
    @Turns("window-failed")
    void whetherAFailedClaimCountsIsAKnob(
            Knob.WindowFailed counted, NumberState.Status status, ConnectSimulator simulator) {
        simulator.set(Knob.QUOTA, 1).set(Knob.WINDOW_FAILED, counted);
        claimed(simulator, NUMBER);
        claimed(simulator, OTHER_NUMBER);
        claimed(simulator, "+12065550102");

        String other = simulator.account().otherInstanceArn();
        assertThat(state(simulator, claimed(simulator, "+12065550103", other)).status())
                .isEqualTo(status);
    }

    /** With a quota of one, a third event blocks: the claim, the failed claim, its release. */
    @ParameterizedTest
    @CsvSource({"NOTHING, CLAIMED", "CLAIM, CLAIMED", "CLAIM_AND_RELEASE, FAILED"})
    @Turns("window-failed")
    void whetherTheReleaseOfAFailedClaimCountsIsAKnob(
            Knob.WindowFailed counted, NumberState.Status status, ConnectSimulator simulator) {
        simulator.set(Knob.QUOTA, 1).set(Knob.WINDOW_FAILED, counted);
        claimed(simulator, NUMBER);
        release(simulator, claimed(simulator, OTHER_NUMBER));

        String other = simulator.account().otherInstanceArn();
        assertThat(state(simulator, claimed(simulator, "+12065550103", other)).status())
                .isEqualTo(status);
    }

    @Test
    void aNumberTakesItsPlaceWhenItsClaimIsAccepted(ConnectSimulator simulator) {
        simulator.set(Knob.QUOTA, 1).set(Knob.CLAIM_TIME, Duration.ofMinutes(1));
        String first = claim(simulator, NUMBER);
        String second = claim(simulator, OTHER_NUMBER);
        simulator.set(Knob.RELEASE_IN_PROGRESS, true);
        release(simulator, first);
        simulator.advance(Duration.ofMinutes(1));

        assertThat(state(simulator, second).status()).isEqualTo(FAILED);
    }

    @Test
    void aNumberMayTakeItsPlaceWhenItIsClaimed(ConnectSimulator simulator) {
        simulator
                .set(Knob.QUOTA, 1)
                .set(Knob.CLAIM_TIME, Duration.ofMinutes(1))
                .set(Knob.QUOTA_COUNTS, Knob.QuotaCounts.CLAIMED)
                .set(Knob.RELEASE_IN_PROGRESS, true);
        String first = claim(simulator, NUMBER);
        String second = claim(simulator, OTHER_NUMBER);
        String third = claim(simulator, "+12065550102");
        release(simulator, first);
        simulator.advance(Duration.ofMinutes(1));

        assertThat(state(simulator, second).status()).isEqualTo(CLAIMED);
        assertThat(state(simulator, third).status()).isEqualTo(FAILED);
        assertThat(state(simulator, third).message()).contains(Quota.EXCEEDED);
    }

    @ParameterizedTest
    @EnumSource
    @Turns("quota-counts")
    void aMoveToAFullTargetFailsWheneverItsPlaceIsTaken(Knob.QuotaCounts counts, ConnectSimulator simulator) {
        simulator.set(Knob.QUOTA, 1).set(Knob.QUOTA_COUNTS, counts);
        String other = simulator.account().otherInstanceArn();
        String id = claimed(simulator, NUMBER);
        String there = claimed(simulator, OTHER_NUMBER, other);
        move(simulator, id, other);
        assertThat(state(simulator, id).status()).isEqualTo(FAILED);

        release(simulator, there);
        move(simulator, id, other);
        assertThat(state(simulator, id).status()).isEqualTo(CLAIMED);
        assertThat(state(simulator, id).targetArn()).isEqualTo(other);
    }
}
