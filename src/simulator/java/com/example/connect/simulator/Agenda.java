package com.example.connect.simulator;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/** What the service does later by itself, in the order in which it falls due. */
final class Agenda {
    private record Entry(Instant due, long order, String what, Runnable work) {}

    /** What happens next, and when; in words that follow "in 24 hours:", in the future. */
    record Next(Instant due, String what) {}

    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>(Comparator.comparing(Entry::due).thenComparingLong(Entry::order));
    private long scheduled;
    private Optional<Instant> running = Optional.empty();

    /** Notes work for {@code due}; work due at {@link Instant#MAX} never comes. */
    void at(Instant due, Runnable work) {
        at(due, "", work);
    }

    /** The same, of which a reader is told what it is. */
    void at(Instant due, String what, Runnable work) {
        if (!due.equals(Instant.MAX)) {
            entries.add(new Entry(due, scheduled++, what, work));
        }
    }

    /** The first thing to come that a reader is told of. */
    Optional<Next> next() {
        return entries.stream()
                .filter(entry -> !entry.what().isEmpty())
                .min(entries.comparator())
                .map(entry -> new Next(entry.due(), entry.what()));
    }

    /** Does everything due by {@code now}, each at its own time, and what that brings about besides. */
    void settle(Instant now) {
        while (!entries.isEmpty() && !entries.peek().due().isAfter(now)) {
            Entry next = entries.poll();
            running = Optional.of(next.due());
            next.work().run();
        }
        running = Optional.empty();
    }

    /** The due time of the work being done, or {@code now} where a caller does it. */
    Instant time(Instant now) {
        return running.orElse(now);
    }
}
