package com.example.connect.verification.laws;

import com.example.connect.simulator.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** How long Connect has said that it does not know a number, by the two errors that the developer guide names. */
final class Lag {

    private static final Set<String> ERRORS = Set.of("ResourceNotFoundException", "InvalidRequestException");

    private Lag() {}

    /** Whether it lasted for so many seconds, from the first of these calls that was refused so to the last. */
    static boolean lasted(List<Call> calls, int seconds) {
        List<Instant> refused = calls.stream()
                .filter(call -> ERRORS.contains(call.errorCode().orElse("")))
                .map(Call::at)
                .toList();
        return !refused.isEmpty()
                && Duration.between(refused.get(0), refused.get(refused.size() - 1))
                                .toSeconds()
                        >= seconds;
    }
}
