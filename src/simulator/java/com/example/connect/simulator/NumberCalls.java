package com.example.connect.simulator;

import com.example.connect.simulator.NumberState.Status;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Claim, Import, Describe, Update, UpdateMetadata and Release. */
final class NumberCalls {
    private static final Pattern UUID = Pattern.compile("[a-f0-9]{8}(-[a-f0-9]{4}){3}-[a-f0-9]{12}");

    private final World world;
    private final Lookup lookup;

    NumberCalls(World world, Lookup lookup) {
        this.world = world;
        this.lookup = lookup;
    }

    Map<String, ?> claim(Input input) {
        Optional<String> token = input.text("ClientToken");
        if (world.knob(Knob.TOKEN_UUID)
                && token.isPresent()
                && !UUID.matcher(token.get()).matches()) {
            throw Refusal.invalidParameter("ClientToken must be a UUID in lower case.");
        }
        return once(input, () -> {
            String target = lookup.target(input);
            String number = input.mandatory("PhoneNumber");
            NumberKind kind = world.inventory
                    .kind(number)
                    .filter(k -> !world.inventory.isTaken(number))
                    .orElseThrow(() -> Refusal.invalidParameter("Phone number not available: " + number));
            return accept(input, target, number, kind, Optional.empty());
        });
    }

    Map<String, ?> importNumber(Input input) {
        return once(input, () -> {
            String target = lookup.instance(input.mandatory("InstanceId"));
            String source = input.mandatory("SourcePhoneNumberArn");
            int place = world.account.sourcePhoneNumberArns().indexOf(source);
            if (place < 0) {
                throw Refusal.notFound("Phone number " + source + " not found.");
            }
            String number = world.account.importableNumbers().get(place);
            if (world.held(number).isPresent()) {
                // GUESS: how Import answers for a number that is imported already.
                throw Refusal.invalidParameter("Phone number not available: " + number);
            }
            return accept(input, target, number, world.inventory.kind(number).orElseThrow(), Optional.of(source));
        });
    }

    private Map<String, ?> accept(
            Input input, String target, String number, NumberKind kind, Optional<String> sourceArn) {
        Optional<String> reason = world.scriptedFailure.or(() -> reasonToFail(target));
        String id = world.ids.next();
        HeldNumber held = new HeldNumber(id, world.account.phoneNumberArn(id), number, kind, sourceArn, world.now());
        world.change(
                held,
                new NumberState(
                        target,
                        input.text("PhoneNumberDescription").filter(text -> !text.isEmpty()),
                        new TreeMap<>(input.map("Tags")),
                        Status.IN_PROGRESS,
                        Optional.empty(),
                        Optional.empty()));
        world.inventory.take(number);
        world.hold(held);
        world.quota.countTurnover(target, world.now());
        if (reason.isEmpty()) {
            world.quota.occupy(held, Optional.of(target));
        }
        work(held, Knob.CLAIM_TIME, () -> {
            if (reason.isPresent()) {
                failClaim(held, reason.get());
            } else {
                world.change(held, held.state().claimed());
            }
        });
        return named(held);
    }

    private Optional<String> reasonToFail(String target) {
        if (world.quota.isTurnoverExceeded(target, world.knobs(), world.now())) {
            if (world.knob(Knob.WINDOW_BLOCK) == Knob.WindowBlock.REFUSED) {
                throw Refusal.invalidParameter(Quota.EXCEEDED);
            }
            return Optional.of(Quota.EXCEEDED);
        }
        return world.quota.isFull(target, world.knobs()) ? Optional.of(Quota.EXCEEDED) : Optional.empty();
    }

    private void failClaim(HeldNumber held, String reason) {
        held.failClaim();
        world.change(held, held.state().failed(reason));
        world.later(world.knob(Knob.FAILED_RETURN), () -> {
            if (!held.isReleased()) {
                world.end(held);
                world.putBack(held);
            }
        });
    }

    Map<String, ?> describe(Input input) {
        HeldNumber number = lookup.shown(input.mandatory("PhoneNumberId"));
        NumberState state = world.shown(number);
        Map<String, Object> summary = summary(world, number);
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("Status", state.status().name());
        state.message().ifPresent(message -> status.put("Message", message));
        summary.put("Tags", state.tags());
        summary.put("PhoneNumberStatus", status);
        return Map.of("ClaimedPhoneNumberSummary", summary);
    }

    /** What Describe and List both tell. GUESS: on a traffic distribution group a number has no InstanceId. */
    static Map<String, Object> summary(World world, HeldNumber number) {
        NumberState state = world.shown(number);
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("PhoneNumberId", number.id());
        summary.put("PhoneNumberArn", number.arn());
        summary.put("PhoneNumber", number.number());
        summary.put("PhoneNumberCountryCode", number.country());
        summary.put("PhoneNumberType", number.type());
        state.description().ifPresent(text -> summary.put("PhoneNumberDescription", text));
        summary.put("TargetArn", state.targetArn());
        if (state.targetArn().contains(":instance/")) {
            summary.put(
                    "InstanceId", state.targetArn().substring(state.targetArn().lastIndexOf('/') + 1));
        }
        number.sourceArn().ifPresent(arn -> summary.put("SourcePhoneNumberArn", arn));
        return summary;
    }

    Map<String, ?> update(Input input) {
        return once(input, () -> {
            HeldNumber number = lookup.live(input.mandatory("PhoneNumberId"));
            String target = lookup.target(input);
            checkIdle(number);
            if (number.claimFailed()) {
                throw Refusal.invalidParameter("Phone number " + number.id() + " is not claimed.");
            }
            move(number, target);
            return named(number);
        });
    }

    private void move(HeldNumber number, String target) {
        String old = number.state().targetArn();
        boolean same = old.equals(target);
        boolean counted = number.slot().equals(Optional.of(target));
        Optional<String> reason = world.scriptedFailure.or(() ->
                !counted && world.quota.isFull(target, world.knobs()) ? Optional.of(Quota.EXCEEDED) : Optional.empty());
        boolean stays = reason.isPresent() && world.knob(Knob.FAILED_MOVE_STAYS);
        if (reason.isEmpty()) {
            world.quota.occupy(number, Optional.of(target));
        }
        world.change(number, number.state().inProgress());
        work(number, Knob.MOVE_TIME, () -> {
            NumberState state = number.state();
            NumberState there = same || stays ? state : state.withTarget(target).withFlow(Optional.empty());
            world.change(number, reason.map(there::failed).orElseGet(there::claimed));
        });
    }

    Map<String, ?> updateMetadata(Input input) {
        return once(input, () -> {
            HeldNumber number = lookup.live(input.mandatory("PhoneNumberId"));
            checkIdle(number);
            if (number.claimFailed()) {
                throw Refusal.invalidRequest("Phone number " + number.id() + " is not claimed.");
            }
            // GUESS: a description that is left out stays; an empty one clears it.
            UnaryOperator<NumberState> change = state -> input.text("PhoneNumberDescription")
                    .map(text -> state.withDescription(Optional.of(text).filter(t -> !t.isEmpty())))
                    .orElse(state);
            Optional<String> reason = world.scriptedFailure;
            world.change(number, number.state().inProgress());
            work(number, Knob.METADATA_TIME, () -> {
                NumberState state = number.state();
                world.change(
                        number,
                        reason.map(state::failed)
                                .orElseGet(() -> change.apply(state).claimed()));
            });
            return Map.of();
        });
    }

    Map<String, ?> release(Input input) {
        return once(input, () -> {
            HeldNumber number = lookup.live(input.mandatory("PhoneNumberId"));
            checkReleasable(number);
            if (!number.claimFailed()) {
                world.quota.countTurnover(number.state().targetArn(), world.now());
            }
            world.releases++;
            world.end(number);
            // GUESS: an imported number goes back to End User Messaging, and a FAILED claim's to the inventory, at
            // once.
            boolean cools = !number.claimFailed();
            world.later(cools ? world.knob(Knob.COOLDOWN) : Duration.ZERO, () -> world.putBack(number));
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

    private static Map<String, ?> named(HeldNumber number) {
        return Map.of("PhoneNumberId", number.id(), "PhoneNumberArn", number.arn());
    }

    private Map<String, ?> once(Input input, Supplier<Map<String, ?>> call) {
        return world.tokens.once(input, world.knobs(), world.now(), call);
    }

    /** Finishes work on the number after a while, unless the number is released first. */
    private void work(HeldNumber number, Knob<Duration> time, Runnable finish) {
        if (world.knob(time).isZero()) {
            finish.run();
            return;
        }
        world.later(world.knob(time), () -> {
            if (!number.isReleased()) {
                finish.run();
            }
        });
    }
}
