package com.example.connect.simulator;

import static com.example.connect.simulator.Belief.guess;
import static com.example.connect.simulator.KnobForm.seconds;

import java.time.Duration;

/** All are off by default, which is kinder than the service: the developer guide says that its reads may lag. */
@Concern("How late reads are")
interface ConsistencyKnobs {
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
}
