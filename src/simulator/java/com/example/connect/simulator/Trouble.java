package com.example.connect.simulator;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A fault and the calls that it hits: by the call's index in the run ({@code at(3)}), or by counting the calls of one
 * operation, or all, from when the trouble is scripted ({@code on("ClaimPhoneNumber").nth(2)}); so many in a row.
 */
public record Trouble(OptionalInt index, Optional<String> operation, int nth, int inARow, Fault fault) {

    /** The call with this index, from 0, as {@link Call#index} counts; with {@code times}, those that follow too. */
    public static Builder at(int index) {
        return new Builder(OptionalInt.of(index), Optional.empty(), 1, 1);
    }

    /** The next call of the operation; the later ones by {@code nth}, from 1. */
    public static Builder on(String operation) {
        return new Builder(
                OptionalInt.empty(), Optional.of(Operation.named(operation).wireName()), 1, 1);
    }

    /** The next call of any operation; the later ones by {@code nth}, from 1. */
    public static Builder onAny() {
        return new Builder(OptionalInt.empty(), Optional.empty(), 1, 1);
    }

    /** Says which calls; {@code of} says what happens to them. */
    public record Builder(OptionalInt index, Optional<String> operation, int nth, int inARow) {
        public Builder nth(int which) {
            return new Builder(index, operation, which, inARow);
        }

        public Builder times(int many) {
            return new Builder(index, operation, nth, many);
        }

        public Trouble of(Fault fault) {
            return new Trouble(index, operation, nth, inARow, fault);
        }
    }

    boolean counts(Operation called) {
        return operation.isEmpty() || operation.get().equals(called.wireName());
    }

    /**
     * @param callIndex the call's index
     * @param count the calls counted since the trouble was scripted, this one included
     */
    boolean hits(int callIndex, int count) {
        int place = index.isPresent() ? callIndex - index.getAsInt() : count - nth;
        return place >= 0 && place < inARow;
    }
}
