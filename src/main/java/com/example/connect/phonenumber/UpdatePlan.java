package com.example.connect.phonenumber;

import com.example.connect.phonenumber.UpdateStep.Awaited;
import com.example.connect.phonenumber.UpdateStep.BindFlow;
import com.example.connect.phonenumber.UpdateStep.Describe;
import com.example.connect.phonenumber.UpdateStep.Immediate;
import com.example.connect.phonenumber.UpdateStep.Move;
import com.example.connect.phonenumber.UpdateStep.RemoveTags;
import com.example.connect.phonenumber.UpdateStep.UnbindFlow;
import com.example.connect.phonenumber.UpdateStep.WriteTags;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.connect.model.ClaimedPhoneNumberSummary;
import software.amazon.awssdk.services.connect.model.PhoneNumberWorkflowStatus;

/**
 * The steps that lead from a number as Connect describes it to the number that an update wants. It makes no call.
 *
 * <p>Every invocation plans anew, so an invocation that died or ran twice leaves nothing half done.
 */
record UpdatePlan(Wanted wanted, ClaimedPhoneNumberSummary number) {

    /** The next change that Connect has to work on; empty once all are done. */
    Optional<Awaited> nextChange() {
        return changes().stream().filter(step -> !isShown(step)).findFirst();
    }

    /** All changes that this update may need, done or not: first the move, then the description. */
    List<Awaited> changes() {
        return Stream.<Awaited>concat(
                        target().map(Move::new).stream(), wanted.description().map(Describe::new).stream())
                .toList();
    }

    /** Whether a read shows the state that a change leads to; after a change that failed, none counts. */
    boolean isShown(Awaited step) {
        boolean isThere = step instanceof Move move
                ? move.target().toString().equals(number.targetArn())
                : ((Describe) step).text().equals(Objects.toString(number.phoneNumberDescription(), ""));
        return isThere && !isFailed();
    }

    /** A number that is FAILED may be on no target: it is sent where the template says that it is. */
    private Optional<ConnectArn> target() {
        return wanted.target().or(() -> isFailed() ? wanted.statedTarget() : Optional.empty());
    }

    private boolean isFailed() {
        return number.phoneNumberStatus().status() == PhoneNumberWorkflowStatus.FAILED;
    }

    /** The flow whose instance must be asked what the number is bound to; empty where this update manages no flow. */
    Optional<FlowArn> managedFlow() {
        return wanted.flow().or(wanted::previousFlow);
    }

    /**
     * The writes that have their effect at once, in their order.
     *
     * @param boundFlow the flow that the number is bound to, where this update manages one
     */
    List<Immediate> writes(Optional<FlowArn> boundFlow) {
        List<Immediate> steps = new ArrayList<>();
        managedFlow().flatMap(flow -> flowStep(flow, boundFlow)).ifPresent(steps::add);
        steps.addAll(tagSteps());
        return steps;
    }

    /**
     * A move does not take the flow along, so what Connect says counts, and not what the last template said. What the
     * request itself changes is written whatever Connect says: a read may be older than the update before this one, or
     * than this one's move.
     */
    private Optional<Immediate> flowStep(FlowArn managed, Optional<FlowArn> bound) {
        boolean isThere = wanted.flow().equals(bound);
        boolean isUnchanged = !wanted.isMoved() && wanted.flow().equals(wanted.previousFlow());
        return isThere && isUnchanged
                ? Optional.empty()
                : Optional.of(
                        wanted.flow().isPresent() ? new BindFlow(managed, isThere) : new UnbindFlow(managed, isThere));
    }

    /** Writes before it removes, so that no tag that both states have is ever missing; except at the limit. */
    List<Immediate> tagSteps() {
        TagChange tags = tagChange();
        List<Immediate> steps = new ArrayList<>();
        if (!tags.upserts().isEmpty()) {
            boolean isThere =
                    number.tags().entrySet().containsAll(tags.upserts().entrySet());
            steps.add(new WriteTags(tags.upserts(), isThere));
        }
        if (!tags.removals().isEmpty()) {
            boolean isThere = Collections.disjoint(number.tags().keySet(), tags.removals());
            steps.add(tags.removalsFirst() ? 0 : steps.size(), new RemoveTags(tags.removals(), isThere));
        }
        return steps;
    }

    TagChange tagChange() {
        return TagChange.between(wanted.previousTags(number.tags()), wanted.tags(), number.tags());
    }

    /** What Connect says of the number, with these writes done. */
    ResourceModel result() {
        TagChange change = tagChange();
        Map<String, String> tags = new HashMap<>(number.tags());
        change.removals().forEach(tags::remove);
        tags.putAll(change.upserts());
        ResourceModel result = Reading.of(number.copy(written -> written.tags(tags)));
        wanted.flow().ifPresent(flow -> result.setContactFlowArn(flow.toString()));
        return result;
    }
}
