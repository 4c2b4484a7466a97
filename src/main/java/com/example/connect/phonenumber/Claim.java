package com.example.connect.phonenumber;

import com.example.connect.phonenumber.Creating.Checking;
import com.example.connect.phonenumber.Creating.Choosing;
import com.example.connect.phonenumber.Creating.Claiming;
import com.example.connect.phonenumber.Creating.Recovering;
import java.util.Optional;

/**
 * The part of a create before its number is known to be claimed: check, choose, announce, claim. What follows from a
 * failure is in {@link Settlement}.
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
    private final Settlement settlement;

    Claim(Operation<Creating> create) {
        this.create = create;
        Request request = create.request();
        this.desired = DesiredState.of(request);
        this.choice = DesiredState.choice(request.model());
        ConnectArn target = Target.required(request.home(), request.model());
        this.claimant = new Claimant(request.identity(), target, create.calls());
        this.settlement = new Settlement(create, choice, claimant);
        desired.flow().ifPresent(flow -> flow.checkServes(target));
        DesiredState.checkTagCount(desired.tags().size() + 1 + (request.wantsProtection() ? 1 : 0));
        choice.checkTarget(target);
    }

    Outcome run() {
        Creating phase = create.phase();
        if (phase instanceof Recovering proven) {
            return settlement.of(proven, OwnClaim.invisible(claimant));
        }
        if (phase instanceof Claiming announced) {
            return claim(announced);
        }
        return phase instanceof Checking checking ? check(checking) : choose((Choosing) phase);
    }

    /** What would make the create fail after its claim is looked for before it: a number that is given back is gone. */
    private Outcome check(Checking checking) {
        try {
            Optional<Outcome> again =
                    desired.flow().flatMap(flow -> new FlowCheck(create, flow).run(claimant.target()));
            if (again.isPresent()) {
                return again.get();
            }
        } catch (Failure failure) {
            return settlement.of(checking, failure);
        }
        Choosing next = new Choosing(Attempt.FIRST, checking.recovery());
        create.continueAs(next);
        return choose(next);
    }

    private Outcome choose(Choosing choosing) {
        String number;
        try {
            number = choice.choose(claimant, choosing.attempt());
        } catch (Failure failure) {
            return settlement.of(choosing, failure);
        }
        Claiming chosen = new Claiming(choosing.attempt(), number, false, choosing.recovery());
        create.continueAs(chosen);
        // A later attempt only announces its number: this invocation's event carries it, and the next one claims it.
        return chosen.attempt().isFirst() ? claim(chosen) : create.nextStep();
    }

    private Outcome claim(Claiming claiming) {
        if (!claiming.isInDoubt() && !IdentifierDeadline.isMet(create.clock(), 0)) {
            return settlement.of(claiming, IdentifierDeadline.missed(create.clock()));
        }
        String arn;
        try {
            arn = choice.claim(create.calls(), claiming.number(), desired.terms(claimant, claiming.attempt()));
        } catch (ConnectFault failure) {
            return settlement.ofClaim(claiming, failure);
        }
        return settlement.claimed(arn);
    }
}
