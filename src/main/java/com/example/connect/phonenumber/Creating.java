package com.example.connect.phonenumber;

import java.util.Optional;

/** The phases of a create, in their order. */
sealed interface Creating extends Phase {

    /** No number is known to be claimed yet. */
    sealed interface Unclaimed extends Creating {

        /** Where the search for an earlier claim of this create goes on; empty where there is no such search. */
        Optional<Bookmark> search();

        /** The same phase, with its search going on elsewhere. */
        Unclaimed searchingFrom(Bookmark bookmark);

        /** How long that search lasts. */
        Patience patience();
    }

    /** The attempt has no number. */
    record Choosing(Attempt attempt, Optional<Bookmark> search) implements Unclaimed {

        @Override
        public PhaseCode code() {
            return PhaseCode.CHOOSING;
        }

        @Override
        public Choosing searchingFrom(Bookmark bookmark) {
            return new Choosing(attempt, Optional.of(bookmark));
        }

        @Override
        public Patience patience() {
            return Patience.LOOK_FOR_CLAIM;
        }
    }

    /**
     * The attempt has a number to claim. Once an event has carried it, an invocation that died may have claimed it.
     *
     * @param isInDoubt whether a claim was sent whose outcome is unknown
     */
    record Claiming(Attempt attempt, String number, boolean isInDoubt, Optional<Bookmark> search) implements Unclaimed {

        @Override
        public PhaseCode code() {
            return PhaseCode.CLAIMING;
        }

        Claiming inDoubt() {
            return new Claiming(attempt, number, true, search);
        }

        @Override
        public Claiming searchingFrom(Bookmark bookmark) {
            return new Claiming(attempt, number, isInDoubt, Optional.of(bookmark));
        }

        @Override
        public Patience patience() {
            return isInDoubt ? Patience.VISIBLE : Patience.LOOK_FOR_CLAIM;
        }
    }

    /** Connect has proven that it holds an earlier claim of this create: all that is left is to find its number. */
    record Recovering(Bookmark bookmark) implements Unclaimed {

        @Override
        public PhaseCode code() {
            return PhaseCode.RECOVERING;
        }

        @Override
        public Optional<Bookmark> search() {
            return Optional.of(bookmark);
        }

        @Override
        public Recovering searchingFrom(Bookmark next) {
            return new Recovering(next);
        }

        @Override
        public Patience patience() {
            return Patience.VISIBLE;
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
        public PhaseCode code() {
            return PhaseCode.APPEARING;
        }

        @Override
        public boolean isBound() {
            return false;
        }
    }

    /** The claimed number is visible and becomes CLAIMED. */
    record Stabilizing(String arn, boolean isBound) implements Claimed {

        @Override
        public PhaseCode code() {
            return PhaseCode.STABILIZING;
        }
    }

    /** The claimed number was visible and is not any more. */
    record Vanished(String arn, boolean isBound) implements Claimed {

        @Override
        public PhaseCode code() {
            return PhaseCode.VANISHED;
        }
    }
}
