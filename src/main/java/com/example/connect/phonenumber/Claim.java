package com.example.connect.phonenumber;

import com.example.connect.phonenumber.Creating.Appearing;
import com.example.connect.phonenumber.Creating.Choosing;
import com.example.connect.phonenumber.Creating.Claiming;
import com.example.connect.phonenumber.Creating.Recovering;
import com.example.connect.phonenumber.Creating.Unclaimed;
import java.util.LinkedHashMap;
import java.util.Map;
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
            return settle(proven, earlierClaimIsInvisible());
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
        String arn;
        try {
            arn = choice.claim(create.calls(), claiming.number(), terms(claiming.attempt()));
        } catch (ConnectFault failure) {
            return settle(after(claiming, failure), failure);
        }
        return claimed(arn);
    }

    private ClaimTerms terms(Attempt attempt) {
        Map<String, String> tags = new LinkedHashMap<>(desired.tags());
        tags.put(Tags.MARK, claimant.identity().mark());
        String token = claimant.identity().clientToken(TokenPurpose.claim(attempt));
        return new ClaimTerms(claimant.target(), desired.description(), tags, token);
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
     * Settles a failure: by an earlier claim of this create, where there is one; else by the next candidate, where
     * another number does as well; else, once the recovery has lasted long enough, by the failure itself.
     */
    private Outcome settle(Unclaimed phase, Failure failure) {
        if (create.mayPass(failure)) {
            throw failure;
        }
        Unclaimed recovering =
                recovering(phase, phase.recoveringFrom(phase.recovery().orElse(Bookmark.START)));
        OwnClaim.Found found = findOwn(recovering, failure);
        Unclaimed next = recovering.recoveringFrom(found.next());
        create.continueAs(next);
        return switch (found.kind()) {
            case OURS -> claimed(found.arn());
            case MORE -> create.nextStep();
            case HIDDEN ->
                create.clock().isWithin(Patience.VISIBLE) ? create.nextLook() : foreign(next, found.arn(), failure);
            case FOREIGN -> foreign(next, found.arn(), failure);
            case NOTHING -> nothing(next, failure);
        };
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

    private OwnClaim.Found findOwn(Unclaimed phase, Failure failure) {
        OwnClaim own = new OwnClaim(claimant, phase.recovery().orElse(Bookmark.START));
        try {
            return choice.findOwn(own, taken(phase, failure).map(Claiming::number));
        } catch (ConnectFault fault) {
            if (create.mayPass(fault)) {
                throw fault;
            }
            return OwnClaim.Found.NOTHING;
        }
    }

    /** The claim whose number Connect says is not available; empty where the claim failed for another reason. */
    private static Optional<Claiming> taken(Unclaimed phase, Failure failure) {
        boolean isTaken = failure instanceof ConnectFault fault && fault.is(ConnectError.NOT_AVAILABLE);
        return isTaken && phase instanceof Claiming claiming ? Optional.of(claiming) : Optional.empty();
    }

    private Outcome foreign(Unclaimed phase, String arn, Failure failure) {
        choice.refuseForeign(arn);
        return taken(phase, failure)
                .map(taken -> nextCandidate(taken, failure))
                .orElseGet(() -> nothing(phase, failure));
    }

    private Outcome nothing(Unclaimed phase, Failure failure) {
        Optional<Claiming> taken = taken(phase, failure);
        boolean isCertain =
                !isAnnounced && taken.filter(claim -> !claim.isInDoubt()).isPresent();
        boolean isLost = isCertain && choice.takesAnother();
        if (!isLost && create.clock().isWithin(phase.patience())) {
            return create.nextLook();
        }
        Claiming lost = taken.orElseThrow(() -> failure);
        choice.refuseUnavailable(failure);
        return nextCandidate(lost, failure);
    }

    private Outcome nextCandidate(Claiming lost, Failure failure) {
        if (lost.attempt().isLast()) {
            throw new Refusal(
                    HandlerErrorCode.ResourceConflict,
                    String.format(
                            "Somebody else took %d numbers that the search offered before this create could claim them. The"
                                    + " last answer was: %s. Create it again, or loosen the search.",
                            Attempt.MOST, failure.message()));
        }
        create.enter(new Choosing(lost.attempt().after(lost.number()), Optional.empty()));
        return create.nextStep();
    }

    private Refusal earlierClaimIsInvisible() {
        return new Refusal(
                HandlerErrorCode.NotStabilized,
                String.format(
                        "Amazon Connect holds an earlier claim of this create and does not show its number. Look for a"
                                + " number with the tag %s = %s in %s, and import or release it.",
                        Tags.MARK, claimant.identity().mark(), claimant.target()));
    }
}
