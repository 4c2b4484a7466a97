package com.example.connect.verification.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.verification.matrix.KnownFailures.Cases;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The list of failing cells is exact: a cell neither joins nor leaves it unnoticed. */
class KnownFailuresTest {

    private static final Kind ONE = new Kind("part", "update", "NOT_FOUND_BEFORE at TagResource", "TAGS_STAY");
    private static final Kind OTHER = new Kind("part", "delete", "NOT_FOUND_BEFORE at TagResource", "TAGS_STAY");
    private static final Map<Kind, Cases> KNOWN = Map.of(ONE, new Cases(3, "update tags"));

    @Test
    void theSameCasesAreNoDifference() {
        assertThat(KnownFailures.differences(KNOWN, KNOWN, true)).isEmpty();
    }

    @Test
    void aKindThatJoinsIsNoticed() {
        Map<Kind, Cases> failed = Map.of(ONE, new Cases(3, "update tags"), OTHER, new Cases(1, "delete bound"));

        assertThat(KnownFailures.differences(KNOWN, failed, true))
                .singleElement()
                .asString()
                .contains("known are 0", "delete bound");
        assertThat(KnownFailures.differences(KNOWN, failed, false)).hasSize(1);
    }

    @Test
    void aCaseThatJoinsAKindOrLeavesItIsNoticed() {
        for (int count : new int[] {2, 4}) {
            Map<Kind, Cases> failed = Map.of(ONE, new Cases(count, "update tags"));

            assertThat(KnownFailures.differences(KNOWN, failed, true)).hasSize(1);
            assertThat(KnownFailures.differences(KNOWN, failed, false)).isEmpty();
        }
    }

    @Test
    void aKindThatLeavesIsNoticedWhereEveryCaseWasRun() {
        assertThat(KnownFailures.differences(KNOWN, Map.of(), true))
                .singleElement()
                .asString()
                .contains("fails no longer");
        assertThat(KnownFailures.differences(KNOWN, Map.of(), false)).isEmpty();
    }

    @Test
    void anEmptyListWithoutFailuresIsNoDifference() {
        assertThat(KnownFailures.differences(Map.of(), Map.of(), true)).isEmpty();
    }

    @Test
    void aKindIsOfItsFaultAlone() {
        assertThat(ONE.isOf("NOT_FOUND_BEFORE")).isTrue();
        assertThat(ONE.isOf("NOT_FOUND")).isFalse();
        assertThat(new Kind("part", "update", "SLOW at TagResource, SLOW at UntagResource", "TAGS_STAY").isOf("SLOW"))
                .isFalse();
    }
}
