package com.example.connect.phonenumber;

import com.example.connect.phonenumber.Deleting.Busy;
import com.example.connect.phonenumber.Deleting.Missing;
import com.example.connect.phonenumber.Deleting.Released;
import com.example.connect.phonenumber.Deleting.Releasing;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.connect.model.ClaimedPhoneNumberSummary;
import software.amazon.awssdk.services.connect.model.PhoneNumberWorkflowStatus;

/**
 * Releases the number and waits until it is gone: the only handler that releases.
 *
 * <p>The first look reads the number's tags and not the number, because the later looks need all of DescribePhoneNumber's
 * rate: many deletes at once would else take twice as long. A number that is missing may not be visible yet, because a
 * clean-up may follow a failed create at once. So missing is believed only once it has lasted for
 * {@link Patience#MISSING}, also where a release was asked for and its answer was lost. A number that is missing after
 * Connect has accepted the release is released.
 */
public class DeleteHandler extends OperationHandler<Deleting> {

    public DeleteHandler() {
        super(Deleting.class, new Releasing(false));
    }

    /**
     * What a look saw.
     *
     * @param number empty where only the tags were read
     */
    private record Sight(Map<String, String> tags, Optional<ClaimedPhoneNumberSummary> number) {}

    @Override
    Outcome run(Operation<Deleting> delete) {
        String arn = delete.request().identifier();
        delete.identify(arn);
        Optional<Sight> visible = look(delete, arn);
        if (visible.isEmpty()) {
            return missing(delete, arn);
        }
        seen(delete);
        if (delete.phase() instanceof Released && delete.clock().isWithin(Patience.ASK_AGAIN)) {
            return delete.nextLook();
        }
        if (Tags.areProtected(visible.get().tags())) {
            throw protectedNumber(arn);
        }
        try {
            return release(delete, arn, visible.get());
        } catch (ConnectFault fault) {
            return afterFault(delete, fault);
        }
    }

    private static Optional<Sight> look(Operation<Deleting> delete, String arn) {
        if (delete.phase() instanceof Releasing) {
            try {
                return Optional.of(new Sight(delete.calls().listTagsForResource(arn), Optional.empty()));
            } catch (ConnectFault fault) {
                if (fault.is(ConnectError.NOT_FOUND)) {
                    return Optional.empty();
                }
                if (fault.isPassing() && !fault.is(ConnectError.UNINTELLIGIBLE)) {
                    throw fault;
                }
            }
        }
        return delete.calls().findPhoneNumber(arn).map(number -> new Sight(number.tags(), Optional.of(number)));
    }

    private static void seen(Operation<Deleting> delete) {
        if (delete.phase() instanceof Releasing) {
            delete.continueAs(new Releasing(true));
        } else if (delete.phase() instanceof Missing) {
            delete.continueAs(new Missing(true));
        }
    }

    private static Outcome missing(Operation<Deleting> delete, String arn) {
        if (delete.phase() instanceof Released) {
            return Outcome.deleted();
        }
        if (!(delete.phase() instanceof Missing)) {
            delete.enter(new Missing(delete.phase().isSeen()));
        }
        if (delete.clock().isWithin(Patience.MISSING)) {
            return delete.nextLook();
        }
        if (delete.phase().isSeen()) {
            return Outcome.deleted();
        }
        throw delete.notFound(arn);
    }

    private static Outcome release(Operation<Deleting> delete, String arn, Sight sight) {
        try {
            return ask(delete, arn);
        } catch (ConnectFault fault) {
            return refused(delete, arn, sight, fault);
        }
    }

    private static Outcome ask(Operation<Deleting> delete, String arn) {
        String token = delete.request().identity().clientToken(TokenPurpose.release(arn));
        delete.calls().releasePhoneNumber(arn, token);
        delete.enter(new Released());
        return delete.nextLook();
    }

    /** Whether Connect releases a number that is in progress or failed is not documented: both answers are handled. */
    private static Outcome refused(Operation<Deleting> delete, String arn, Sight sight, ConnectFault fault) {
        if (!fault.is(ConnectError.IN_USE) && !fault.is(ConnectError.INVALID)) {
            throw fault;
        }
        ClaimedPhoneNumberSummary number =
                sight.number().or(() -> delete.calls().findPhoneNumber(arn)).orElseThrow(() -> fault);
        PhoneNumberWorkflowStatus status = number.phoneNumberStatus().status();
        if (status == PhoneNumberWorkflowStatus.IN_PROGRESS) {
            return busy(delete);
        }
        if (status == PhoneNumberWorkflowStatus.FAILED) {
            throw failedNumber(fault);
        }
        if (status == PhoneNumberWorkflowStatus.CLAIMED && unbind(delete.calls(), number)) {
            return ask(delete, arn);
        }
        throw fault;
    }

    private static Outcome busy(Operation<Deleting> delete) {
        if (!(delete.phase() instanceof Busy)) {
            delete.enter(new Busy());
        }
        return delete.nextLook();
    }

    /** Whether Connect releases a number that is bound to a contact flow is not documented: unbound where it does not. */
    private static boolean unbind(PhoneNumberCalls calls, ClaimedPhoneNumberSummary number) {
        Optional<FlowArn> flow = new ContactFlow(calls, number).read();
        flow.ifPresent(bound -> calls.disassociatePhoneNumberContactFlow(number.phoneNumberArn(), bound));
        return flow.isPresent();
    }

    /**
     * A write may not find a number that a read has just returned: an earlier release, whose answer was lost, has
     * released it, or replicas lag. After any other fault the number counts as visible, and missing begins anew.
     */
    private static Outcome afterFault(Operation<Deleting> delete, ConnectFault fault) {
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

    private static Refusal protectedNumber(String arn) {
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
