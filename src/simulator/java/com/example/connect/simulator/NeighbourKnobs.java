package com.example.connect.simulator;

import static com.example.connect.simulator.Belief.guess;
import static com.example.connect.simulator.Belief.official;
import static com.example.connect.simulator.KnobForm.flag;
import static com.example.connect.simulator.KnobForm.seconds;

import java.time.Duration;

@Concern("What Service Quotas and CloudTrail tell")
interface NeighbourKnobs {
    Knob<Duration> TRAIL_LAG = new Knob<>(
            "trail-lag-seconds",
            seconds(),
            Duration.ofMinutes(5),
            official(
                    "after which CloudTrail's LookupEvents shows a call",
                    "CloudTrail user guide, finding your log files: about 5 minutes on average, not guaranteed"));

    Knob<Boolean> RESOURCE_QUOTAS = new Knob<>(
            "resource-quotas",
            flag(),
            true,
            guess(
                    "Service Quotas tells the quota of one instance by its ARN as ContextId; otherwise the account's only",
                    "API reference, GetServiceQuota, has ContextId for resource-level quotas; no guide says that L-8F812903"
                            + " is one"));
}
