package com.example.connect.simulator;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The answers given under ClientTokens. A refused call is not remembered. */
final class ClientTokens {
    private record Key(Operation operation, String token) {}

    private record Entry(Map<String, Object> parameters, Map<String, ?> answer, Instant given) {}

    private final Map<Key, Entry> entries = new HashMap<>();

    /** The answer already given to the same call; otherwise makes the call and remembers its answer. */
    Map<String, ?> once(Input input, Knobs knobs, Instant now, Supplier<Map<String, ?>> call) {
        Optional<String> token = input.text("ClientToken").filter(text -> !text.isEmpty());
        if (token.isEmpty()) {
            return call.get();
        }
        Key key = new Key(input.operation(), token.get());
        Optional<Entry> known = Optional.ofNullable(entries.get(key))
                .filter(entry -> SimulatedClock.later(entry.given(), knobs.get(Knob.TOKEN_LIFE))
                        .isAfter(now));
        if (known.isPresent()) {
            boolean same = known.get().parameters().equals(input.parameters());
            Knob.TokenConflict rule = same ? Knob.TokenConflict.FIRST_ANSWER : knobs.get(Knob.TOKEN_CONFLICT);
            if (rule == Knob.TokenConflict.FIRST_ANSWER) {
                return known.get().answer();
            }
            if (rule == Knob.TokenConflict.IDEMPOTENCY_EXCEPTION) {
                throw Refusal.idempotency("The client token was used before with other parameters.");
            }
        }
        Map<String, ?> answer = call.get();
        entries.put(key, new Entry(input.parameters(), answer, now));
        return answer;
    }
}
