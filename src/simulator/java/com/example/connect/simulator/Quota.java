package com.example.connect.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How many numbers a target may hold, and the 200 % rule. */
final class Quota {
    // Belief (recorded; limits): At the quota a claim ends FAILED with "The allowed limit for claimed phone numbers
    // has been exceeded for your instance". Source: terraform-provider-aws #45937 quotes it. Test:
    // ClaimTest#aClaimAtTheQuotaFailsAndTheNumberReturnsAfterADay,
    // BudgetTest#aBlockedClaimEndsAtOnceWithTheServicesReasonAndWhatToDo.
    static final String EXCEEDED = "The allowed limit for claimed phone numbers has been exceeded for your instance";

    /** Stands for all targets of the account. */
    private static final String ACCOUNT = "";

    private final Map<String, Integer> limits = new HashMap<>();
    private final Map<String, Integer> occupied = new HashMap<>();
    private final Map<String, Deque<Instant>> turnover = new HashMap<>();

    void limit(String targetArn, int limit) {
        limits.put(targetArn, limit);
    }

    /** What {@link #enter} does, where a number counts from the acceptance of its claim or move; else nothing. */
    Optional<String> enterEarly(HeldNumber number, String targetArn, Knobs knobs) {
        return knobs.get(Knob.QUOTA_COUNTS) == Knob.QuotaCounts.ACCEPTED
                ? enter(number, targetArn, knobs)
                : Optional.empty();
    }

    /** Gives a number its place on a target, unless it has it; or tells why the target has none. */
    Optional<String> enter(HeldNumber number, String targetArn, Knobs knobs) {
        if (number.slot().equals(Optional.of(targetArn))) {
            return Optional.empty();
        }
        if (occupied.getOrDefault(targetArn, 0) >= limitOf(targetArn, knobs)) {
            return Optional.of(EXCEEDED);
        }
        leave(number);
        occupied.merge(targetArn, 1, Integer::sum);
        number.occupy(Optional.of(targetArn));
        return Optional.empty();
    }

    /** Frees the number's place, where it has one. */
    void leave(HeldNumber number) {
        number.slot().ifPresent(arn -> occupied.merge(arn, -1, Integer::sum));
        number.occupy(Optional.empty());
    }

    /** How many numbers a target may hold. */
    int limitOf(String targetArn, Knobs knobs) {
        return limits.getOrDefault(targetArn, knobs.get(Knob.QUOTA));
    }

    /** Whether claims and releases within the window exceed 200 % of the limit. */
    boolean isTurnoverExceeded(String targetArn, Knobs knobs, Instant now) {
        Duration window = knobs.get(Knob.WINDOW);
        if (window.isZero()) {
            return false;
        }
        boolean together = knobs.get(Knob.WINDOW_SCOPE) == Knob.WindowScope.ACCOUNT;
        Deque<Instant> events = turnover.getOrDefault(together ? ACCOUNT : targetArn, new ArrayDeque<>());
        while (!events.isEmpty()
                && !SimulatedClock.later(events.peekFirst(), window).isAfter(now)) {
            events.removeFirst();
        }
        return events.size() > 2L * doubled(targetArn, knobs);
    }

    private int doubled(String targetArn, Knobs knobs) {
        return knobs.get(Knob.WINDOW_QUOTA) == Knob.WindowQuota.TARGET
                ? limitOf(targetArn, knobs)
                : limits.values().stream().reduce(knobs.get(Knob.QUOTA), Math::max);
    }

    void countTurnover(String targetArn, Instant now) {
        turnover.computeIfAbsent(targetArn, arn -> new ArrayDeque<>()).addLast(now);
        turnover.computeIfAbsent(ACCOUNT, arn -> new ArrayDeque<>()).addLast(now);
    }
}
