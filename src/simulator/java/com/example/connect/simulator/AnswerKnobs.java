package com.example.connect.simulator;

import static com.example.connect.simulator.Belief.guess;
import static com.example.connect.simulator.Belief.user;
import static com.example.connect.simulator.KnobForm.flag;

@Concern("What answers contain")
interface AnswerKnobs {
    Knob<Boolean> LIST_FAILED = new Knob<>(
            "list-failed",
            flag(),
            false,
            user("List shows a number whose claim FAILED", "two users did not find theirs in it"));

    Knob<Boolean> LIST_IN_PROGRESS = new Knob<>(
            "list-in-progress",
            flag(),
            true,
            guess("List shows a number that is IN_PROGRESS", "nothing says that it does not"));
}
