package com.example.connect.verification.laws;

import com.example.connect.simulator.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How long Connect has said that it does not know a number, by the two errors that the developer guide names. */
final class Lag {

    private static final Set<String> ERRORS = Set.of("ResourceNotFoundException", "InvalidRequestException");

    private Lag() {}

    /** Whether calls of one operation were refused so for so many seconds, and none of them answered in between. */
    static boolean lasted(List<Call> calls, int seconds) {
        Map<String, Instant> since = new HashMap<>();
        for (Call call : calls) {
            if (call.status() < 400) {
                since.remove(call.operation());
            } else if (ERRORS.contains(call.errorCode().orElse(""))) {
                Instant first = since.computeIfAbsent(call.operation(), operation -> call.at());
                if (Duration.between(first, call.at()).toSeconds() >= seconds) {
                    return true;
                }
            }
        }
        return false;
    }
}
