package com.example.connect.phonenumber;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.connect.model.ClaimedPhoneNumberSummary;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ProgressEvent;

/**
 * Chooses a number and claims it ({@link Claim}), waits until it is CLAIMED, binds its contact flow, and protects it.
 * Protection is the last step, so that the clean-up of a create that failed can release what it made.
 */
public class CreateHandler extends PhoneNumberHandler {

    static final String CLAIMED = "the number to become CLAIMED";
    private static final String GONE = "a number that was seen to become visible again";

    @Override
    ProgressEvent<ResourceModel, CallbackContext> handle(Invocation invocation) {
        String arn = invocation.context().getPhoneNumberArn();
        if (arn == null) {
            return new Claim(invocation).go();
        }
        ProgressEvent<ResourceModel, CallbackContext> event;
        try {
            event = inTime(invocation, stabilize(invocation, arn));
        } catch (ConnectFault fault) {
            if (fault.error().isPassing() && invocation.hasTime()) {
                throw fault;
            }
            event = invocation.failed(fault.code(), fault.message());
        }
        return event.isFailed() && invocation.wantsProtection() ? withoutProtection(invocation, arn, event) : event;
    }

    private static ProgressEvent<ResourceModel, CallbackContext> stabilize(Invocation invocation, String arn) {
        Optional<ClaimedPhoneNumberSummary> visible = invocation.describe(arn);
        if (visible.isEmpty()) {
            return invisible(invocation, arn);
        }
        ClaimedPhoneNumberSummary number = visible.get();
        invocation.context().setSeen(true);
        invocation.context().enter(CLAIMED);
        return switch (number.phoneNumberStatus().status()) {
            case CLAIMED -> {
                try {
                    yield finish(invocation, number);
                } catch (ConnectFault fault) {
                    yield invocation.missed(fault);
                }
            }
            case FAILED ->
                throw ConnectFault.ended("claim", number.phoneNumberStatus().message());
            default -> invocation.look();
        };
    }

    private static ProgressEvent<ResourceModel, CallbackContext> finish(
            Invocation invocation, ClaimedPhoneNumberSummary number) {
        CallbackContext context = invocation.context();
        ResourceModel result = Reading.of(number);
        Optional<FlowArn> flow =
                DesiredState.of(invocation.request(), invocation.model()).flow();
        if (flow.isPresent()) {
            if (!context.isBound()) {
                invocation.calls().associatePhoneNumberContactFlow(number.phoneNumberArn(), flow.get());
                context.setBound(true);
            }
            result.setContactFlowArn(flow.get().toString());
        }
        if (invocation.wantsProtection()) {
            invocation.calls().tagResource(number.phoneNumberArn(), Tags.PROTECTED);
            result.setReleaseProtection(true);
        }
        return invocation.succeeded(result);
    }

    /**
     * The create has failed and may have set its protection, also in an invocation that died: takes it off, or says that
     * it is there. What is passing here is tried again with the whole step, which may succeed then.
     */
    private static ProgressEvent<ResourceModel, CallbackContext> withoutProtection(
            Invocation invocation, String arn, ProgressEvent<ResourceModel, CallbackContext> failure) {
        try {
            invocation.calls().untagResource(arn, List.copyOf(Tags.PROTECTED.keySet()));
        } catch (ConnectFault kept) {
            if (kept.error().isPassing() && invocation.hasTime()) {
                throw kept;
            }
            if (!kept.is(ConnectError.NOT_FOUND)) {
                failure.setMessage(String.format(
                        "%s Release protection may be set and could not be taken off (%s), so that the clean-up cannot"
                                + " release the number: remove the tag %s from %s, then delete it.",
                        failure.getMessage(), kept.message(), Tags.PROTECTION, arn));
            }
        }
        return failure;
    }

    /** Missing means not yet visible, until it has been seen; after that, once it lasts, gone. */
    private static ProgressEvent<ResourceModel, CallbackContext> invisible(Invocation invocation, String arn) {
        CallbackContext context = invocation.context();
        context.enter(context.isSeen() ? GONE : CLAIMED);
        if (context.getStageWaited() < (context.isSeen() ? Pace.GONE : Pace.VISIBLE)) {
            return invocation.look();
        }
        return context.isSeen()
                ? invocation.failed(
                        HandlerErrorCode.NotFound, String.format("%s was claimed, and somebody has released it.", arn))
                : invocation.failed(
                        HandlerErrorCode.NotStabilized,
                        String.format(
                                "%s was claimed, and Amazon Connect has not shown it for %d seconds.",
                                arn, context.getStageWaited()));
    }
}
