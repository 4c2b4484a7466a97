package com.example.connect.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The calls received, and the troubles scripted for those to come. */
final class CallLog {
    private static final class Armed {
        final Trouble trouble;
        int count;

        Armed(Trouble trouble) {
            this.trouble = trouble;
        }
    }

    private final List<Call> calls = new ArrayList<>();
    private final List<Armed> troubles = new ArrayList<>();

    int nextIndex() {
        return calls.size();
    }

    void add(Call call) {
        calls.add(call);
    }

    List<Call> calls() {
        return List.copyOf(calls);
    }

    void clear() {
        calls.clear();
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
