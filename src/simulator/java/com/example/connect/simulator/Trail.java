package com.example.connect.simulator;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/** What CloudTrail has recorded: the calls that change something, refused ones included. Reads are left out. */
final class Trail {
    /**
     * One call.
     *
     * @param call the request, and whether it was refused
     * @param region the Region that it was signed for
     * @param answer the body answered
     */
    record Event(String id, Call call, String region, String answer) {}

    private final Ids ids;
    private final Deque<Event> events = new ArrayDeque<>();

    Trail(Ids ids) {
        this.ids = ids;
    }

    /** Records a call that changes something, or would have. */
    void add(Call call, String region, Answer answer) {
        if (events.size() == CallLog.MOST_KEPT) {
            events.removeFirst();
        }
        events.addLast(new Event(ids.next(), call, region, answer.body()));
    }

    /** The events of a Region between two times, both included, the latest first. */
    List<Event> between(String region, Instant from, Instant to) {
        List<Event> found = new ArrayList<>();
        for (Event event : events) {
            Instant at = event.call().at();
            if (!at.isBefore(from) && !at.isAfter(to) && event.region().equals(region)) {
                found.add(event);
            }
        }
        Collections.reverse(found);
        return found;
    }
}
