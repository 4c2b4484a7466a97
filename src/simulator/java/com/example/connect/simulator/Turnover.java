package com.example.connect.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The claims and releases that the 200 % rule counts. */
final class Turnover {
    /** One claim or release of a number. */
    record Turn(Instant at, boolean isClaim, HeldNumber number) {}

    /**
     * What the rule says at an instant.
     *
     * @param quota the quota that the rule doubles
     * @param turns the claims and releases within the window, the oldest first
     * @param freesAt when claims are possible again; empty where they are now, {@link Instant#MAX} for never
     */
    record Budget(int quota, List<Turn> turns, Duration window, Optional<Instant> freesAt) {
        long most() {
            return 2L * quota;
        }

        String why(String scope) {
            long claims = turns.stream().filter(Turn::isClaim).count();
            String span = window.equals(Knob.FOREVER) ? "ever" : "in the last " + Words.many(window.toDays(), "day");
            String end = freesAt.filter(at -> !at.equals(Instant.MAX))
                    .map(at -> "it can claim again on " + DAY.format(at) + ", when the oldest of them leave the window")
                    .orElse("it cannot claim again");
            return String.format(
                    "%s has claimed %d and released %s %s, together %d, more than the %d that are 200 %% of its quota of"
                            + " %d: %s.",
                    scope, claims, Words.many(turns.size() - claims, "number"), span, turns.size(), most(), quota, end);
        }
    }

    /** A day and minute in UTC, as sentences name them. */
    static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu 'at' HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    /** Stands for all targets of the account. */
    private static final String ACCOUNT = "";

    private final Map<String, Deque<Turn>> turns = new HashMap<>();

    void count(String targetArn, Turn turn) {
        turns.computeIfAbsent(targetArn, arn -> new ArrayDeque<>()).addLast(turn);
        turns.computeIfAbsent(ACCOUNT, arn -> new ArrayDeque<>()).addLast(turn);
    }

    /** What the rule says, where it forbids a claim; that of a target with room is told without a look at each turn. */
    Optional<Budget> exceeded(String targetArn, int quota, Knobs knobs, Instant now) {
        return within(targetArn, knobs, now).size() > 2L * quota
                ? Optional.of(budget(targetArn, quota, knobs, now))
                : Optional.empty();
    }

    Budget budget(String targetArn, int quota, Knobs knobs, Instant now) {
        Duration window = knobs.get(Knob.WINDOW);
        List<Turn> within = List.copyOf(within(targetArn, knobs, now));
        long excess = within.size() - 2L * quota;
        Optional<Instant> freesAt =
                excess > 0 ? Optional.of(leaves(within.get((int) excess - 1), window)) : Optional.empty();
        return new Budget(quota, within, window, freesAt);
    }

    /** The turns that count, the oldest first; none where the rule is off. */
    private Deque<Turn> within(String targetArn, Knobs knobs, Instant now) {
        Duration window = knobs.get(Knob.WINDOW);
        boolean together = knobs.get(Knob.WINDOW_SCOPE) == Knob.WindowScope.ACCOUNT;
        Deque<Turn> counted = turns.getOrDefault(together ? ACCOUNT : targetArn, new ArrayDeque<>());
        if (window.isZero()) {
            return new ArrayDeque<>();
        }
        while (!counted.isEmpty() && !leaves(counted.peekFirst(), window).isAfter(now)) {
            counted.removeFirst();
        }
        return counted;
    }

    private static Instant leaves(Turn turn, Duration window) {
        return SimulatedClock.later(turn.at(), window);
    }
}
