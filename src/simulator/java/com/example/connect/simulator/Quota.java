package com.example.connect.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How many numbers a target may hold, and the 200 % rule. GUESS: a target's numbers count from the acceptance of their
 * claim or move; of the rule, that it is each target's own, and that a claim which fails counts too.
 */
final class Quota {
    static final String EXCEEDED = "The allowed limit for claimed phone numbers has been exceeded for your instance";

    private final Map<String, Integer> limits = new HashMap<>();
    private final Map<String, Integer> occupied = new HashMap<>();
    private final Map<String, Deque<Instant>> turnover = new HashMap<>();

    void limit(String targetArn, int limit) {
        limits.put(targetArn, limit);
    }

    boolean isFull(String targetArn, Knobs knobs) {
        return occupied.getOrDefault(targetArn, 0) >= limitOf(targetArn, knobs);
    }

    private int limitOf(String targetArn, Knobs knobs) {
        return limits.getOrDefault(targetArn, knobs.get(Knob.QUOTA));
    }

    /** Whether claims and releases within the window exceed 200 % of the limit. */
    boolean isTurnoverExceeded(String targetArn, Knobs knobs, Instant now) {
        Duration window = knobs.get(Knob.WINDOW);
        Deque<Instant> events = turnover.getOrDefault(targetArn, new ArrayDeque<>());
        while (!events.isEmpty()
                && !SimulatedClock.later(events.peekFirst(), window).isAfter(now)) {
            events.removeFirst();
        }
        return !window.isZero() && events.size() > 2L * limitOf(targetArn, knobs);
    }

    void countTurnover(String targetArn, Instant now) {
        turnover.computeIfAbsent(targetArn, arn -> new ArrayDeque<>()).addLast(now);
    }

    /** Counts a number against a target, or against none, and no longer against the one before. */
    void occupy(HeldNumber number, Optional<String> targetArn) {
        number.slot().ifPresent(arn -> occupied.merge(arn, -1, Integer::sum));
        targetArn.ifPresent(arn -> occupied.merge(arn, 1, Integer::sum));
        number.occupy(targetArn);
    }
}
