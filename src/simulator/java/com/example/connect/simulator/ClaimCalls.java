package com.example.connect.simulator;

import com.example.connect.simulator.NumberState.Status;
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
    private final Lookup lookup;
    private final Workflow workflow;

    ClaimCalls(World world, Lookup lookup) {
        this.world = world;
        this.lookup = lookup;
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
            String target = lookup.target(call);
            String number = call.input().mandatory("PhoneNumber");
            NumberKind kind = world.inventory
                    .kind(number)
                    .filter(k -> !world.inventory.isTaken(number))
                    .orElseThrow(() -> unavailable(number));
            return accept(call, new Wanted(target, number, kind, Optional.empty()));
        });
    }

    Map<String, ?> importNumber(ServedCall call) {
        return once(call, () -> {
            String target = lookup.instance(call);
            String source = call.input().mandatory("SourcePhoneNumberArn");
            int place = world.account.sourcePhoneNumberArns().indexOf(source);
            if (place < 0) {
                throw Refusal.notFound("Phone number " + source + " not found.");
            }
            String number = world.account.importableNumbers().get(place);
            if (world.held(number).isPresent()) {
                // Belief (guess; claims): Import answers for a number that is imported already as Claim does for a
                // taken one. Source: the model has no error of its own for it. Test:
                // NumberLifeTest#aNumberOfEndUserMessagingIsImportedOnceAndGoesBackOnRelease,
                // ImportTest#aNumberThatIsImportedAlreadyIsAlreadyExists.
                throw unavailable(number);
            }
            NumberKind kind = world.inventory.kind(number).orElseThrow();
            return accept(call, new Wanted(target, number, kind, Optional.of(source)));
        });
    }

    private Map<String, ?> once(ServedCall call, Supplier<Map<String, ?>> work) {
        return world.tokens.once(call.input(), world.knobs(), world.now(), work);
    }

    private static Refusal unavailable(String number) {
        // Belief (recorded; claims): A number that cannot be had is refused at once, with InvalidParameterException
        // and "Phone number not available: NUMBER". Source: an answer quoted in terraform-provider-aws #45572. Test:
        // ClaimTest#aTakenNumberIsNotAvailable,
        // CreateTest#aTakenExactNumberIsInvalidRequestWithTheServicesMessageAndWhatToDo.
        return Refusal.invalidParameter("Phone number not available: " + number);
    }

    private Map<String, ?> accept(ServedCall call, Wanted wanted) {
        // Belief (official; claims): A claim or import is accepted at once, with id and ARN, and is IN_PROGRESS until
        // it is CLAIMED or FAILED. Source: API reference, ClaimPhoneNumber and PhoneNumberStatus; boto3 #4622 shows an
        // accepted claim that failed. Test: ClaimTest#aClaimIsInProgressAndThenClaimed,
        // CreateTest#aFailedClaimTellsTheServicesReasonAndTheIdentifierThatTheCleanUpNeeds.
        Optional<String> reason = call.failure().or(() -> reasonToFail(wanted.target()));
        HeldNumber held = held(call.input(), wanted);
        // Belief (official; limits): Imports count towards the 200 % rule as claims do. Source: administrator guide,
        // claim and release limits. Test: BeliefsTest#importsCountTowardsTheTwoHundredPercentRule.
        world.quota.countTurnover(wanted.target(), world.now());
        if (reason.isEmpty()) {
            world.quota.occupy(held, Optional.of(wanted.target()));
        }
        workflow.finishLater(held, Knob.CLAIM_TIME, () -> {
            if (reason.isPresent()) {
                fail(held, reason.get());
            } else {
                world.change(held, held.state().claimed());
            }
        });
        return NumberView.names(held);
    }

    private HeldNumber held(Input input, Wanted wanted) {
        String id = world.ids.next();
        HeldNumber held = new HeldNumber(
                new HeldNumber.Identity(id, world.account.phoneNumberArn(id), wanted.number(), wanted.kind()),
                wanted.sourceArn(),
                world.now());
        world.change(
                held,
                new NumberState(
                        wanted.target(),
                        input.text("PhoneNumberDescription").filter(text -> !text.isEmpty()),
                        new TreeMap<>(input.map("Tags")),
                        Status.IN_PROGRESS,
                        Optional.empty(),
                        Optional.empty()));
        world.inventory.take(wanted.number());
        world.hold(held);
        return held;
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

    private void fail(HeldNumber held, String reason) {
        held.failClaim();
        world.change(held, held.state().failed(reason));
        world.later(world.knob(Knob.FAILED_RETURN), () -> {
            if (!held.isReleased()) {
                world.end(held);
                world.putBack(held);
            }
        });
    }
}
