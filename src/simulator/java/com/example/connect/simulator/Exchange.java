package com.example.connect.simulator;

import java.util.Optional;
import java.util.Set;

/**
 * One call with all that a reader wants to know of it.
 *
 * @param caller who called
 * @param micros how long the simulator took, in real time
 * @param struck the name of the scripted fault that struck it
 * @param number the id of the number that it names or that it made
 */
record Exchange(Call call, Fate fate, Caller caller, long micros, Optional<String> struck, Optional<String> number) {
    /**
     * Who called.
     *
     * @param userAgent what the request says of the caller; empty where it says nothing
     * @param principal the ARN of the caller; empty where its session cannot be read
     */
    record Caller(String userAgent, String principal) {}

    private static final Set<String> CLAIMS = Set.of(Operation.CLAIM.wireName(), Operation.IMPORT.wireName());

    boolean isThrottled() {
        return call.status() == 429;
    }

    /** Whether it claimed or imported its number. */
    boolean claims() {
        return call.effect() && CLAIMS.contains(call.operation());
    }

    /** Refused, dropped, or accepted and FAILED later. */
    boolean cameToNothing() {
        return call.status() != 200 || fate.why().isPresent();
    }
}
