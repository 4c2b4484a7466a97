package com.example.connect.phonenumber;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {

    /** Latencies of a claim in seconds, with the most looks that they may cost. */
    @ParameterizedTest
    @CsvSource({"0.5, 12", "1, 12", "2.1, 12", "4, 12", "9, 12", "30, 12", "31, 26", "60, 26", "300, 26", "600, 26"})
    void noticesWithinAQuarterOfTheLatencyAndASecond(double latency, int mostLooks) {
        int waited = 0;
        int looks = 0;
        do {
            waited += Pace.nextLook(waited, 0, 0);
            looks++;
        } while (waited < latency);

        assertThat((double) waited).isLessThanOrEqualTo(1.25 * latency + 1);
        assertThat(looks).isLessThanOrEqualTo(mostLooks);
    }

    @ParameterizedTest
    @CsvSource({"1, 4", "10, 6", "60, 16", "250, 16", "100000, 16"})
    void noLookAfterThrottlingIsEarly(int throttled, int least) {
        assertThat(Pace.nextLook(0, throttled, 0)).isEqualTo(least);
        assertThat(Pace.nextLook(least, throttled, 0)).isEqualTo(Math.max(least, Pace.nextLook(least)));
        assertThat(Pace.nextLook(4 * least, throttled, 0)).isEqualTo(Pace.nextLook(4 * least));
    }

    /** The first look is not hurried; a later one by no more than CloudFormation is believed to add, and never at once. */
    @ParameterizedTest
    @CsvSource({"0, 2, 4", "6, 0, 4", "6, 2, 1", "6, 5, 1", "40, 2, 8", "40, 5, 6", "40, 600, 6"})
    void looksKeepTheirDistanceWhateverCloudFormationAdds(int inPhase, int overhead, int delay) {
        assertThat(Pace.nextLook(inPhase, 1, overhead)).isEqualTo(delay);
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 3", "10, 2, 5", "45, 5, 14", "60, 6, 18", "500, 43, 128", "2999, 60, 180"})
    void theDelayAfterThrottlingWidensWithTheTimeThatTheOperationIsThrottled(int throttled, int least, int most) {
        assertThat(Pace.afterThrottling(throttled)).isEqualTo(new Pace.Delay(least, most));
    }

    @Test
    void theDelayAfterFaultsOfOneCallDoublesUpToABound() {
        assertThat(Pace.afterFault(1)).isEqualTo(new Pace.Delay(1, 2));
        assertThat(Pace.afterFault(3)).isEqualTo(new Pace.Delay(1, 8));
        assertThat(Pace.afterFault(100)).isEqualTo(new Pace.Delay(1, 32));
    }

    @ParameterizedTest
    @CsvSource({"0, 30, 0", "30, 24, 0", "41, 13, 0", "45, 9, 0", "54, 40, 0", "100, 40, 0", "10, 5, 60"})
    void aDelayThatDoesNotSkipTheDeadlineForTheIdentifierStays(int elapsed, int drawn, int asked) {
        assertThat(Pace.into(Pace.LAST_TRY, elapsed, asked, drawn))
                .isEqualTo(new Pace.Delay(asked + drawn, asked + drawn));
    }

    @ParameterizedTest
    @CsvSource({"19, 40, 0", "30, 29, 0", "41, 18, 0", "50, 40, 0", "53, 2, 0", "10, 30, 40", "0, 10, 50"})
    void aDelayThatSkipsItEndsShortlyBeforeIt(int elapsed, int drawn, int asked) {
        Pace.Delay delay = Pace.into(Pace.LAST_TRY, elapsed, asked, drawn);

        assertThat(elapsed + delay.least()).isGreaterThanOrEqualTo(42);
        assertThat(elapsed + delay.most()).isLessThan(60 - Pace.OVERHEAD);
        assertThat(delay.least()).isPositive().isGreaterThanOrEqualTo(asked);
        assertThat(delay.most()).isGreaterThanOrEqualTo(delay.least());
    }

    @Test
    void theLastTryOfAFirstClaimIsInTimeThoughCloudFormationIsSlow() {
        assertThat(Patience.FIRST_CLAIM.lasts(Pace.LAST_CLAIM.to() + Pace.OVERHEAD - 1))
                .isTrue();
        assertThat(Patience.FIRST_CLAIM.lasts(60 - Pace.LONGEST_CALL - Pace.OVERHEAD))
                .isFalse();
    }
}
