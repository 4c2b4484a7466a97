package com.example.connect.simulator;

import java.util.Optional;

/** Why one call came to nothing, in a sentence: known with its answer, or, of a claim or move that FAILED, later. */
final class Fate {
    private final int call;
    private volatile Optional<String> why = Optional.empty();

    Fate(int call) {
        this.call = call;
    }

    /** The call's index. */
    int call() {
        return call;
    }

    Optional<String> why() {
        return why;
    }

    void tell(String sentence) {
        why = Optional.of(sentence);
    }
}
