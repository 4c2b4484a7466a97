package com.example.connect.phonenumber;

/** How long each thing is waited for, and how long until the next look; all in seconds. */
final class Pace {

    /** An operation ends by itself within this, before the schema's {@code timeoutInMinutes} would end it. */
    static final int OPERATION = 50 * 60;

    /** A number that was claimed becomes visible within this: Connect's consistency is eventual, "even minutes". */
    static final int VISIBLE = 10 * 60;

    /** A number that was seen and is now missing for this long is gone. */
    static final int GONE = 60;

    /** A create does not give up without an identifier until it has looked for a claim of its own for this long. */
    static final int LOOK_FOR_CLAIM = 30;

    /** A delete's first look may come before the number is visible: missing is believed after this. */
    static final int MISSING = 60;

    /** A change that was accepted and shows no trace after this is asked for again: the same call, the same token. */
    static final int ASK_AGAIN = 60;

    private static final int LONGEST_LOOK = 180;
    private static final int LONGEST_BACKOFF = 32;

    private Pace() {}

    /**
     * The delay until the next look, after {@code waited} seconds: a quarter of the time waited, and one second. What
     * takes t seconds is so noticed after at most 1.25 t + 1, and looks are few.
     */
    static int nextLook(int waited) {
        return Math.min(1 + waited / 4, LONGEST_LOOK);
    }

    /** The widest delay after so many passing faults in a row; the actual one is drawn below it. */
    static int widestBackoff(int troubles) {
        return Math.min(1 << Math.min(troubles, 8), LONGEST_BACKOFF);
    }
}
