package com.example.connect.simulator;

import static com.example.connect.simulator.Belief.guess;
import static com.example.connect.simulator.Belief.user;
import static com.example.connect.simulator.KnobForm.choice;
import static com.example.connect.simulator.KnobForm.flag;

@Concern("What answers contain")
interface AnswerKnobs {
    /** Which answers have the InstanceId of a number on a traffic distribution group: that of the group's instance. */
    enum GroupInstance {
        NONE,
        DESCRIBE,
        LIST,
        BOTH
    }

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

    Knob<Boolean> DESCRIBE_TYPE = new Knob<>(
            "describe-type",
            flag(),
            true,
            guess(
                    "Describe tells the type of a number",
                    "the model has the member, and requires it as little as any other"));

    Knob<GroupInstance> GROUP_INSTANCE = new Knob<>(
            "group-instance",
            choice(GroupInstance.class),
            GroupInstance.NONE,
            guess(
                    "which answers have an InstanceId for a number on a traffic distribution group",
                    "API reference: the instance that numbers are claimed to; such a number is claimed to no instance"));
}
