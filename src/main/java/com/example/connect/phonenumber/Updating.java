package com.example.connect.phonenumber;

import java.util.Optional;

/** The phases of an update. */
sealed interface Updating extends Phase {

    /**
     * No change has been asked for.
     *
     * @param isSeen whether this update has seen the number
     */
    record Comparing(boolean isSeen) implements Updating {}

    /** The number is IN_PROGRESS by a change that this update did not ask for. */
    record Blocked() implements Updating {}

    /** The changes that Connect works on after it has accepted them. */
    enum Change {
        MOVE,
        DESCRIPTION
    }

    /**
     * Connect has accepted a change and works on it.
     *
     * @param askedBefore how often this update had asked for it before; part of its ClientToken
     * @param wasFailed whether the number was FAILED at that time and has not been seen in progress since
     * @param isOverdue whether it has shown no trace for too long: the next invocation asks for it again
     */
    record Changing(Change change, int askedBefore, boolean wasFailed, boolean isOverdue) implements Updating {

        Changing inProgress() {
            return new Changing(change, askedBefore, false, false);
        }

        Changing overdue() {
            return new Changing(change, askedBefore, wasFailed, true);
        }
    }

    /**
     * Reads show all that an update changes, though it has not asked for it, or a rollback has: whether they are late is
     * not known yet.
     */
    record Agreeing() implements Updating {}

    /**
     * The number is not visible: any more, or not yet.
     *
     * @param isSeen whether this update has seen the number
     */
    record Disappeared(boolean isSeen, Optional<Changing> during) implements Updating {}
}
