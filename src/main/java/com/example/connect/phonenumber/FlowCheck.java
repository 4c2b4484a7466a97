package com.example.connect.phonenumber;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.connect.model.ContactFlowState;
import software.amazon.awssdk.services.connect.model.ContactFlowStatus;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/**
 * Whether a number can be bound to its contact flow, asked before the number is claimed: a wrong flow would fail the create
 * afterwards, and the number that the clean-up gives back cannot be claimed for up to 180 days. An answer that is denied, or
 * leaves something out, stops nothing.
 */
final class FlowCheck {

    private final Operation<Creating> create;
    private final FlowArn flow;

    FlowCheck(Operation<Creating> create, FlowArn flow) {
        this.create = create;
        this.flow = flow;
    }

    /**
     * Empty where nothing speaks against the flow; else the next look for it, because a flow that the same stack has made
     * may not be visible yet. Throws a {@link Refusal}, or a fault that may pass.
     */
    Optional<Outcome> run(ConnectArn target) {
        checkGroup(target);
        return unlessDenied(this::look);
    }

    /** What the role may not ask is not known; what else it may ask is. */
    private static <T> Optional<T> unlessDenied(Supplier<Optional<T>> question) {
        try {
            return question.get();
        } catch (ConnectFault fault) {
            if (fault.is(ConnectError.DENIED)) {
                return Optional.empty();
            }
            throw fault;
        }
    }

    /** A target that is an instance is checked before any call; of a group, only Connect knows the instance. */
    private void checkGroup(ConnectArn target) {
        unlessDenied(() -> ContactFlow.instanceOf(create.calls(), target))
                .filter(instance -> !flow.isOf(instance))
                .ifPresent(instance -> {
                    throw Refusal.invalid(
                            "ContactFlowArn %s is a flow of another instance than that of the traffic distribution group,"
                                    + " %s: give a flow of that instance, or remove ContactFlowArn.",
                            flow, instance);
                });
    }

    private Optional<Outcome> look() {
        software.amazon.awssdk.services.connect.model.@Nullable ContactFlow shown;
        try {
            shown = create.calls().describeContactFlow(flow).contactFlow();
        } catch (ConnectFault fault) {
            return missing(fault);
        }
        if (shown != null && shown.state() == ContactFlowState.ARCHIVED) {
            throw refused("is archived", "Take it out of the archive");
        }
        if (shown != null && shown.status() == ContactFlowStatus.SAVED) {
            throw refused("is saved and not published", "Publish it");
        }
        return Optional.empty();
    }

    /** Right after a flow is made, Connect may call it missing or the request invalid. */
    private Optional<Outcome> missing(ConnectFault fault) {
        if (fault.is(ConnectError.NOT_PUBLISHED)) {
            throw refused("is not published", "Publish it");
        }
        if (!fault.is(ConnectError.NOT_FOUND) && !fault.error().isInvalid()) {
            throw fault;
        }
        Optional<Outcome> again = create.nextLookInTime();
        if (again.isPresent()) {
            return again;
        }
        throw new Refusal(
                fault.code(),
                String.format(
                        "ContactFlowArn %s: Amazon Connect does not show this contact flow: %s. No claim is sent. Create"
                                + " the flow first, correct the ARN, or remove ContactFlowArn.",
                        flow, fault.message()));
    }

    private Refusal refused(String state, String remedy) {
        return new Refusal(
                HandlerErrorCode.InvalidRequest,
                String.format(
                        "ContactFlowArn %s %s, and no number can be bound to it. No claim is sent. %s, give another"
                                + " flow, or remove ContactFlowArn.",
                        flow, state, remedy));
    }
}
