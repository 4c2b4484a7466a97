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
            waited += Pace.nextLook(waited);
            looks++;
        } while (waited < latency);

        assertThat((double) waited).isLessThanOrEqualTo(1.25 * latency + 1);
        assertThat(looks).isLessThanOrEqualTo(mostLooks);
    }

    @ParameterizedTest
    @CsvSource({"1, 4", "60, 4", "250, 8", "1000, 23"})
    void aNumberOfACrowdIsLookedAtLaterAndNotMoreOften(int throttled, int firstLook) {
        assertThat(Pace.nextLook(0, throttled)).isBetween(3, firstLook);
        assertThat(Pace.nextLook(firstLook, throttled)).isGreaterThanOrEqualTo(Pace.nextLook(0, throttled));
        assertThat(Pace.nextLook(400, 1)).isEqualTo(Pace.nextLook(400));
    }

    @Test
    void theDelayOfACrowdWidensWithEachRefusalAndWithTheTimeWaited() {
        assertThat(Pace.crowd(1, 0)).isEqualTo(new Pace.Delay(1, 30));
        assertThat(Pace.crowd(2, 20)).isEqualTo(new Pace.Delay(20, 40));
        assertThat(Pace.crowd(9, 240)).isEqualTo(new Pace.Delay(20, 40));
        assertThat(Pace.crowd(9, 600)).isEqualTo(new Pace.Delay(50, 100));
    }

    @Test
    void theDelayAfterFaultsOfOneCallDoublesUpToABound() {
        assertThat(Pace.backoff(1)).isEqualTo(new Pace.Delay(1, 2));
        assertThat(Pace.backoff(3)).isEqualTo(new Pace.Delay(1, 8));
        assertThat(Pace.backoff(100)).isEqualTo(new Pace.Delay(1, 32));
    }

    @ParameterizedTest
    @CsvSource({"0, 30", "30, 28", "41, 17", "42, 40", "100, 40"})
    void aDelayThatDoesNotJumpTheDeadlineForTheIdentifierStays(int waited, int drawn) {
        assertThat(Pace.beforeDeadline(waited, drawn)).isEqualTo(new Pace.Delay(drawn, drawn));
    }

    @ParameterizedTest
    @CsvSource({"19, 40", "30, 29", "41, 18"})
    void aDelayThatJumpsItEndsShortlyBeforeIt(int waited, int drawn) {
        Pace.Delay delay = Pace.beforeDeadline(waited, drawn);

        assertThat(waited + delay.least()).isGreaterThanOrEqualTo(42);
        assertThat(waited + delay.most()).isLessThan(60);
        assertThat(delay.least()).isPositive();
    }
}
