package com.example.connect.phonenumber;

import java.util.Optional;

/** The phases of a create, in their order. */
sealed interface Creating extends Phase {

    /** No number is known to be claimed yet. */
    sealed interface Unclaimed extends Creating {

        /** Where the recovery of an earlier claim of this create goes on; empty where it has not begun. */
        Optional<Bookmark> recovery();

        /** The same phase, with its recovery going on elsewhere. */
        Unclaimed recoveringFrom(Bookmark bookmark);

        /** Whether Connect may hold, or holds, a claim of this create: one was sent whose outcome is unknown. */
        boolean isInDoubt();
    }

    /** What the claim needs besides a number has not been looked at. */
    record Checking(Optional<Bookmark> recovery) implements Unclaimed {
        @Override
        public Checking recoveringFrom(Bookmark bookmark) {
            return new Checking(Optional.of(bookmark));
        }

        @Override
        public boolean isInDoubt() {
            return false;
        }
    }

    /** The attempt has no number. */
    record Choosing(Attempt attempt, Optional<Bookmark> recovery) implements Unclaimed {
        @Override
        public Choosing recoveringFrom(Bookmark bookmark) {
            return new Choosing(attempt, Optional.of(bookmark));
        }

        @Override
        public boolean isInDoubt() {
            return false;
        }
    }

    /**
     * The attempt has a number to claim. Once an event has carried it, an invocation that died may have claimed it.
     *
     * @param isInDoubt whether a claim was sent whose outcome is unknown
     */
    record Claiming(Attempt attempt, String number, boolean isInDoubt, Optional<Bookmark> recovery)
            implements Unclaimed {

        Claiming inDoubt() {
            return new Claiming(attempt, number, true, recovery);
        }

        @Override
        public Claiming recoveringFrom(Bookmark bookmark) {
            return new Claiming(attempt, number, isInDoubt, Optional.of(bookmark));
        }
    }

    /** Connect has proven that it holds an earlier claim of this create: all that is left is to find its number. */
    record Recovering(Bookmark bookmark) implements Unclaimed {
        @Override
        public Optional<Bookmark> recovery() {
            return Optional.of(bookmark);
        }

        @Override
        public Recovering recoveringFrom(Bookmark next) {
            return new Recovering(next);
        }

        @Override
        public boolean isInDoubt() {
            return true;
        }
    }

    /** A number is claimed, and CloudFormation knows it. */
    sealed interface Claimed extends Creating {
        String arn();

        /** Whether the contact flow is bound. */
        boolean isBound();
    }

    /** The claimed number has not been visible yet. */
    record Appearing(String arn) implements Claimed {
        @Override
        public boolean isBound() {
            return false;
        }
    }

    /** The claimed number is visible and becomes CLAIMED. */
    record Stabilizing(String arn, boolean isBound) implements Claimed {}

    /** The claimed number was visible and is not any more. */
    record Vanished(String arn, boolean isBound) implements Claimed {}
}
