package com.example.connect.verification.laws;

import com.example.connect.simulator.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** How long Connect has said that it does not know a number, by the two errors that the developer guide names. */
final class Lag {

    private static final Set<String> ERRORS = Set.of("ResourceNotFoundException", "InvalidRequestException");

    private Lag() {}

    /**
     * Whether calls were refused so for so many seconds, and none of these calls was answered in between.
     *
     * @param isAnswered whether the operation has got the answer to a call
     */
    static boolean lasted(List<Call> calls, int seconds, Predicate<Call> isAnswered) {
        Set<String> refused = new HashSet<>();
        Instant first = Instant.MAX;
        for (Call call : calls) {
            if (call.status() < 400 && refused.contains(call.operation()) && isAnswered.test(call)) {
                refused.clear();
            }
            if (ERRORS.contains(call.errorCode().orElse(""))) {
                first = refused.isEmpty() ? call.at() : first;
                refused.add(call.operation());
                if (Duration.between(first, call.at()).toSeconds() >= seconds) {
                    return true;
                }
            }
        }
        return false;
    }
}
