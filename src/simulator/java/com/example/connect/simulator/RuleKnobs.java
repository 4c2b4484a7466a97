package com.example.connect.simulator;

import static com.example.connect.simulator.Belief.guess;
import static com.example.connect.simulator.Belief.official;
import static com.example.connect.simulator.KnobForm.choice;
import static com.example.connect.simulator.KnobForm.flag;

@Concern("What a number's status allows")
interface RuleKnobs {
    /** A FAILED claim's number, claimed once more within its day: the old id ends, or lives on, or it is refused. */
    enum FailedAgain {
        NEW_ID,
        SAME_ID,
        NOT_AVAILABLE
    }

    Knob<Boolean> RELEASE_FAILED = new Knob<>(
            "release-failed",
            flag(),
            true,
            guess("a FAILED number can be released", "nothing forbids it; no report tries it"));

    Knob<FailedAgain> FAILED_AGAIN = new Knob<>(
            "failed-again",
            choice(FailedAgain.class),
            FailedAgain.NEW_ID,
            guess(
                    "whether a FAILED number's holder can claim it again within its day, and under which id",
                    "API reference, PhoneNumberStatus: one day to retry claiming; under which id, it does not say"));

    Knob<Boolean> RELEASE_IN_PROGRESS = new Knob<>(
            "release-in-progress",
            flag(),
            false,
            guess("an IN_PROGRESS number can be released", "the model lists ResourceInUseException for Release"));

    Knob<Boolean> RELEASE_BOUND = new Knob<>(
            "release-bound",
            flag(),
            true,
            official(
                    "a number with a contact flow can be released",
                    "administrator guide, release a phone number: its flow is deactivated; one user saw a refusal"));

    Knob<Boolean> FAILED_MOVE_STAYS = new Knob<>(
            "failed-move-stays",
            flag(),
            true,
            guess("a FAILED move leaves the number on its old target", "no guide or report says where it is"));

    Knob<Boolean> BIND_IN_PROGRESS = new Knob<>(
            "bind-in-progress",
            flag(),
            false,
            guess(
                    "an IN_PROGRESS number can be bound to a contact flow",
                    "public scripts retry Associate after a claim, and disagree on the error"));

    Knob<Boolean> KEEP_DESCRIPTION = new Knob<>(
            "keep-description",
            flag(),
            true,
            guess(
                    "a metadata change without a description keeps the one there is; an empty one clears it always",
                    "the model does not require the description, and its shortest one is empty"));
}
