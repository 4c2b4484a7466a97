package com.example.connect.phonenumber;

import java.util.Optional;

/**
 * Whether a fault may pass, and how long until its call is made again.
 *
 * @param isClaimed whether the number is claimed: then a call that does not know it may know it later
 */
record Retry(OperationClock clock, RequestIdentity identity, boolean isClaimed) {

    /**
     * Whether a fault may pass. Some pass within minutes or not at all: an answer that stays unintelligible is another
     * program's, a number that stays in use is so by something that the user has to remove, and a claimed number that a
     * call does not get to know is gone, or the call is wrong.
     */
    boolean mayPass(ConnectFault fault) {
        boolean isForeign =
                fault.is(ConnectError.UNINTELLIGIBLE) && clock.unintelligible(fault.call()) >= Patience.UNINTELLIGIBLE;
        return !isForeign
                && patience(fault)
                        .map(patience -> patience.lasts(clock.refusedFor(fault.refusal())))
                        .orElse(fault.isPassing());
    }

    /** How long a refusal is waited for that passes within minutes or not at all; empty for every other fault. */
    private Optional<Patience> patience(ConnectFault fault) {
        if (fault.is(ConnectError.IN_USE)) {
            return Optional.of(Patience.IN_USE);
        }
        return isClaimed && fault.error().isLag() ? Optional.of(Patience.VISIBLE) : Optional.empty();
    }

    /**
     * The delay in seconds.
     *
     * @param last when the last try falls of a create whose number no event has shown yet
     */
    int delay(ConnectFault fault, Pace.Window last) {
        if (patience(fault).isPresent()) {
            return Pace.nextLook(clock.refusedFor(fault.refusal()), clock.throttled(), clock.overhead());
        }
        int asked = Math.min(fault.retryAfter(), Patience.RETRY_AFTER.seconds());
        int drawn = draw(
                "backoff",
                fault.is(ConnectError.THROTTLED)
                        ? Pace.afterThrottling(clock.throttled())
                        : Pace.afterFault(clock.faultsInARow()));
        return isClaimed ? asked + drawn : draw("deadline", Pace.into(last, clock.elapsed(), asked, drawn));
    }

    private int draw(String purpose, Pace.Delay delay) {
        int range = delay.most() - delay.least() + 1;
        return delay.least() + identity.chance(purpose + " " + clock.waited(), range);
    }
}
