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
    private final Lookup lookup;
    private final Workflow workflow;

    NumberCalls(World world, Lookup lookup) {
        this.world = world;
        this.lookup = lookup;
        this.workflow = new Workflow(world);
    }

    Map<String, ?> describe(ServedCall call) {
        HeldNumber number = lookup.shown(call);
        NumberState state = world.shown(number);
        Map<String, Object> summary = NumberView.summary(number, state);
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
            String target = lookup.target(call);
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
        boolean same = old.equals(target);
        boolean counted = number.slot().equals(Optional.of(target));
        Optional<String> reason = call.failure()
                .or(() -> !counted && world.quota.isFull(target, world.knobs())
                        ? Optional.of(Quota.EXCEEDED)
                        : Optional.empty());
        boolean stays = reason.isPresent() && world.knob(Knob.FAILED_MOVE_STAYS);
        if (reason.isEmpty()) {
            world.quota.occupy(number, Optional.of(target));
        }
        world.change(number, number.state().inProgress());
        workflow.finishLater(number, Knob.MOVE_TIME, () -> {
            NumberState state = number.state();
            NumberState there = same || stays ? state : state.withTarget(target).withFlow(Optional.empty());
            world.change(number, reason.map(there::failed).orElseGet(there::claimed));
        });
    }

    Map<String, ?> updateMetadata(ServedCall call) {
        return once(call, () -> {
            HeldNumber number = lookup.live(call);
            checkIdle(number);
            if (number.claimFailed()) {
                throw Refusal.invalidRequest("Phone number " + number.id() + " is not claimed.");
            }
            // GUESS: a description that is left out stays; an empty one clears it.
            UnaryOperator<NumberState> change = state -> call.input()
                    .text("PhoneNumberDescription")
                    .map(text -> state.withDescription(Optional.of(text).filter(t -> !t.isEmpty())))
                    .orElse(state);
            Optional<String> reason = call.failure();
            world.change(number, number.state().inProgress());
            workflow.finishLater(number, Knob.METADATA_TIME, () -> {
                NumberState state = number.state();
                world.change(
                        number,
                        reason.map(state::failed)
                                .orElseGet(() -> change.apply(state).claimed()));
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
