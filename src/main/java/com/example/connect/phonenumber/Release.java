package com.example.connect.phonenumber;

import com.example.connect.phonenumber.Deleting.Busy;
import com.example.connect.phonenumber.Deleting.Missing;
import com.example.connect.phonenumber.Deleting.Released;
import com.example.connect.phonenumber.Deleting.Releasing;
import com.example.connect.phonenumber.Deleting.Trace;
import java.util.Optional;
import software.amazon.awssdk.services.connect.model.ClaimedPhoneNumberSummary;
import software.amazon.awssdk.services.connect.model.PhoneNumberWorkflowStatus;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/** The release of a number that a delete sees: the only class that releases, and never a protected number. */
final class Release {

    private static final String RELEASE = "ReleasePhoneNumber";

    private final Operation<Deleting> delete;
    private final String arn;
    private final NumberSight sight;

    Release(Operation<Deleting> delete, String arn, NumberSight sight) {
        this.delete = delete;
        this.arn = arn;
        this.sight = sight;
    }

    Outcome run() {
        if (Tags.areProtected(sight.tags())) {
            throw protectedNumber();
        }
        try {
            return release();
        } catch (ConnectFault fault) {
            throw afterFault(fault);
        }
    }

    private Outcome release() {
        try {
            return ask();
        } catch (ConnectFault fault) {
            return refused(fault);
        }
    }

    private Outcome ask() {
        String token = delete.request().identity().clientToken(TokenPurpose.release(arn));
        delete.calls().releasePhoneNumber(arn, token);
        delete.accepted(new Released(delete.phase().trace().seen()));
        return delete.nextLook();
    }

    /** Whether Connect releases a number that is in progress or failed is not documented: both answers are handled. */
    private Outcome refused(ConnectFault fault) {
        if (!fault.is(ConnectError.IN_USE) && !fault.is(ConnectError.INVALID)) {
            throw fault;
        }
        delete.knows(RELEASE);
        ClaimedPhoneNumberSummary number =
                sight.number().or(() -> delete.calls().findPhoneNumber(arn)).orElseThrow(() -> fault);
        if (delete.phase() instanceof Releasing) {
            delete.enter(new Busy(delete.phase().trace().seen()));
        }
        PhoneNumberWorkflowStatus status = number.phoneNumberStatus().status();
        if (status == PhoneNumberWorkflowStatus.IN_PROGRESS) {
            return waitWhileInProgress();
        }
        if (status == PhoneNumberWorkflowStatus.FAILED) {
            throw failedNumber(fault);
        }
        Optional<FlowArn> flow = status == PhoneNumberWorkflowStatus.CLAIMED ? bound(number) : Optional.empty();
        return flow.isEmpty()
                ? unexplained(fault)
                : new Unbinding(delete, arn).of(flow.get()).orElseGet(this::ask);
    }

    /** A read shows no reason for the refusal: it may be older than the change that is the reason. */
    private Outcome unexplained(ConnectFault fault) {
        if (fault.is(ConnectError.IN_USE)) {
            throw fault;
        }
        return delete.retryWithin(Patience.AGREED, fault);
    }

    /** The flow that the number is bound to. Once the delete knows a flow, it knows the instance, and asks for no group's. */
    private Optional<FlowArn> bound(ClaimedPhoneNumberSummary number) {
        ContactFlow flow = new ContactFlow(delete.calls(), number);
        Optional<FlowArn> known = delete.phase().trace().unboundFlow().flatMap(FlowArn::parse);
        return known.map(FlowArn::instance).map(flow::read).orElseGet(flow::read);
    }

    /** A release that was accepted before stays accepted. */
    private Outcome waitWhileInProgress() {
        Trace trace = delete.phase().trace().seen();
        if (delete.phase() instanceof Released) {
            delete.enter(new Released(trace));
        } else if (!(delete.phase() instanceof Busy)) {
            delete.enter(new Busy(trace));
        }
        return delete.nextLook();
    }

    /**
     * A write may not find a number that a read has just returned: an earlier release, whose answer was lost, has
     * released it, or replicas lag.
     */
    private Failure afterFault(ConnectFault fault) {
        Trace trace = delete.phase().trace();
        if (fault.is(ConnectError.NOT_FOUND)) {
            if (!(delete.phase() instanceof Released)) {
                delete.enter(new Missing(trace));
            }
            return delete.canRetry(fault) ? fault : contradiction(fault);
        }
        boolean mayBeReleased = fault.isOf(RELEASE) && fault.error().leavesDoubt();
        delete.continueAs(delete.phase().with(mayBeReleased ? trace.seen() : trace));
        return fault.is(ConnectError.IN_USE) && !delete.canRetry(fault) ? inUse(fault) : fault;
    }

    /** Not NotFound: to CloudFormation that would mean deleted, while reads show the number. */
    private Refusal contradiction(ConnectFault fault) {
        return new Refusal(
                HandlerErrorCode.NotStabilized,
                String.format(
                        "Amazon Connect shows %s, and when it is to be released, has said for %d seconds that there is none:"
                                + " %s. Delete it again; if that does not help, ask AWS Support.",
                        arn, delete.clock().refusedFor(fault.refusal()), fault.message()));
    }

    private Refusal inUse(ConnectFault fault) {
        return new Refusal(
                fault.code(),
                String.format(
                        "Amazon Connect has refused for %d seconds to release %s, because it is in use: %s. Remove what refers"
                                + " to the number in Amazon Connect, then delete it again.",
                        delete.clock().refusedFor(fault.refusal()), arn, fault.message()));
    }

    private Refusal protectedNumber() {
        return Refusal.invalid(
                "%s has release protection. Where its stack can be updated, set ReleaseProtection to false, deploy, and delete"
                        + " it then. Where not (DELETE_FAILED, a rollback, Cloud Control), remove its tag %s and delete it"
                        + " again; or, to keep the number, delete the stack retaining this resource.",
                arn, Tags.PROTECTION);
    }

    private static Refusal failedNumber(ConnectFault fault) {
        return new Refusal(
                fault.code(),
                fault.message()
                        + " The number is FAILED. Where its claim has failed, Amazon Connect takes it back by itself after a"
                        + " day: delete it again then. Where a change has failed, make that change again first. Or delete"
                        + " the stack retaining this resource.");
    }
}
