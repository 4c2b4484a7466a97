package com.example.connect.simulator;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** How many numbers a target may hold, and the 200 % rule. */
final class Quota {
    // Belief (recorded; limits): At the quota a claim ends FAILED with "The allowed limit for claimed phone numbers
    // has been exceeded for your instance". Source: terraform-provider-aws #45937 quotes it. Test:
    // ClaimTest#aClaimAtTheQuotaFailsAndTheNumberReturnsAfterADay,
    // BudgetTest#aBlockedClaimEndsAtOnceWithTheServicesReasonAndWhatToDo.
    static final String EXCEEDED = "The allowed limit for claimed phone numbers has been exceeded for your instance";

    private final Map<String, Integer> limits = new HashMap<>();
    private final Map<String, Integer> occupied = new HashMap<>();
    private final Turnover turnover = new Turnover();
    private final UnaryOperator<String> nameOf;

    /** A quota whose sentences name the targets by {@code nameOf} their ARNs. */
    Quota(UnaryOperator<String> nameOf) {
        this.nameOf = nameOf;
    }

    void limit(String targetArn, int limit) {
        limits.put(targetArn, limit);
    }

    /** What {@link #enter} does, where a number counts from the acceptance of its claim or move; else nothing. */
    Optional<Reason> enterEarly(HeldNumber number, String targetArn, Knobs knobs) {
        return knobs.get(Knob.QUOTA_COUNTS) == Knob.QuotaCounts.ACCEPTED
                ? enter(number, targetArn, knobs)
                : Optional.empty();
    }

    /** Gives a number its place on a target, unless it has it; or tells why the target has none. */
    Optional<Reason> enter(HeldNumber number, String targetArn, Knobs knobs) {
        if (number.slot().equals(Optional.of(targetArn))) {
            return Optional.empty();
        }
        if (isFull(targetArn, knobs)) {
            return Optional.of(new Reason(EXCEEDED, whyFull(targetArn, knobs)));
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

    int occupied(String targetArn) {
        return Objects.requireNonNull(occupied.getOrDefault(targetArn, 0));
    }

    boolean isFull(String targetArn, Knobs knobs) {
        return occupied(targetArn) >= limitOf(targetArn, knobs);
    }

    /** Why a further number fails there. */
    String whyFull(String targetArn, Knobs knobs) {
        return nameOf.apply(targetArn) + " holds " + occupied(targetArn) + " of "
                + Words.many(limitOf(targetArn, knobs), "number")
                + ", its quota \"Phone numbers per instance\": release one, move one to another target, or raise"
                + " the quota.";
    }

    int limitOf(String targetArn, Knobs knobs) {
        return Objects.requireNonNull(limits.getOrDefault(targetArn, knobs.get(Knob.QUOTA)));
    }

    /** What the 200 % rule says of claims for a target. */
    Turnover.Budget budget(String targetArn, Knobs knobs, Instant now) {
        return turnover.budget(targetArn, doubled(targetArn, knobs), knobs, now);
    }

    /** The same, where it forbids one. */
    Optional<Turnover.Budget> exceeded(String targetArn, Knobs knobs, Instant now) {
        return turnover.exceeded(targetArn, doubled(targetArn, knobs), knobs, now);
    }

    private int doubled(String targetArn, Knobs knobs) {
        return knobs.get(Knob.WINDOW_QUOTA) == Knob.WindowQuota.TARGET
                ? limitOf(targetArn, knobs)
                : limits.values().stream().reduce(knobs.get(Knob.QUOTA), Math::max);
    }

    void countTurnover(String targetArn, Turnover.Turn turn) {
        turnover.count(targetArn, turn);
    }
}
