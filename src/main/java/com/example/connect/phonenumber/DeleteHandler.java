package com.example.connect.phonenumber;

import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.connect.model.ClaimedPhoneNumberSummary;
import software.amazon.awssdk.services.connect.model.PhoneNumberWorkflowStatus;
import software.amazon.cloudformation.proxy.ProgressEvent;

/**
 * Releases the number and waits until it is gone: the only handler that releases.
 *
 * <p>The first look is at its tags, because that call's rate is free, while the end needs DescribePhoneNumber's: deletes
 * side by side would else take twice as long. Missing there can mean not yet visible, because a clean-up may follow a
 * failed create at once; so it is believed only after looks by DescribePhoneNumber over {@link Pace#MISSING}, also where a
 * release was asked for and its answer lost. Missing after Connect has accepted the release means released.
 */
public class DeleteHandler extends PhoneNumberHandler {

    private static final String MISSING = "the number to become visible";
    private static final String RELEASED = "the released number to disappear";

    /**
     * What a look saw.
     *
     * @param number empty where only the tags were looked at
     */
    private record Sight(Map<String, String> tags, Optional<ClaimedPhoneNumberSummary> number) {}

    @Override
    ProgressEvent<ResourceModel, CallbackContext> handle(Invocation invocation) {
        String arn = invocation.identifier();
        CallbackContext context = invocation.context();
        context.setPhoneNumberArn(arn);
        Optional<Sight> visible = look(invocation, arn);
        if (visible.isEmpty()) {
            return missing(invocation, arn);
        }
        context.setSeen(true);
        if (RELEASED.equals(context.getAccepted()) && context.getStageWaited() < Pace.ASK_AGAIN) {
            return invocation.look();
        }
        if (Tags.areProtected(visible.get().tags())) {
            throw protectedNumber(arn);
        }
        try {
            return release(invocation, arn, visible.get());
        } catch (ConnectFault fault) {
            return missed(invocation, fault);
        }
    }

    private static Optional<Sight> look(Invocation invocation, String arn) {
        if (invocation.context().getStage() == null) {
            try {
                return Optional.of(new Sight(invocation.calls().listTagsForResource(arn), Optional.empty()));
            } catch (ConnectFault fault) {
                if (fault.is(ConnectError.NOT_FOUND)) {
                    return Optional.empty();
                }
                if (fault.error().isPassing() && !fault.is(ConnectError.UNINTELLIGIBLE)) {
                    throw fault;
                }
            }
        }
        return invocation.describe(arn).map(number -> new Sight(number.tags(), Optional.of(number)));
    }

    private static ProgressEvent<ResourceModel, CallbackContext> missing(Invocation invocation, String arn) {
        CallbackContext context = invocation.context();
        if (RELEASED.equals(context.getAccepted())) {
            return invocation.succeeded(null);
        }
        context.enter(MISSING);
        if (context.getStageWaited() < Pace.MISSING) {
            return invocation.look();
        }
        if (context.isSeen()) {
            return invocation.succeeded(null);
        }
        context.setPhoneNumberArn(null);
        throw Refusal.notFound(arn);
    }

    private static ProgressEvent<ResourceModel, CallbackContext> release(
            Invocation invocation, String arn, Sight sight) {
        try {
            return ask(invocation, arn);
        } catch (ConnectFault fault) {
            return refused(invocation, arn, sight, fault);
        }
    }

    private static ProgressEvent<ResourceModel, CallbackContext> ask(Invocation invocation, String arn) {
        invocation.calls().releasePhoneNumber(arn, invocation.identity().clientToken("release " + arn));
        return accepted(invocation);
    }

    private static ProgressEvent<ResourceModel, CallbackContext> accepted(Invocation invocation) {
        invocation.context().setAccepted(RELEASED);
        invocation.context().setStage(null);
        invocation.context().enter(RELEASED);
        return invocation.look();
    }

    private static Refusal protectedNumber(String arn) {
        return Refusal.invalid(
                "%s has release protection. Where its stack can be updated, set ReleaseProtection to false, deploy, and delete"
                        + " it then. Where not (DELETE_FAILED, a rollback, Cloud Control), remove its tag %s and delete it"
                        + " again; or, to keep the number, delete the stack retaining this resource.",
                arn, Tags.PROTECTION);
    }

    /** Whether Connect releases a number that is bound to a contact flow is not certain: unbound where it does not. */
    private static boolean unbind(Invocation invocation, ClaimedPhoneNumberSummary number) {
        Optional<FlowArn> flow = new ContactFlow(invocation.calls(), number).read();
        flow.ifPresent(bound -> invocation.calls().disassociatePhoneNumberContactFlow(number.phoneNumberArn(), bound));
        return flow.isPresent();
    }

    /**
     * What a read has just shown and a write does not find was released, by an earlier call whose answer was lost, and
     * reads do not know it yet; or it is not visible there. After any other fault it counts as there: missing begins anew.
     */
    private static ProgressEvent<ResourceModel, CallbackContext> missed(Invocation invocation, ConnectFault fault) {
        CallbackContext context = invocation.context();
        if (fault.is(ConnectError.NOT_FOUND)) {
            context.enter(MISSING);
            return invocation.look();
        }
        if (MISSING.equals(context.getStage())) {
            context.setStage(null);
        }
        throw fault;
    }

    /** Whether Connect releases a number that is in progress or failed is not documented: both answers are met. */
    private static ProgressEvent<ResourceModel, CallbackContext> refused(
            Invocation invocation, String arn, Sight sight, ConnectFault fault) {
        if (!fault.is(ConnectError.IN_USE) && !fault.is(ConnectError.INVALID)) {
            throw fault;
        }
        ClaimedPhoneNumberSummary number =
                sight.number().or(() -> invocation.describe(arn)).orElseThrow(() -> fault);
        PhoneNumberWorkflowStatus status = number.phoneNumberStatus().status();
        if (status == PhoneNumberWorkflowStatus.IN_PROGRESS) {
            invocation.context().enter("the number to leave IN_PROGRESS, so that it can be released");
            return invocation.look();
        }
        if (status == PhoneNumberWorkflowStatus.FAILED) {
            return invocation.failed(
                    fault.code(),
                    fault.message()
                            + " The number is FAILED. Where its claim has failed, Amazon Connect takes it back by itself"
                            + " after a day: delete it again then. Where a change has failed, make that change again"
                            + " first. Or delete the stack retaining this resource.");
        }
        if (status == PhoneNumberWorkflowStatus.CLAIMED && unbind(invocation, number)) {
            return ask(invocation, arn);
        }
        throw fault;
    }
}
