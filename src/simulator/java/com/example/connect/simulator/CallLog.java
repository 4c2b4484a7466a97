package com.example.connect.simulator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The calls received, the latest {@link #MOST_KEPT} of them, and the troubles scripted for those to come. */
final class CallLog {
    /** A simulator that runs for days forgets its oldest calls, and does not run out of memory. */
    static final int MOST_KEPT = 100_000;

    private static final int MOST_STRAYS = 100;

    /** The answers kept may have so many characters together. */
    private static final int MOST_TEXT = 16_000_000;

    /** A trouble, how many calls it has counted, how many it struck, and the index of the last of those. */
    static final class Armed {
        final Trouble trouble;
        int count;
        int struck;
        int last;

        Armed(Trouble trouble) {
            this.trouble = trouble;
        }
    }

    private final Deque<Exchange> calls = new ArrayDeque<>();
    /** Of those kept, the one that claimed a number, by the number's id. */
    private final Map<String, Exchange> claims = new HashMap<>();

    private final Map<Integer, String> bodies = new LinkedHashMap<>();
    private final Deque<Stray> strays = new ArrayDeque<>();
    private int text;
    private int received;
    private final List<Armed> troubles = new ArrayList<>();

    int nextIndex() {
        return received;
    }

    void add(Exchange exchange, Answer answer) {
        if (calls.size() == MOST_KEPT) {
            Exchange oldest = calls.remove();
            oldest.number().ifPresent(id -> claims.remove(id, oldest));
        }
        calls.add(exchange);
        if (exchange.claims()) {
            exchange.number().ifPresent(id -> claims.putIfAbsent(id, exchange));
        }
        keep(exchange.call().index(), answer.body());
        received++;
    }

    private void keep(int index, String body) {
        bodies.put(index, body);
        text += body.length();
        Iterator<String> oldest = bodies.values().iterator();
        while (text > MOST_TEXT || bodies.size() > MOST_KEPT) {
            text -= oldest.next().length();
            oldest.remove();
        }
    }

    void add(Stray stray) {
        if (strays.size() == MOST_STRAYS) {
            strays.remove();
        }
        strays.add(stray);
    }

    /** The latest requests that are no calls. */
    List<Stray> strays() {
        return List.copyOf(strays);
    }

    List<Call> calls() {
        return calls.stream().map(Exchange::call).toList();
    }

    List<Exchange> exchanges() {
        return List.copyOf(calls);
    }

    /** The call of this index; empty where it is no longer kept. */
    Optional<Exchange> exchange(int index) {
        return calls.stream()
                .filter(exchange -> exchange.call().index() == index)
                .findFirst();
    }

    /** The call that claimed the number of this id; empty where it is no longer kept. */
    Optional<Exchange> claimOf(String id) {
        return Optional.ofNullable(claims.get(id));
    }

    /** The body answered to a call; empty where it is no longer kept. */
    Optional<String> body(int index) {
        return Optional.ofNullable(bodies.get(index));
    }

    void clear() {
        calls.clear();
        claims.clear();
        bodies.clear();
        strays.clear();
        text = 0;
        received = 0;
    }

    void script(Trouble trouble) {
        troubles.add(new Armed(trouble));
    }

    List<Armed> troubles() {
        return List.copyOf(troubles);
    }

    void clearTroubles() {
        troubles.clear();
    }

    /** What is scripted for the next call, if that is of this operation. */
    Optional<Fault> comes(Operation operation) {
        return troubles.stream()
                .filter(armed -> armed.trouble.counts(operation))
                .filter(armed -> armed.trouble.hits(nextIndex(), armed.count + 1))
                .map(armed -> armed.trouble.fault())
                .findFirst();
    }

    /** What happens to the next call: the trouble scripted first decides. */
    Optional<Fault> fault(Operation operation) {
        Optional<Fault> fault = Optional.empty();
        for (Armed armed : troubles) {
            if (armed.trouble.counts(operation)) {
                armed.count++;
                if (fault.isEmpty() && armed.trouble.hits(nextIndex(), armed.count)) {
                    fault = Optional.of(armed.trouble.fault());
                    armed.struck++;
                    armed.last = nextIndex();
                }
            }
        }
        return fault;
    }
}
