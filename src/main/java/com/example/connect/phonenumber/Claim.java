package com.example.connect.phonenumber;

import com.example.connect.phonenumber.Creating.Appearing;
import com.example.connect.phonenumber.Creating.Choosing;
import com.example.connect.phonenumber.Creating.Claiming;
import com.example.connect.phonenumber.Creating.Recovering;
import com.example.connect.phonenumber.Creating.Unclaimed;
import java.util.Optional;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/**
 * The part of a create before its number is known to be claimed: choose, announce, claim, settle a failure.
 *
 * <p>An invocation may die at any line and is then run again with what the last event carried. So the first attempt's
 * claim is the same call however often it is made, by its ClientToken; a later attempt claims only a number that an
 * event has carried; and no create fails before it has looked for a number with its own mark.
 */
final class Claim {

    /** Seconds from a lost candidate to the claim of the next: it is chosen, then announced. */
    private static final int STEPS_TO_CLAIM = 2;

    private final Operation<Creating> create;
    private final DesiredState desired;
    private final NumberChoice choice;
    private final Claimant claimant;

    /** Whether an earlier event has announced the number: then an invocation that died may have claimed it. */
    private final boolean isAnnounced;

    Claim(Operation<Creating> create) {
        this.create = create;
        Request request = create.request();
        this.desired = DesiredState.of(request);
        this.choice = DesiredState.choice(request.model());
        ConnectArn target = Target.required(request.home(), request.model());
        this.claimant = new Claimant(request.identity(), target, create.calls());
        this.isAnnounced = create.phase() instanceof Claiming;
        desired.flow().ifPresent(flow -> flow.checkServes(target));
        DesiredState.checkTagCount(desired.tags().size() + 1 + (request.wantsProtection() ? 1 : 0));
        choice.checkTarget(target);
    }

    Outcome run() {
        Creating phase = create.phase();
        if (phase instanceof Recovering proven) {
            return settle(proven, OwnClaim.invisible(claimant));
        }
        if (phase instanceof Claiming announced) {
            return claim(announced);
        }
        return choose((Choosing) phase);
    }

    private Outcome choose(Choosing choosing) {
        String number;
        try {
            number = choice.choose(claimant, choosing.attempt());
        } catch (Failure failure) {
            return settle(choosing, failure);
        }
        Claiming chosen = new Claiming(choosing.attempt(), number, false, choosing.recovery());
        create.continueAs(chosen);
        // A later attempt only announces its number: this invocation's event carries it, and the next one claims it.
        return chosen.attempt().isFirst() ? claim(chosen) : create.nextStep();
    }

    private Outcome claim(Claiming claiming) {
        if (!claiming.isInDoubt() && !IdentifierDeadline.isMet(create.clock(), 0)) {
            return settle(claiming, IdentifierDeadline.missed(create.clock()));
        }
        String arn;
        try {
            arn = choice.claim(
                    create.calls(), claiming.number(), desired.terms(claimant, claiming.attempt()));
        } catch (ConnectFault failure) {
            return settle(after(claiming, failure), failure);
        }
        return claimed(arn);
    }

    /** What a claim that failed leaves: certainty that Connect holds it, doubt whether it does, or neither. */
    private Unclaimed after(Claiming claiming, ConnectFault failure) {
        if (failure.is(ConnectError.IDEMPOTENCY)) {
            return recovering(claiming, new Recovering(claiming.recovery().orElse(Bookmark.START)));
        }
        Claiming next = failure.error().leavesDoubt() ? claiming.inDoubt() : claiming;
        create.continueAs(next);
        return next;
    }

    private Outcome claimed(String arn) {
        create.identify(arn);
        create.enter(new Appearing(arn));
        return create.nextLook();
    }

    /**
     * Settles a failure: a passing one by trying again, while that can help; else by an earlier claim of this create,
     * where there is one; else by the next candidate, where another number does as well; else by the failure itself.
     */
    private Outcome settle(Unclaimed phase, Failure failure) {
        if (failure instanceof ConnectFault fault && fault.isPassing()) {
            return retry(phase, fault)
                    .orElseGet(() -> settle(phase, IdentifierDeadline.missed(create.clock(), fault.message())));
        }
        Unclaimed recovering =
                recovering(phase, phase.recoveringFrom(phase.recovery().orElse(Bookmark.START)));
        OwnClaim own = new OwnClaim(claimant, recovering.recovery().orElse(Bookmark.START));
        OwnClaim.Found found = OwnClaim.Found.NOTHING;
        try {
            found = choice.findOwn(own, taken(recovering, failure).map(Claiming::number));
        } catch (ConnectFault fault) {
            if (fault.isPassing() && mayBeOwn(recovering, failure)) {
                return retry(recovering, fault).orElseGet(() -> lost(recovering, OwnClaim.Found.NOTHING, failure));
            }
        }
        Unclaimed next = recovering.recoveringFrom(found.next());
        create.continueAs(next);
        return follow(next, found, failure);
    }

    private Outcome follow(Unclaimed phase, OwnClaim.Found found, Failure failure) {
        return switch (found.kind()) {
            case OURS -> claimed(found.arn());
            case MORE ->
                phase.isInDoubt() && create.clock().isWithin(Patience.VISIBLE)
                        ? create.nextStep()
                        : lost(phase, found, failure);
            case HIDDEN, NOTHING -> lookOn(phase, found, failure).orElseGet(() -> lost(phase, found, failure));
            case FOREIGN -> lost(phase, found, failure);
        };
    }

    /** One more look for an own claim that does not show; empty where there is none, or the look would be too late. */
    private Optional<Outcome> lookOn(Unclaimed phase, OwnClaim.Found found, Failure failure) {
        if (!mayBeOwn(phase, failure)) {
            return Optional.empty();
        }
        if (phase.isInDoubt() || !found.arn().isEmpty()) {
            return create.nextLook(Patience.VISIBLE);
        }
        if (found.kind() == OwnClaim.Kind.HIDDEN) {
            return create.nextLookInTime();
        }
        return taken(phase, failure)
                .filter(taken -> isAnnounced || !choice.takesAnother())
                .flatMap(taken -> create.lastLook(Patience.LOOK_FOR_CLAIM, (ConnectFault) failure));
    }

    /** A claim whose outcome is unknown must be found. Nothing else is tried again once it is too late for a claim. */
    private Optional<Outcome> retry(Unclaimed phase, ConnectFault fault) {
        if (phase.isInDoubt()) {
            throw fault;
        }
        return create.retryInTime(fault);
    }

    /**
     * Whether an own claim can be behind a failure: it is in doubt, or an invocation that died has made it, and so the
     * number is taken, the quota used up or nothing offered. Any other refusal would have refused that claim too.
     */
    private static boolean mayBeOwn(Unclaimed phase, Failure failure) {
        return phase.isInDoubt()
                || !(failure instanceof ConnectFault fault)
                || fault.is(ConnectError.NOT_AVAILABLE)
                || fault.is(ConnectError.LIMIT);
    }

    /** The recovery of an earlier claim begins, or goes on in a phase that follows. */
    private Unclaimed recovering(Unclaimed before, Unclaimed next) {
        if (before.recovery().isPresent()) {
            create.continueAs(next);
        } else {
            create.enter(next);
        }
        return next;
    }

    /** The claim whose number Connect says is not available; empty where the claim failed for another reason. */
    private static Optional<Claiming> taken(Unclaimed phase, Failure failure) {
        boolean isTaken = failure instanceof ConnectFault fault && fault.is(ConnectError.NOT_AVAILABLE);
        return isTaken && phase instanceof Claiming claiming ? Optional.of(claiming) : Optional.empty();
    }

    /** No claim of this create is to be found: another number is tried, or the failure told. */
    private Outcome lost(Unclaimed phase, OwnClaim.Found found, Failure failure) {
        if (!found.arn().isEmpty() && mayBeOwn(phase, failure)) {
            choice.refuseForeign(found.arn());
        }
        Claiming lost = taken(phase, failure).orElseThrow(() -> failure);
        choice.refuseUnavailable(failure);
        String reason = String.format(
                "Somebody else took %d numbers that the search offered before this create could claim them. The last"
                        + " answer was: %s.",
                lost.attempt().index() + 1, failure.message());
        if (lost.attempt().isLast()) {
            throw new Refusal(HandlerErrorCode.ResourceConflict, reason + " Create it again, or loosen the search.");
        }
        if (!IdentifierDeadline.isMet(create.clock(), STEPS_TO_CLAIM)) {
            throw IdentifierDeadline.missed(create.clock(), reason);
        }
        create.enter(new Choosing(lost.attempt().after(lost.number()), Optional.empty()));
        return create.nextStep();
    }
}
