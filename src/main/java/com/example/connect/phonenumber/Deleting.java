package com.example.connect.phonenumber;

/** The phases of a delete. */
sealed interface Deleting extends Phase {

    /** Whether this delete has seen the number. */
    boolean isSeen();

    /** The release is to be asked for. */
    record Releasing(boolean isSeen) implements Deleting {}

    /** The number is not visible: not yet, or not any more. */
    record Missing(boolean isSeen) implements Deleting {}

    /** Connect does not release the number while it is IN_PROGRESS. */
    record Busy() implements Deleting {

        @Override
        public boolean isSeen() {
            return true;
        }
    }

    /** Connect has accepted the release. */
    record Released() implements Deleting {

        @Override
        public boolean isSeen() {
            return true;
        }
    }
}
