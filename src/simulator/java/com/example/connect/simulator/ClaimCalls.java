package com.example.connect.simulator;

import com.example.connect.simulator.NumberState.Status;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** ClaimPhoneNumber and ImportPhoneNumber. */
final class ClaimCalls {
    /** A number that a call may have, and where it goes. */
    private record Wanted(String target, String number, NumberKind kind, Optional<String> sourceArn) {}

    private static final Pattern UUID = Pattern.compile("[a-f0-9]{8}(-[a-f0-9]{4}){3}-[a-f0-9]{12}");

    private final World world;
    private final Targets targets;
    private final Workflow workflow;

    ClaimCalls(World world, Targets targets) {
        this.world = world;
        this.targets = targets;
        this.workflow = new Workflow(world);
    }

    Map<String, ?> claim(ServedCall call) {
        Optional<String> token = call.input().text("ClientToken");
        if (world.knob(Knob.TOKEN_UUID)
                && token.isPresent()
                && !UUID.matcher(token.get()).matches()) {
            throw Refusal.invalidParameter("ClientToken must be a UUID in lower case.");
        }
        return once(call, () -> {
            String target = targets.target(call);
            String number = call.input().mandatory("PhoneNumber");
            NumberKind kind = world.inventory.kind(number).orElseThrow(() -> unavailable(number));
            Wanted wanted = new Wanted(target, number, kind, Optional.empty());
            if (world.inventory.isTaken(number) && failedBefore(wanted).isEmpty()) {
                throw unavailable(number);
            }
            return accept(call, wanted);
        });
    }

    Map<String, ?> importNumber(ServedCall call) {
        return once(call, () -> {
            String target = targets.instance(call);
            String source = call.input().mandatory("SourcePhoneNumberArn");
            int place = world.account.sourcePhoneNumberArns().indexOf(source);
            if (place < 0) {
                throw Refusal.notFound("Phone number " + source + " not found.");
            }
            String number = world.account.importableNumbers().get(place);
            NumberKind kind = world.inventory.kind(number).orElseThrow();
            Wanted wanted = new Wanted(target, number, kind, Optional.of(source));
            if (world.held(number).isPresent() && failedBefore(wanted).isEmpty()) {
                throw importedAlready(number);
            }
            if (world.returnOf(number).isPresent()) {
                throw unavailable(number);
            }
            return accept(call, wanted);
        });
    }

    private Map<String, ?> once(ServedCall call, Supplier<Map<String, ?>> work) {
        return world.tokens.once(call.input(), world.knobs(), world.now(), work);
    }

    private Refusal importedAlready(String number) {
        return world.knob(Knob.IMPORTED_AGAIN) == Knob.ImportedAgain.IDEMPOTENCY_EXCEPTION
                ? Refusal.idempotency("Phone number " + number + " is imported already.")
                : unavailable(number);
    }

    /** The caller's own claim of the number that FAILED, while it can be made again: until its day is over. */
    private Optional<HeldNumber> failedBefore(Wanted wanted) {
        return world.held(wanted.number())
                .filter(held -> held.claimFailed() && held.sourceArn().equals(wanted.sourceArn()))
                .filter(held -> world.knob(Knob.FAILED_AGAIN) != Knob.FailedAgain.NOT_AVAILABLE);
    }

    private Refusal unavailable(String number) {
        // Belief (recorded; claims): A number that cannot be had is refused at once, with InvalidParameterException
        // and "Phone number not available: NUMBER". Source: an answer quoted in terraform-provider-aws #45572. Test:
        // ClaimTest#aTakenNumberIsNotAvailable,
        // CreateTest#aTakenExactNumberIsInvalidRequestWithTheServicesMessageAndWhatToDo.
        return Refusal.invalidParameter("Phone number not available: " + number).because(whyUnavailable(number));
    }

    private String whyUnavailable(String number) {
        if (world.inventory.kind(number).isEmpty()) {
            return number + " is not a number that a carrier of any country can have.";
        }
        Optional<Instant> returns = world.returnOf(number);
        if (returns.isPresent()) {
            boolean never = returns.get().equals(Instant.MAX);
            return number + " was released, and cools down "
                    + (never ? "for ever." : "until " + Turnover.DAY.format(returns.get()) + ".");
        }
        return world.held(number)
                .map(holder -> number + " is held already, by "
                        + world.nameOf(holder.state().targetArn()) + " as " + holder.id() + ".")
                .orElse(number + " is taken by somebody else.");
    }

    private Map<String, ?> accept(ServedCall call, Wanted wanted) {
        String target = wanted.target();
        // Belief (official; claims): A claim or import is accepted at once, with id and ARN, and is IN_PROGRESS until
        // it is CLAIMED or FAILED. Source: API reference, ClaimPhoneNumber and PhoneNumberStatus; boto3 #4622 shows an
        // accepted claim that failed. Test: ClaimTest#aClaimIsInProgressAndThenClaimed,
        // CreateTest#aFailedClaimTellsTheServicesReasonAndTheIdentifierThatTheCleanUpNeeds.
        Optional<Reason> blocked = call.failure().or(() -> reasonOfTurnover(target));
        HeldNumber held = held(call.input(), wanted);
        Optional<Reason> early = blocked.or(() -> world.quota.enterEarly(held, target, world.knobs()));
        // Belief (official; limits): Imports count towards the 200 % rule as claims do. Source: administrator guide,
        // claim and release limits. Test: BeliefsTest#importsCountTowardsTheTwoHundredPercentRule.
        boolean countsAtOnce = world.knob(Knob.WINDOW_FAILED) != Knob.WindowFailed.NOTHING;
        if (countsAtOnce) {
            world.quota.countTurnover(target, new Turnover.Turn(world.now(), true, held));
        }
        workflow.finishLater(held, Knob.CLAIM_TIME, () -> {
            Optional<Reason> reason = early.or(() -> world.quota.enter(held, target, world.knobs()));
            if (reason.isPresent()) {
                fail(held, reason.get());
                world.tell(call.fate(), reason.get().why());
                return;
            }
            world.change(held, held.state().claimed());
            if (!countsAtOnce) {
                world.quota.countTurnover(target, new Turnover.Turn(world.now(), true, held));
            }
        });
        return NumberView.names(held);
    }

    private HeldNumber held(Input input, Wanted wanted) {
        HeldNumber held = failedBefore(wanted).flatMap(this::claimedAgain).orElseGet(() -> newlyHeld(wanted));
        world.inventory.take(wanted.number());
        world.hold(held);
        world.change(
                held,
                new NumberState(
                        wanted.target(),
                        input.text("PhoneNumberDescription").filter(text -> !text.isEmpty()),
                        new TreeMap<>(input.map("Tags")),
                        Status.IN_PROGRESS,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
        return held;
    }

    /** The FAILED claim itself, where a further one brings it to life; otherwise it ends here. */
    private Optional<HeldNumber> claimedAgain(HeldNumber failed) {
        if (world.knob(Knob.FAILED_AGAIN) == Knob.FailedAgain.SAME_ID) {
            failed.claimAgain();
            return Optional.of(failed);
        }
        world.end(failed);
        return Optional.empty();
    }

    private HeldNumber newlyHeld(Wanted wanted) {
        String id = world.ids.next();
        return new HeldNumber(
                new HeldNumber.Identity(id, world.account.phoneNumberArn(id), wanted.number(), wanted.kind()),
                wanted.sourceArn(),
                world.now());
    }

    private Optional<Reason> reasonOfTurnover(String target) {
        Optional<Turnover.Budget> budget = world.quota.exceeded(target, world.knobs(), world.now());
        if (budget.isEmpty()) {
            return Optional.empty();
        }
        boolean together = world.knob(Knob.WINDOW_SCOPE) == Knob.WindowScope.ACCOUNT;
        String why = budget.get().why(together ? "The account" : world.nameOf(target));
        if (world.knob(Knob.WINDOW_BLOCK) == Knob.WindowBlock.REFUSED) {
            throw Refusal.invalidParameter(Quota.EXCEEDED).because(why);
        }
        return Optional.of(new Reason(Quota.EXCEEDED, why));
    }

    private void fail(HeldNumber held, Reason reason) {
        Optional<Instant> failedAt = Optional.of(world.now());
        held.failClaim(world.now());
        world.change(held, held.state().failed(reason));
        held.returnAt(SimulatedClock.later(world.now(), world.knob(Knob.FAILED_RETURN)));
        world.later(
                world.knob(Knob.FAILED_RETURN), "the FAILED claim of " + held.number() + " will leave the list", () -> {
                    if (!held.isReleased() && held.claimFailedAt().equals(failedAt)) {
                        world.end(held);
                        world.putBack(held);
                    }
                });
    }
}
