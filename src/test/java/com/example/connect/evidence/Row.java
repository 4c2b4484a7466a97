package com.example.connect.evidence;

import com.example.connect.simulator.Belief.Grade;
import java.util.Arrays;
import java.util.List;

/**
 * One thing that this project believes of AWS.
 *
 * @param topic the heading that it stands under
 * @param belief the thing itself, in a sentence
 * @param source where the evidence stands
 * @param place the knob that turns it, in backticks, or the file that it stands in, as a link from docs/
 * @param tests the tests that would notice the other answer, {@code Class#method} or {@code file.py::test_name}
 */
record Row(String topic, Grade grade, String belief, String source, String place, List<String> tests) {

    static Grade grade(String word) {
        return Arrays.stream(Grade.values())
                .filter(grade -> grade.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no grade " + word + "; there are "
                        + Arrays.stream(Grade.values()).map(Grade::word).toList()));
    }

    /** The weakest evidence first. */
    int strength() {
        List<Grade> weakestFirst =
                List.of(Grade.GUESS, Grade.USER, Grade.MAINTAINERS, Grade.RECORDED, Grade.OFFICIAL, Grade.CHOICE);
        return weakestFirst.indexOf(grade);
    }
}
