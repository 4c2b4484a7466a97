package com.example.connect.verification.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.simulator.Knob;
import org.junit.jupiter.api.Test;

/** The matrix and the lives turn each knob whose true answer is not documented, and no other. */
class UndocumentedTest {

    @Test
    void everyOpenQuestionHasItsDefaultAndAnotherAnswer() {
        assertThat(Undocumented.all()).isNotEmpty().allSatisfy(UndocumentedTest::hasAnswers);
    }

    private static <T> void hasAnswers(Knob<T> open) {
        assertThat(Undocumented.values(open))
                .as(open.name())
                .contains(open.standard())
                .hasSizeGreaterThan(1)
                .doesNotHaveDuplicates();
    }

    @Test
    void whatIsListedIsAnOpenQuestion() {
        assertThat(Undocumented.listedInVain()).isEmpty();
    }
}
