package com.example.connect.simulator;

import static com.example.connect.simulator.Belief.guess;
import static com.example.connect.simulator.Belief.maintainers;
import static com.example.connect.simulator.Belief.official;
import static com.example.connect.simulator.Belief.user;
import static com.example.connect.simulator.KnobForm.choice;
import static com.example.connect.simulator.KnobForm.count;
import static com.example.connect.simulator.KnobForm.flag;
import static com.example.connect.simulator.KnobForm.seconds;

import java.time.Duration;

@Concern("Contact flows")
interface FlowKnobs {
    /** Where the flow of a number on a traffic distribution group is bound. */
    enum GroupFlows {
        MIRRORED,
        HOME
    }

    /** The error of binding a number that is not claimed. */
    enum BindError {
        ACCESS_DENIED,
        RESOURCE_NOT_FOUND,
        RESOURCE_IN_USE,
        INVALID_PARAMETER
    }

    /** What BatchGetFlowAssociation answers for a resource without a flow. */
    enum UnboundRead {
        LEFT_OUT,
        RESOURCE_NOT_FOUND,
        INVALID_REQUEST
    }

    Knob<Duration> FLOW_INVISIBLE = new Knob<>(
            "flow-invisible-seconds",
            seconds(),
            Duration.ZERO,
            guess("for which no call finds a contact flow just created", ConsistencyKnobs.GUIDE));

    Knob<GroupFlows> GROUP_FLOWS = new Knob<>(
            "group-flows",
            choice(GroupFlows.class),
            GroupFlows.MIRRORED,
            official(
                    "where a number on a group has its flow: in both Regions' instances, or the home instance only",
                    "administrator guide, Global Resiliency: mirrored between the instances of both Regions"));

    Knob<Integer> FLOW_READS_MISS = new Knob<>(
            "flow-reads-miss",
            count(),
            Knob.UNLIMITED,
            user(
                    "every n-th read of a bound number's flow does not show it",
                    "terraform-provider-aws #44397: associations vanish from some plans"));

    Knob<BindError> BIND_ERROR = new Knob<>(
            "bind-error",
            choice(BindError.class),
            BindError.ACCESS_DENIED,
            maintainers(
                    "the error of binding a number that is IN_PROGRESS or FAILED",
                    "maintainers' code meets AccessDenied; public scripts retry ResourceNotFound, one ResourceInUse"));

    Knob<Boolean> BIND_UNPUBLISHED = new Knob<>(
            "bind-unpublished",
            flag(),
            false,
            guess(
                    "a flow that is archived or only saved can be bound; otherwise InvalidParameter",
                    "the model's errors of Associate do not say"));

    Knob<Boolean> UNBIND_UNBOUND = new Knob<>(
            "unbind-unbound",
            flag(),
            true,
            guess(
                    "unbinding a number without a flow succeeds; otherwise ResourceNotFound",
                    "no guide or report tries it"));

    Knob<UnboundRead> UNBOUND_READ = new Knob<>(
            "unbound-read",
            choice(UnboundRead.class),
            UnboundRead.LEFT_OUT,
            guess(
                    "what BatchGetFlowAssociation answers for a number without a flow",
                    "the model lists both errors, and does not say when"));

    Knob<Boolean> DELETE_BOUND_FLOW = new Knob<>(
            "delete-bound-flow",
            flag(),
            true,
            guess(
                    "a flow that numbers are bound to can be deleted, which unbinds them; otherwise InvalidRequest",
                    "DeleteContactFlow does not list ResourceInUse"));
}
