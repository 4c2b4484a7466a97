package com.example.connect.simulator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The calls received, the latest {@link #MOST_KEPT} of them, and the troubles scripted for those to come. */
final class CallLog {
    /** A simulator that runs for days forgets its oldest calls, and does not run out of memory. */
    static final int MOST_KEPT = 100_000;

    private static final class Armed {
        final Trouble trouble;
        int count;

        Armed(Trouble trouble) {
            this.trouble = trouble;
        }
    }

    private final Deque<Call> calls = new ArrayDeque<>();
    private int received;
    private final List<Armed> troubles = new ArrayList<>();

    int nextIndex() {
        return received;
    }

    void add(Call call) {
        if (calls.size() == MOST_KEPT) {
            calls.remove();
        }
        calls.add(call);
        received++;
    }

    List<Call> calls() {
        return List.copyOf(calls);
    }

    void clear() {
        calls.clear();
        received = 0;
    }

    void script(Trouble trouble) {
        troubles.add(new Armed(trouble));
    }

    void clearTroubles() {
        troubles.clear();
    }

    /** What happens to the next call: the trouble scripted first decides. */
    Optional<Fault> fault(Operation operation) {
        Optional<Fault> fault = Optional.empty();
        for (Armed armed : troubles) {
            if (armed.trouble.counts(operation)) {
                armed.count++;
                if (fault.isEmpty() && armed.trouble.hits(nextIndex(), armed.count)) {
                    fault = Optional.of(armed.trouble.fault());
                }
            }
        }
        return fault;
    }
}
