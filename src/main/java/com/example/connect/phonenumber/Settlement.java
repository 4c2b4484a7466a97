package com.example.connect.phonenumber;

import com.example.connect.phonenumber.Creating.Appearing;
import com.example.connect.phonenumber.Creating.Checking;
import com.example.connect.phonenumber.Creating.Choosing;
import com.example.connect.phonenumber.Creating.Claiming;
import com.example.connect.phonenumber.Creating.Recovering;
import com.example.connect.phonenumber.Creating.Unclaimed;
import java.util.Optional;

/**
 * What follows from a failure of a create that knows of no claimed number.
 *
 * <p>A final refusal is told after one look for a number with the create's own mark, because CloudFormation's deadline for
 * the identifier would hide a reason that comes late. Two things are looked for longer: a claim whose outcome is unknown,
 * and one that an invocation which died may have made, where that would explain the refusal.
 */
final class Settlement {

    /** Seconds from a lost candidate to the claim of the next: it is chosen, then announced. */
    private static final int STEPS_TO_CLAIM = 2;

    private final Operation<Creating> create;
    private final NumberChoice choice;
    private final Claimant claimant;

    /** Whether an earlier event has announced the number: then an invocation that died may have claimed it. */
    private final boolean isAnnounced;

    Settlement(Operation<Creating> create, NumberChoice choice, Claimant claimant) {
        this.create = create;
        this.choice = choice;
        this.claimant = claimant;
        this.isAnnounced = create.phase() instanceof Claiming;
    }

    /** A number is claimed: this invocation's event shows it. */
    Outcome claimed(String arn) {
        create.identify(arn);
        create.enter(new Appearing(arn));
        return create.nextLook();
    }

    /** Settles the failure of a claim. */
    Outcome ofClaim(Claiming claiming, ConnectFault failure) {
        return of(after(claiming, failure), failure);
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

    /**
     * Settles it: a passing one by trying again, while that can help; else by an earlier claim of this create,
     * where there is one; else by the next candidate, where another number does as well; else by the failure itself.
     */
    Outcome of(Unclaimed phase, Failure failure) {
        if (failure instanceof ConnectFault fault && create.mayPass(fault)) {
            return seen(phase, fault).or(() -> retry(phase, fault)).orElseGet(() -> heldUp(phase, fault));
        }
        Unclaimed recovering =
                recovering(phase, phase.recoveringFrom(phase.recovery().orElse(Bookmark.START)));
        OwnClaim own = new OwnClaim(claimant, recovering.recovery().orElse(Bookmark.START));
        OwnClaim.Found found = OwnClaim.Found.NOTHING;
        Failure told = failure;
        try {
            found = choice.findOwn(own, number(recovering, failure));
        } catch (ConnectFault fault) {
            if (create.mayPass(fault) && mayBeOwn(recovering, failure)) {
                return retry(recovering, fault)
                        .orElseGet(() -> lost(recovering, OwnClaim.Found.NOTHING, unlooked(failure, fault)));
            }
            told = recovering.isInDoubt() ? OwnClaim.unseen(claimant, failure, fault) : unlooked(failure, fault);
        }
        Unclaimed next = recovering.recoveringFrom(found.next());
        create.continueAs(next);
        return follow(next, found, told);
    }

    /** A claim in doubt that is not answered again is looked for: CloudFormation waits for its number no longer. */
    private Optional<Outcome> seen(Unclaimed phase, ConnectFault fault) {
        return isAnnounced && phase.isInDoubt()
                ? choice.seen(claimant, number(phase, fault)).map(this::claimed)
                : Optional.empty();
    }

    /** A taken number may be the account's own where no look for it is answered. */
    private static Failure unlooked(Failure failure, ConnectFault look) {
        return failure instanceof ConnectFault fault && fault.is(ConnectError.NOT_AVAILABLE)
                ? fault.with("Whether this account holds it could not be seen: " + look.message())
                : failure;
    }

    /** It is too late for a claim: what is left is a look for one that an invocation which died has made. */
    private Outcome heldUp(Unclaimed phase, ConnectFault fault) {
        return of(phase, IdentifierDeadline.missed(create.clock(), fault));
    }

    private Outcome follow(Unclaimed phase, OwnClaim.Found found, Failure failure) {
        return switch (found.kind()) {
            case OURS -> claimed(found.arn());
            case MORE, HIDDEN, NOTHING ->
                isWorthAnotherPage(phase, found, failure)
                        ? create.nextStep()
                        : lookOn(phase, found, failure).orElseGet(() -> lost(phase, found, failure));
            case FOREIGN -> lost(phase, found, failure);
        };
    }

    /** All pages are read for a claim in doubt, and for one number, which takes a page for a thousand. */
    private boolean isWorthAnotherPage(Unclaimed phase, OwnClaim.Found found, Failure failure) {
        return found.kind() == OwnClaim.Kind.MORE
                && (phase.isInDoubt()
                        ? create.clock().isWithin(Patience.VISIBLE)
                        : mayBeOwn(phase, failure)
                                && found.next().isOfOne()
                                && IdentifierDeadline.isMet(create.clock(), STEPS_TO_CLAIM));
    }

    /** One more look for an own claim that does not show; empty where there is none, or the look would be too late. */
    private Optional<Outcome> lookOn(Unclaimed phase, OwnClaim.Found found, Failure failure) {
        if (!mayBeOwn(phase, failure)) {
            return Optional.empty();
        }
        if (phase.isInDoubt() || !found.arn().isEmpty() && !choice.takesAnother()) {
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
        boolean isExplained = !(failure instanceof ConnectFault fault)
                || fault.is(ConnectError.NOT_AVAILABLE)
                || fault.is(ConnectError.LIMIT);
        return phase.isInDoubt() || isExplained && !(phase instanceof Checking);
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

    /** The number that an own claim holds, where that is known; else it is one that the search could have offered. */
    private Optional<String> number(Unclaimed phase, Failure failure) {
        boolean isKnown = isAnnounced || taken(phase, failure).isPresent();
        return isKnown && phase instanceof Claiming claiming ? Optional.of(claiming.number()) : Optional.empty();
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
        if (!IdentifierDeadline.isMet(create.clock(), STEPS_TO_CLAIM)) {
            throw IdentifierDeadline.missed(create.clock(), reason);
        }
        create.enter(new Choosing(lost.attempt().after(lost.number()), Optional.empty()));
        return create.nextStep();
    }
}
