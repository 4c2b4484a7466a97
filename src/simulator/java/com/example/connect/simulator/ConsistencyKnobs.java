package com.example.connect.simulator;

import static com.example.connect.simulator.Belief.guess;
import static com.example.connect.simulator.Belief.maintainers;
import static com.example.connect.simulator.KnobForm.choice;
import static com.example.connect.simulator.KnobForm.flag;
import static com.example.connect.simulator.KnobForm.seconds;

import java.time.Duration;

/** All are off by default, which is kinder than the service: the developer guide says that its reads may lag. */
@Concern("How late reads are")
interface ConsistencyKnobs {
    /** How the absence of a number just claimed shows. */
    enum InvisibleError {
        NOT_FOUND,
        INVALID_REQUEST,
        ALTERNATE
    }

    /** The status in which reads still show a number that was released. */
    enum StaleReleaseStatus {
        IN_PROGRESS,
        UNCHANGED
    }

    String GUIDE = "developer guide, eventual consistency: minutes may pass; how long is not said";

    Knob<Duration> INVISIBLE = new Knob<>(
            "invisible-seconds",
            seconds(),
            Duration.ZERO,
            guess("for which calls by id do not find a number just claimed", GUIDE));

    Knob<Duration> LIST_INVISIBLE = new Knob<>(
            "list-invisible-seconds",
            seconds(),
            Duration.ZERO,
            guess("for which List leaves out a number just claimed", GUIDE));

    Knob<Duration> STALE = new Knob<>(
            "stale-seconds",
            seconds(),
            Duration.ZERO,
            guess("for which reads show a number as before its last change", GUIDE));

    Knob<Duration> STALE_RELEASE = new Knob<>(
            "stale-release-seconds",
            seconds(),
            Duration.ZERO,
            guess(
                    "for which reads still show a number that was released",
                    "maintainers' waiters expect a released number to show for a while (terraform-provider-aws)"));

    Knob<InvisibleError> INVISIBLE_ERROR = new Knob<>(
            "invisible-error",
            choice(InvisibleError.class),
            InvisibleError.NOT_FOUND,
            guess(
                    "the error for a number just claimed that a call does not find, where its model lists both",
                    "developer guide, eventual consistency: either; which one when, it does not say"));

    Knob<Boolean> INVISIBLE_WRITABLE = new Knob<>(
            "invisible-writable",
            flag(),
            false,
            guess("a number just claimed that reads do not find yet can be changed", GUIDE));

    Knob<StaleReleaseStatus> STALE_RELEASE_STATUS = new Knob<>(
            "stale-release-status",
            choice(StaleReleaseStatus.class),
            StaleReleaseStatus.IN_PROGRESS,
            maintainers(
                    "the status in which reads still show a number that was released",
                    "waiters for a release accept IN_PROGRESS or not found (terraform-provider-aws)"));
}
