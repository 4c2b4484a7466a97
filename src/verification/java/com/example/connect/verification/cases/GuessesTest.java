package com.example.connect.verification.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.simulator.Knob;
import org.junit.jupiter.api.Test;

/** A knob whose default is a guess is turned by the matrix and the lives, and by nobody a knob that is none. */
class GuessesTest {

    @Test
    void everyGuessHasItsDefaultAndAnotherAnswer() {
        assertThat(Guesses.all()).isNotEmpty().allSatisfy(GuessesTest::hasAnswers);
    }

    private static <T> void hasAnswers(Knob<T> guess) {
        assertThat(Guesses.values(guess))
                .as(guess.name())
                .contains(guess.standard())
                .hasSizeGreaterThan(1)
                .doesNotHaveDuplicates();
    }

    @Test
    void whatIsListedIsAGuess() {
        assertThat(Guesses.listedInVain()).isEmpty();
    }
}
