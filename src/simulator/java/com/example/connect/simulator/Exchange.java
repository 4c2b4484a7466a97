package com.example.connect.simulator;

import java.util.Optional;

/**
 * One call with all that a reader wants to know of it.
 *
 * @param userAgent what the caller's request says of the caller; empty where it says nothing
 * @param micros how long the simulator took, in real time
 * @param struck the name of the scripted fault that struck it
 * @param number the id of the number that it names or that it made
 */
record Exchange(Call call, Fate fate, String userAgent, long micros, Optional<String> struck, Optional<String> number) {

    boolean isThrottled() {
        return call.status() == 429;
    }

    /** Refused, dropped, or accepted and FAILED later. */
    boolean cameToNothing() {
        return call.status() != 200 || fate.why().isPresent();
    }
}
