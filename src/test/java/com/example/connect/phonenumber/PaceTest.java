package com.example.connect.phonenumber;

import static org.assertj.core.api.Assertions.assertThat;

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
}
