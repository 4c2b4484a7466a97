package com.example.connect.phonenumber;

import com.example.connect.phonenumber.Deleting.Busy;
import com.example.connect.phonenumber.Deleting.Missing;
import com.example.connect.phonenumber.Deleting.Released;
import com.example.connect.phonenumber.Deleting.Releasing;
import java.util.Optional;
import software.amazon.awssdk.services.connect.model.ClaimedPhoneNumberSummary;
import software.amazon.awssdk.services.connect.model.PhoneNumberWorkflowStatus;

/** The release of a number that a delete sees: the only class that releases, and never a protected number. */
final class Release {

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
            return afterFault(fault);
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
        delete.enter(new Released());
        return delete.nextLook();
    }

    /** Whether Connect releases a number that is in progress or failed is not documented: both answers are handled. */
    private Outcome refused(ConnectFault fault) {
        if (!fault.is(ConnectError.IN_USE) && !fault.is(ConnectError.INVALID)) {
            throw fault;
        }
        ClaimedPhoneNumberSummary number =
                sight.number().or(() -> delete.calls().findPhoneNumber(arn)).orElseThrow(() -> fault);
        PhoneNumberWorkflowStatus status = number.phoneNumberStatus().status();
        if (status == PhoneNumberWorkflowStatus.IN_PROGRESS) {
            return waitWhileInProgress();
        }
        if (status == PhoneNumberWorkflowStatus.FAILED) {
            throw failedNumber(fault);
        }
        if (status == PhoneNumberWorkflowStatus.CLAIMED && unbind(number)) {
            return ask();
        }
        throw fault;
    }

    /** A release that was accepted before stays accepted. */
    private Outcome waitWhileInProgress() {
        if (delete.phase() instanceof Released) {
            delete.enter(new Released());
        } else if (!(delete.phase() instanceof Busy)) {
            delete.enter(new Busy());
        }
        return delete.nextLook();
    }

    /** Whether Connect releases a number that is bound to a contact flow is not documented: unbound where it does not. */
    private boolean unbind(ClaimedPhoneNumberSummary number) {
        Optional<FlowArn> flow = new ContactFlow(delete.calls(), number).read();
        flow.ifPresent(bound -> delete.calls().disassociatePhoneNumberContactFlow(number.phoneNumberArn(), bound));
        return flow.isPresent();
    }

    /**
     * A write may not find a number that a read has just returned: an earlier release, whose answer was lost, has
     * released it, or replicas lag. After any other fault the number counts as visible, and missing begins anew.
     */
    private Outcome afterFault(ConnectFault fault) {
        if (!fault.is(ConnectError.NOT_FOUND)) {
            if (delete.phase() instanceof Missing) {
                delete.enter(new Releasing(true));
            }
            throw fault;
        }
        if (delete.phase() instanceof Released) {
            delete.enter(new Released());
        } else if (!(delete.phase() instanceof Missing)) {
            delete.enter(new Missing(true));
        }
        return delete.nextLook();
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
