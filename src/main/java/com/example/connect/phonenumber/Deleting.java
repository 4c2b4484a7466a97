package com.example.connect.phonenumber;

import java.util.Optional;

/** The phases of a delete. */
sealed interface Deleting extends Phase {

    Trace trace();

    /** The same phase with another trace. */
    Deleting with(Trace next);

    /**
     * What a delete has found and done so far.
     *
     * @param isSeen whether Connect has described the number to it, or may have released it
     * @param unboundFlow the ARN of the contact flow that it unbinds the number from; empty where it unbinds none
     */
    record Trace(boolean isSeen, Optional<String> unboundFlow) {

        static final Trace NONE = new Trace(false, Optional.empty());

        Trace seen() {
            return new Trace(true, unboundFlow);
        }

        Trace unbinding(String flow) {
            return new Trace(true, Optional.of(flow));
        }
    }

    /** The release is to be asked for. */
    record Releasing(Trace trace) implements Deleting {
        @Override
        public Releasing with(Trace next) {
            return new Releasing(next);
        }
    }

    /** The number is not visible: not yet, or not any more. */
    record Missing(Trace trace) implements Deleting {
        @Override
        public Missing with(Trace next) {
            return new Missing(next);
        }
    }

    /** Connect has refused the release of a number that it shows: it is IN_PROGRESS, or bound to a contact flow. */
    record Busy(Trace trace) implements Deleting {
        @Override
        public Busy with(Trace next) {
            return new Busy(next);
        }
    }

    /** Connect has accepted the release. */
    record Released(Trace trace) implements Deleting {
        @Override
        public Released with(Trace next) {
            return new Released(next);
        }
    }
}
