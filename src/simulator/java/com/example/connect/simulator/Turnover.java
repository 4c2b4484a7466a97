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
    /** One claim or release. */
    record Turn(Instant at, boolean isClaim) {}

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

        boolean isExceeded() {
            return freesAt.isPresent();
        }

        String why(String scope) {
            long claims = turns.stream().filter(Turn::isClaim).count();
            String span = window.equals(Knob.FOREVER) ? "ever" : "in the last " + window.toDays() + " days";
            String end = freesAt.filter(at -> !at.equals(Instant.MAX))
                    .map(at -> "it can claim again on " + DAY.format(at) + ", when the oldest of them leave the window")
                    .orElse("it cannot claim again");
            return scope + " has claimed " + claims + " and released " + (turns.size() - claims) + " numbers " + span
                    + ", together " + turns.size() + ", more than the " + most() + " that are 200 % of its quota of "
                    + quota + ": " + end + ".";
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

    Budget budget(String targetArn, int quota, Knobs knobs, Instant now) {
        Duration window = knobs.get(Knob.WINDOW);
        if (window.isZero()) {
            return new Budget(quota, List.of(), window, Optional.empty());
        }
        boolean together = knobs.get(Knob.WINDOW_SCOPE) == Knob.WindowScope.ACCOUNT;
        Deque<Turn> counted = turns.getOrDefault(together ? ACCOUNT : targetArn, new ArrayDeque<>());
        while (!counted.isEmpty() && !leaves(counted.peekFirst(), window).isAfter(now)) {
            counted.removeFirst();
        }
        List<Turn> within = List.copyOf(counted);
        long excess = within.size() - 2L * quota;
        Optional<Instant> freesAt =
                excess > 0 ? Optional.of(leaves(within.get((int) excess - 1), window)) : Optional.empty();
        return new Budget(quota, within, window, freesAt);
    }

    private static Instant leaves(Turn turn, Duration window) {
        return SimulatedClock.later(turn.at(), window);
    }
}
