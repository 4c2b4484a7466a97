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

    /** Times that a write may not find the number that a read has shown, over about a minute. */
    static final int MISSES = 6;

    /** A service that asks to be left alone for longer is asked again after this. */
    static final int LONGEST_RETRY_AFTER = 300;

    private static final int LONGEST_LOOK = 180;
    private static final int LONGEST_BACKOFF = 32;

    /** A crowd's first delay is anywhere in this. */
    private static final int CROWD_SPREADS = 30;

    /** Its later ones, while it has waited for no more than six times as long. */
    private static final int CROWD_ROUND = 40;

    /** A create's last try before CloudFormation's deadline for an identifier, 60 s, falls between these. */
    static final int LAST_TRY_FROM = 42;

    private static final int LAST_TRY_TO = 58;

    /** The bounds of a delay in seconds, both included; which one it is, is chance. */
    record Delay(int least, int most) {}

    private Pace() {}

    /**
     * The delay until the next look, after {@code waited} seconds: a quarter of the time waited, and one second. What
     * takes t seconds is so noticed after at most 1.25 t + 1, and looks are few.
     */
    static int nextLook(int waited) {
        return Math.min(1 + waited / 4, LONGEST_LOOK);
    }

    /**
     * The same for a number that had to wait its turn at the account's rate. Everybody who waited with it looks too, so
     * its looks are later and fewer: a look that comes too early costs the whole crowd a look.
     *
     * @param throttled seconds for which the operation has been throttled
     */
    static int nextLook(int waited, int throttled) {
        return Math.max(nextLook(waited), throttled == 0 ? 0 : 3 + throttled / 48);
    }

    /** The delay after so many passing faults of one call in a row. */
    static Delay backoff(int troubles) {
        return new Delay(1, Math.min(1 << Math.min(troubles, 8), LONGEST_BACKOFF));
    }

    /**
     * The delay of an operation that has been throttled so many times in a row and has not had an answer to any call
     * yet: it may be one of hundreds that began together, and none knows how many they are. So they spread, and come
     * back by rounds that are long against a token's half second and short against the time that has passed.
     */
    static Delay crowd(int refusals, int waited) {
        int most = Math.max(CROWD_ROUND, waited / 6);
        return refusals == 1 ? new Delay(1, CROWD_SPREADS) : new Delay(most / 2, most);
    }

    /** The delay of a create that has no identifier yet: not across CloudFormation's deadline for one. */
    static Delay beforeDeadline(int waited, int drawn) {
        boolean jumps = waited < LAST_TRY_FROM && waited + drawn > LAST_TRY_TO;
        return jumps ? new Delay(LAST_TRY_FROM - waited, LAST_TRY_TO - waited) : new Delay(drawn, drawn);
    }
}
