package com.example.connect.phonenumber;

import com.example.connect.phonenumber.UpdateStep.Awaited;
import com.example.connect.phonenumber.UpdateStep.Immediate;
import com.example.connect.phonenumber.Updating.Agreeing;
import com.example.connect.phonenumber.Updating.Blocked;
import com.example.connect.phonenumber.Updating.Change;
import com.example.connect.phonenumber.Updating.Changing;
import com.example.connect.phonenumber.Updating.Comparing;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.connect.model.ClaimedPhoneNumberSummary;
import software.amazon.awssdk.services.connect.model.PhoneNumberWorkflowStatus;

/** Carries out a plan: one change that Connect works on at a time, then the writes that have their effect at once. */
final class UpdateExecution {

    private static final List<String> TAG_CALLS = List.of("TagResource", "UntagResource");

    private final Operation<Updating> update;
    private final UpdatePlan plan;
    private final ClaimedPhoneNumberSummary number;

    UpdateExecution(Operation<Updating> update, UpdatePlan plan) {
        this.update = update;
        this.plan = plan;
        this.number = plan.number();
    }

    Outcome run() {
        plan.wanted().check(update.request(), number);
        DesiredState.checkTagCount(plan.tagChange().total());
        if (is(PhoneNumberWorkflowStatus.IN_PROGRESS)) {
            return waitWhileInProgress();
        }
        boolean isAgreeing =
                update.phase() instanceof Agreeing && update.clock().isWithin(Patience.AGREED);
        if (is(PhoneNumberWorkflowStatus.FAILED) && isAgreeing) {
            return update.nextLook();
        }
        Optional<Awaited> change = nextChange();
        if (change.isPresent()) {
            return change(change.get());
        }
        // Reads may be late: those that show what an update has not asked for, and those that a rollback takes back.
        boolean mayBeLate = plan.wanted().isChanged() && !(update.phase() instanceof Changing);
        return plan.wanted().isTakenBack() || mayBeLate ? agree() : write();
    }

    /**
     * A number that FAILED while this update waited for a change failed by that change. A rollback asks for each change
     * once, whatever a read shows: the read may be older than the update before.
     */
    private Optional<Awaited> nextChange() {
        if (is(PhoneNumberWorkflowStatus.FAILED) && update.phase() instanceof Changing changing) {
            Optional<Awaited> failed = plan.changes().stream()
                    .filter(step -> step.change() == changing.change())
                    .findFirst();
            if (failed.isPresent()) {
                return failed;
            }
        }
        return plan.wanted().isTakenBack()
                ? plan.changes().stream()
                        .filter(step -> !plan.isShown(step) || !asked().contains(step.change()))
                        .findFirst()
                : plan.nextChange();
    }

    /** The changes that this update has asked for; the description comes after the move. */
    private Set<Change> asked() {
        if (update.phase() instanceof Changing changing) {
            return EnumSet.range(Change.MOVE, changing.change());
        }
        return update.phase() instanceof Agreeing ? EnumSet.allOf(Change.class) : Set.of();
    }

    private Outcome agree() {
        if (!(update.phase() instanceof Agreeing)) {
            update.enter(new Agreeing());
        }
        return update.clock().isWithin(Patience.AGREED) ? update.callBack(Patience.AGREED.seconds() / 2) : write();
    }

    private boolean is(PhoneNumberWorkflowStatus status) {
        return number.phoneNumberStatus().status() == status;
    }

    private Outcome waitWhileInProgress() {
        if (update.phase() instanceof Changing changing) {
            update.continueAs(changing.inProgress());
        } else if (update.phase() instanceof Comparing) {
            update.enter(new Blocked());
        } else if (update.phase() instanceof Agreeing) {
            update.enter(new Changing(Change.DESCRIPTION, 1, false, false));
        }
        return update.nextLook();
    }

    /**
     * Asks for a change and waits for it. A change that shows no trace for a while is asked for again by the next
     * invocation: so what an invocation asks for does not depend on when it runs. A failure that was there before, or that
     * a rollback reads, may be that of the update before: it is believed once it has lasted for that while.
     */
    private Outcome change(Awaited step) {
        Optional<Changing> asked = asked(step);
        if (asked.isPresent()) {
            boolean hasTime = update.clock().isWithin(Patience.ASK_AGAIN);
            boolean mayBeEarlier =
                    hasTime && (asked.get().wasFailed() || plan.wanted().isTakenBack());
            if (is(PhoneNumberWorkflowStatus.FAILED) && !mayBeEarlier) {
                throw ConnectFault.ended(
                        step.change() == Change.MOVE ? "move" : "change the description of",
                        number.phoneNumberStatus().message());
            }
            if (hasTime) {
                return update.nextLook();
            }
            if (!asked.get().isOverdue()) {
                update.continueAs(asked.get().overdue());
                return update.nextStep();
            }
        }
        int askedBefore =
                asked.map(changing -> changing.askedBefore() + 1).orElse(update.phase() instanceof Agreeing ? 1 : 0);
        ask(step, askedBefore);
        update.accepted(new Changing(step.change(), askedBefore, is(PhoneNumberWorkflowStatus.FAILED), false));
        return update.nextLook();
    }

    /** Where a read shows already what a rollback asks for, Connect may refuse it as needless. */
    private void ask(Awaited step, int askedBefore) {
        try {
            step.ask(update, number.phoneNumberArn(), askedBefore);
        } catch (ConnectFault fault) {
            boolean isPassing = fault.isPassing() && update.mayPass(fault);
            if (isPassing || !plan.isShown(step)) {
                throw fault;
            }
        }
    }

    private Optional<Changing> asked(Awaited step) {
        return update.phase() instanceof Changing changing && changing.change() == step.change()
                ? Optional.of(changing)
                : Optional.empty();
    }

    private Outcome write() {
        for (Immediate step : writes()) {
            try {
                step.write(update.calls(), number.phoneNumberArn());
            } catch (ConnectFault fault) {
                Optional<Outcome> again = refused(step, fault);
                if (again.isPresent()) {
                    return again.get();
                }
            }
        }
        return Outcome.done(plan.result());
    }

    /** The flow comes before the tags: where a call for the tags failed last, the invocation before has written the flow. */
    private List<Immediate> writes() {
        if (TAG_CALLS.stream().anyMatch(update.clock()::isTroubledBy)) {
            return plan.tagSteps();
        }
        Optional<FlowArn> boundFlow =
                plan.managedFlow().flatMap(flow -> new ContactFlow(update.calls(), number).read(flow.instance()));
        return plan.writes(boundFlow);
    }

    /** A refusal of what reads show already is believed once they have shown it for a while: the first may be late. */
    private Optional<Outcome> refused(Immediate step, ConnectFault fault) {
        if (step.isConfirmation() && !fault.isPassing()) {
            return update.clock().isRefusedWithin(Patience.AGREED, fault.refusal())
                    ? Optional.of(update.retry(fault))
                    : Optional.empty();
        }
        if (ContactFlow.isTooEarly(fault) && !(update.phase() instanceof Comparing)) {
            return Optional.of(update.retryWithin(Patience.JUST_CLAIMED, fault));
        }
        throw fault;
    }
}
