package com.example.connect.simulator;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** One token bucket for each API, in simulated time. */
final class TokenBuckets {
    private record Level(double tokens, Instant at) {}

    // Belief (official; limits): Each API has a token bucket of its own. Source: administrator guide, API throttling
    // quotas. Test: WireTest#eachApiHasATokenBucketOfItsOwn, BigStackTest#createsAndDeletesAllAtOnceSoonAfterTheFloor.
    private final Map<Operation, Level> levels = new EnumMap<>(Operation.class);
    private long refused;

    /** Takes a token, or refuses the call. */
    void take(Operation operation, Knobs knobs, Instant now) {
        knobs.get(Knob.RATE).ifPresent(rate -> {
            double tokens = tokens(operation, rate, now);
            if (tokens < 1) {
                throw refusal(knobs.get(Knob.THROTTLE_ERROR)).because(why(operation, rate, tokens));
            }
            levels.put(operation, new Level(tokens - 1, now));
        });
    }

    private double tokens(Operation operation, Knob.Rate rate, Instant now) {
        Level level = levels.getOrDefault(operation, new Level(rate.burst(), now));
        double seconds = Duration.between(level.at(), now).toNanos() / 1e9;
        return Math.min(rate.burst(), level.tokens() + seconds * rate.perSecond());
    }

    private static String why(Operation operation, Knob.Rate rate, double tokens) {
        return String.format(
                Locale.ROOT,
                "The account has used up its calls of %s: the API allows %s a second after a burst of %d, and the next"
                        + " one in %.1f s.",
                operation.wireName(),
                BigDecimal.valueOf(rate.perSecond()).stripTrailingZeros().toPlainString(),
                rate.burst(),
                (1 - tokens) / rate.perSecond());
    }

    private Refusal refusal(Knob.ThrottleError error) {
        boolean gateway = error == Knob.ThrottleError.TOO_MANY_REQUESTS
                || (error == Knob.ThrottleError.ALTERNATE && refused % 2 == 1);
        refused++;
        return gateway
                ? new Refusal("TooManyRequestsException", 429, "Too Many Requests")
                : new Refusal("ThrottlingException", 429, "Rate exceeded");
    }
}
