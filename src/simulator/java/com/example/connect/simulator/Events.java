package com.example.connect.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What has happened, in order, for those who follow it: the latest {@link #MOST_KEPT} events. Followers take what they
 * have not seen, each at its own speed, so a slow one holds up nobody.
 */
final class Events {
    static final int MOST_KEPT = 65_536;

    /**
     * One event.
     *
     * @param id its place among all events, from 1
     * @param kind what kind of thing happened
     * @param data JSON members, made when a follower asks for them
     */
    record Event(long id, String kind, Supplier<Map<String, ?>> data) {}

    private final Event[] ring = new Event[MOST_KEPT];
    private long last;

    synchronized void add(String kind, Supplier<Map<String, ?>> data) {
        last++;
        ring[place(last)] = new Event(last, kind, data);
        notifyAll();
    }

    /** The id of the latest event, 0 before the first. */
    synchronized long last() {
        return last;
    }

    /** Whether every event after this one is still kept. */
    synchronized boolean reaches(long id) {
        return id <= last && last - id <= MOST_KEPT;
    }

    /** The events after this one, at most so many; those no longer kept are left out. */
    synchronized List<Event> after(long id, int most) {
        List<Event> events = new ArrayList<>();
        for (long next = Math.max(id, last - MOST_KEPT) + 1; next <= last && events.size() < most; next++) {
            events.add(ring[place(next)]);
        }
        return events;
    }

    /** Waits until there is an event after this one, or so many milliseconds. */
    synchronized void await(long id, long millis) throws InterruptedException {
        if (last <= id) {
            wait(millis);
        }
    }

    private static int place(long id) {
        return (int) (id % MOST_KEPT);
    }
}
