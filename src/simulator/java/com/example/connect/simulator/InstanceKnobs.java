package com.example.connect.simulator;

import static com.example.connect.simulator.Belief.guess;
import static com.example.connect.simulator.Belief.maintainers;
import static com.example.connect.simulator.Belief.official;
import static com.example.connect.simulator.KnobForm.choice;
import static com.example.connect.simulator.KnobForm.count;
import static com.example.connect.simulator.KnobForm.flag;
import static com.example.connect.simulator.KnobForm.seconds;

import java.time.Duration;

@Concern("Instances")
interface InstanceKnobs {
    /** The error of creating a traffic distribution group from an instance without a replica. */
    enum GroupUnreplicated {
        NOT_READY,
        INVALID_REQUEST
    }

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

    Knob<Boolean> INSTANCE_FLOWS = new Knob<>(
            "instance-flows",
            flag(),
            true,
            official(
                    "a new instance has default flows",
                    "administrator guide, default flows: each instance has a set of them, published"));

    Knob<Duration> GROUP_TIME = new Knob<>(
            "group-seconds",
            seconds(),
            Duration.ofSeconds(10),
            guess(
                    "a traffic distribution group's CREATION_IN_PROGRESS",
                    "the API reference names the status; no guide or report says how long"));

    Knob<GroupUnreplicated> GROUP_UNREPLICATED = new Knob<>(
            "group-unreplicated",
            choice(GroupUnreplicated.class),
            GroupUnreplicated.NOT_READY,
            guess(
                    "the error of creating a group from an instance that is not replicated",
                    "the model lists both errors, and does not say when"));

    Knob<Boolean> DELETE_REPLICATED = new Knob<>(
            "delete-replicated",
            flag(),
            false,
            guess(
                    "an instance that is replicated can be deleted, with its groups and numbers",
                    "a group with numbers cannot be deleted (administrator guide); of its instance no guide says it"));
}
