package com.example.connect.phonenumber;

/** How long each thing is waited for: the whole policy, as {@link ConnectError} is that of the errors. */
enum Patience {
    /** An operation ends by itself within this, before the schema's {@code timeoutInMinutes} would end it. */
    OPERATION(50 * 60),

    /** A number that was claimed becomes visible within this: Connect's consistency is eventual, "even minutes". */
    VISIBLE(10 * 60),

    /** A number that was seen and is missing for this long is gone. */
    GONE(60),

    /** A create whose number is taken looks for a claim of its own, by an invocation that died, for this long. */
    LOOK_FOR_CLAIM(15),

    /** A create sends no first claim later: its answer could reach CloudFormation after the deadline. */
    FIRST_CLAIM(Pace.IDENTIFIER_DEADLINE - Pace.LONGEST_CALL - Pace.OVERHEAD),

    /** A delete may begin before its number is visible: missing is believed after this. */
    MISSING(60),

    /** A change or release that was accepted and shows no trace after this is asked for again. */
    ASK_AGAIN(60),

    /** A service that asks to be left alone for longer is asked again after this. */
    RETRY_AFTER(300);

    /** How often a write may not find the number that a read has just returned, which takes about a minute. */
    static final int MISSES = 6;

    /** How often in a row a call may get an answer that is not Connect's, which takes some three minutes. */
    static final int UNINTELLIGIBLE = 14;

    private final int seconds;

    Patience(int seconds) {
        this.seconds = seconds;
    }

    int seconds() {
        return seconds;
    }

    /** Whether to wait on after so many seconds. */
    boolean lasts(int waited) {
        return waited < seconds;
    }
}
