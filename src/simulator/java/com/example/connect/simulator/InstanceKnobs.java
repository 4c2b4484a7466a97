package com.example.connect.simulator;

import static com.example.connect.simulator.Belief.guess;
import static com.example.connect.simulator.Belief.maintainers;
import static com.example.connect.simulator.Belief.official;
import static com.example.connect.simulator.KnobForm.count;
import static com.example.connect.simulator.KnobForm.flag;
import static com.example.connect.simulator.KnobForm.seconds;

import java.time.Duration;

@Concern("Instances")
interface InstanceKnobs {
    Knob<Integer> INSTANCE_QUOTA = new Knob<>(
            "instance-quota",
            count(),
            2,
            official(
                    "instances that the account may have besides its ready-made two",
                    "administrator guide, service quotas: instances per account, two in each Region"));

    Knob<Duration> INSTANCE_TIME = new Knob<>(
            "instance-seconds",
            seconds(),
            Duration.ofSeconds(60),
            maintainers(
                    "an instance's CREATION_IN_PROGRESS",
                    "terraform-provider-aws waits up to five minutes; the length is not documented"));

    Knob<Boolean> INSTANCE_EARLY = new Knob<>(
            "instance-early",
            flag(),
            false,
            guess(
                    "an instance that is still being created takes numbers and flows; otherwise it is not found",
                    "administrator guide: a group that is not ACTIVE gets ResourceNotFound; of instances none says it"));

    Knob<Boolean> TARGET_TWICE = new Knob<>(
            "target-twice",
            flag(),
            true,
            guess(
                    "a call may give TargetArn and InstanceId where they agree",
                    "the API reference demands one of them, and does not forbid both"));

    Knob<Boolean> INSTANCE_FLOWS = new Knob<>(
            "instance-flows",
            flag(),
            true,
            official(
                    "a new instance has default flows",
                    "administrator guide, default flows: each instance has a set of them, published"));

    Knob<Boolean> DELETE_REPLICATED = new Knob<>(
            "delete-replicated",
            flag(),
            false,
            guess(
                    "an instance with a traffic distribution group can be deleted, with group and numbers",
                    "a group with numbers cannot be deleted (administrator guide); of its instance no guide says it"));
}
