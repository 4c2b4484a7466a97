package com.example.connect.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How many numbers a target may hold, and the 200 % rule.
 *
 * <p>Belief (guess; limits): A target's numbers count towards its quota from the acceptance of their claim or move.
 * Source: the guides count active numbers, and do not say from when. Test:
 * ClaimTest#aClaimAtTheQuotaFailsAndTheNumberReturnsAfterADay, NumberLifeTest#aMoveFreesThePlaceOnTheOldTarget.
 *
 * <p>Belief (guess; limits): The 200 % rule counts the claims and releases of each target by itself, not those of the
 * account. Source: the guides name the quota of an instance; two users were blocked in a whole Region. Test:
 * BeliefsTest#theTwoHundredPercentRuleIsEachTargetsOwn.
 *
 * <p>Belief (guess; limits): A claim that ends FAILED counts towards the 200 % rule too. Source: no guide or report
 * says. Test: NumberLifeTest#theTwoHundredPercentRuleCanRefuseAtOnceOrBeOff.
 */
final class Quota {
    // Belief (recorded; limits): At the quota a claim ends FAILED with "The allowed limit for claimed phone numbers
    // has been exceeded for your instance". Source: terraform-provider-aws #45937 quotes it. Test:
    // ClaimTest#aClaimAtTheQuotaFailsAndTheNumberReturnsAfterADay,
    // BudgetTest#aBlockedClaimEndsAtOnceWithTheServicesReasonAndWhatToDo.
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
