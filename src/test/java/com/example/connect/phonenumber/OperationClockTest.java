package com.example.connect.phonenumber;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperationClockTest {

    private static OperationClock clock(int wall, int waited) {
        return new OperationClock(1000, 1000 + wall, waited, 0, 0, Optional.empty(), Map.of(), 0);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "30, 20, 30", "20, 30, 30", "-500, 20, 20"})
    void elapsedIsTheLargerOfTheDelaysAndTheWallClock(int wall, int waited, int elapsed) {
        assertThat(clock(wall, waited).elapsed()).isEqualTo(elapsed);
    }

    @Test
    void aDelayCountsForBoth() {
        OperationClock later = clock(30, 20).after(7);

        assertThat(later.elapsed()).isEqualTo(37);
        assertThat(later.waited()).isEqualTo(27);
    }

    @Test
    void theTimeInAPhaseBeginsWithItAndIsNeverNegative() {
        OperationClock clock = clock(30, 20).withPhaseBeginning();

        assertThat(clock.inPhase()).isZero();
        assertThat(clock.after(5).inPhase()).isEqualTo(5);
        assertThat(clock.after(59).isWithin(Patience.MISSING)).isTrue();
        assertThat(clock.after(60).isWithin(Patience.MISSING)).isFalse();
        assertThat(clock(500, 20).inPhase()).isEqualTo(20);
        assertThat(new OperationClock(1000, 990, 0, 30, 0, Optional.empty(), Map.of(), 0).inPhase())
                .isZero();
    }

    @Test
    void faultsInARowAreCountedWhateverTheirCalls() {
        OperationClock clock = clock(0, 0)
                .withFault(ConnectFault.unintelligible("TagResource"))
                .withFault(ConnectFault.noTime("TagResource"))
                .withFault(ConnectFault.unintelligible("UntagResource"));

        assertThat(clock.faultsInARow()).isEqualTo(3);
        assertThat(clock.unintelligible("TagResource")).isEqualTo(1);
        assertThat(clock.isTroubledBy("UntagResource")).isTrue();
        assertThat(clock.isTroubledBy("TagResource")).isFalse();
        assertThat(clock.withoutFault().faultsInARow()).isZero();
        assertThat(clock.withoutFault().unintelligible("TagResource")).isZero();
    }

    @Test
    void theDelaysAfterThrottlingAreCounted() {
        OperationClock clock = clock(0, 0).afterThrottling(3).after(4);

        assertThat(clock.throttled()).isEqualTo(3);
        assertThat(clock.waited()).isEqualTo(7);
    }

    /** What was added to an earlier delay does not count again, and a clock that is behind adds nothing. */
    @Test
    void whatCloudFormationAddsToTheLastDelayIsKnown() {
        OperationClock asked = clock(0, 0).after(4);
        OperationClock late = new OperationClock(1000, 1007, 4, 0, 0, Optional.empty(), Map.of(), asked.added());
        OperationClock again = late.after(2);

        assertThat(late.overhead()).isEqualTo(3);
        assertThat(again.added()).isEqualTo(3);
        assertThat(again.overhead()).isZero();
        assertThat(clock(-500, 20).overhead()).isZero();
    }

    @Test
    void anOperationHasItsTime() {
        assertThat(clock(2999, 0).hasTime()).isTrue();
        assertThat(clock(3000, 0).hasTime()).isFalse();
        assertThat(clock(0, 3000).hasTime()).isFalse();
    }
}
