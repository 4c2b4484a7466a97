package com.example.connect.simulator;

import com.example.connect.simulator.NumberState.Status;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** DescribePhoneNumber, UpdatePhoneNumber, UpdatePhoneNumberMetadata and ReleasePhoneNumber. */
final class NumberCalls {
    private final World world;
    private final Targets targets;
    private final Lookup lookup;
    private final Workflow workflow;

    NumberCalls(World world, Targets targets, Lookup lookup) {
        this.world = world;
        this.targets = targets;
        this.lookup = lookup;
        this.workflow = new Workflow(world);
    }

    Map<String, ?> describe(ServedCall call) {
        HeldNumber number = lookup.shown(call);
        NumberState state = world.shown(number);
        Map<String, Object> summary = NumberView.summary(world, number, Knob.GroupInstance.DESCRIBE);
        if (!world.knob(Knob.DESCRIBE_TYPE)) {
            summary.remove("PhoneNumberType");
        }
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("Status", state.status().name());
        state.message().ifPresent(message -> status.put("Message", message));
        summary.put("Tags", state.tags());
        summary.put("PhoneNumberStatus", status);
        return Map.of("ClaimedPhoneNumberSummary", summary);
    }

    Map<String, ?> update(ServedCall call) {
        return once(call, () -> {
            HeldNumber number = lookup.live(call);
            String target = targets.target(call);
            checkIdle(number);
            if (number.claimFailed()) {
                throw Refusal.invalidParameter("Phone number " + number.id() + " is not claimed.");
            }
            move(call, number, target);
            return NumberView.names(number);
        });
    }

    private void move(ServedCall call, HeldNumber number, String target) {
        String old = number.state().targetArn();
        // Belief (official; changes): A number is IN_PROGRESS while it moves or is described, and keeps its id, its
        // tags and its description. Source: API reference, UpdatePhoneNumber and PhoneNumberStatus. Test:
        // NumberLifeTest#aMoveIsInProgressOnTheOldTargetAndThenClaimedOnTheNew,
        // NumberLifeTest#aDescriptionIsChangedAndClearedAfterAWhile.
        boolean same = old.equals(target);
        boolean failureStays = world.knob(Knob.FAILED_MOVE_STAYS);
        Optional<Reason> early = call.failure().or(() -> world.quota.enterEarly(number, target, world.knobs()));
        world.change(number, number.state().inProgress());
        workflow.finishLater(number, Knob.MOVE_TIME, () -> {
            Optional<Reason> reason = early.or(() -> world.quota.enter(number, target, world.knobs()));
            boolean stays = reason.isPresent() && failureStays;
            NumberState state = number.state();
            // Belief (official; flows): A contact flow does not move along with its number. Source: API reference,
            // UpdatePhoneNumber: the flow must be associated again. Test: FlowAndTagTest#aFlowDoesNotMoveAlong,
            // ContactFlowTest#isBoundAgainAfterAMoveThatLostIt.
            NumberState there = same || stays ? state : state.withTarget(target).withFlow(Optional.empty());
            world.change(number, reason.map(there::failed).orElseGet(there::claimed));
            reason.ifPresent(failure -> world.tell(call.fate(), failure.why()));
        });
    }

    Map<String, ?> updateMetadata(ServedCall call) {
        return once(call, () -> {
            HeldNumber number = lookup.live(call);
            checkIdle(number);
            if (number.claimFailed()) {
                // Belief (guess; changes): A number whose claim FAILED can be neither moved nor described. Source: no
                // guide or report says what these calls answer. Test:
                // NumberLifeTest#aFailedClaimCanNeitherMoveNorChange.
                throw Refusal.invalidRequest("Phone number " + number.id() + " is not claimed.");
            }
            Optional<String> given = call.input().text("PhoneNumberDescription");
            // Belief (guess; changes): An empty description clears the one there is. Source: the model's shortest
            // description is empty; no guide says what it does. Test:
            // NumberLifeTest#aDescriptionIsChangedAndClearedAfterAWhile, UpdateTest#aDescriptionThatIsRemovedIsCleared.
            boolean changes = given.isPresent() || !world.knob(Knob.KEEP_DESCRIPTION);
            UnaryOperator<NumberState> change =
                    state -> changes ? state.withDescription(given.filter(text -> !text.isEmpty())) : state;
            Optional<Reason> reason = call.failure();
            world.change(number, number.state().inProgress());
            workflow.finishLater(number, Knob.METADATA_TIME, () -> {
                NumberState state = number.state();
                world.change(
                        number,
                        reason.map(state::failed)
                                .orElseGet(() -> change.apply(state).claimed()));
                reason.ifPresent(failure -> world.tell(call.fate(), failure.why()));
            });
            return Map.of();
        });
    }

    Map<String, ?> release(ServedCall call) {
        return once(call, () -> {
            HeldNumber number = lookup.live(call);
            checkReleasable(number);
            workflow.release(number);
            return Map.of();
        });
    }

    private void checkReleasable(HeldNumber number) {
        if (number.status() == Status.IN_PROGRESS && !world.knob(Knob.RELEASE_IN_PROGRESS)) {
            throw inUse(number, "is in progress");
        }
        if (number.status() == Status.FAILED && !world.knob(Knob.RELEASE_FAILED)) {
            throw inUse(number, "is failed");
        }
        if (number.state().flowArn().isPresent() && !world.knob(Knob.RELEASE_BOUND)) {
            throw inUse(number, "is associated with a contact flow");
        }
    }

    // Belief (guess; changes): A number that is IN_PROGRESS refuses a further change with ResourceInUseException.
    // Source: the model lists the error for these calls, and does not say when. Test:
    // NumberLifeTest#changesInProgressRefuseFurtherOnes, UpdateTest#aNumberInProgressIsWaitedFor.
    private static void checkIdle(HeldNumber number) {
        if (number.status() == Status.IN_PROGRESS) {
            throw inUse(number, "is in progress");
        }
    }

    private static Refusal inUse(HeldNumber number, String why) {
        return Refusal.inUse("Phone number " + number.id() + " " + why + ".");
    }

    private Map<String, ?> once(ServedCall call, Supplier<Map<String, ?>> work) {
        return world.tokens.once(call.input(), world.knobs(), world.now(), work);
    }
}
