package com.example.connect.phonenumber;

/** How long until the next look or try, in seconds. It reads no clock and knows no operation. */
final class Pace {

    /** Seconds after a create's first invocation within which CloudFormation takes its identifier. */
    static final int IDENTIFIER_DEADLINE = 60;

    /** What CloudFormation itself takes from an event to the next invocation, or to having read the event, at most. */
    static final int OVERHEAD = 5;

    /** A call to Connect that takes longer has no answer. */
    static final int LONGEST_CALL = 12;

    /** The last tries of a create whose claim is in doubt, before the deadline. */
    static final Window LAST_TRY = new Window(42, IDENTIFIER_DEADLINE - OVERHEAD - 1);

    /** The last tries of a create that has claimed nothing, before it is too late for a claim. */
    static final Window LAST_CLAIM = new Window(28, IDENTIFIER_DEADLINE - LONGEST_CALL - 2 * OVERHEAD);

    private static final int LONGEST = 180;
    private static final int LONGEST_BACKOFF = 32;

    /** The bounds of a delay in seconds, both included; which one it is, is drawn. */
    record Delay(int least, int most) {}

    /** Seconds since an operation began, both included, between which its last tries fall. */
    record Window(int from, int to) {}

    private Pace() {}

    /**
     * The delay until the next look in a phase that has lasted for some seconds: a quarter of them and one. So what takes
     * t seconds is noticed after at most 1.25 t + 1 seconds, and looks are few.
     */
    static int nextLook(int inPhase) {
        return Math.min(1 + inPhase / 4, LONGEST);
    }

    /**
     * The same for an operation that was throttled. Others are throttled with it and look too, so its looks are late: an
     * early one costs everybody a look. The looks after the first keep their distance: where CloudFormation adds to the
     * delays, the next one is shorter by the most that it can have added to the last.
     *
     * @param throttled seconds for which the operation was delayed because Connect throttled it
     * @param overhead whole seconds that CloudFormation has added to the last delay; it may have been almost one more
     */
    static int nextLook(int inPhase, int throttled, int overhead) {
        int next = nextLook(inPhase);
        int distance = throttled == 0 ? next : Math.max(next, 4 + Math.min(throttled, 60) / 5);
        int added = overhead == 0 ? 0 : Math.min(overhead + 1, OVERHEAD);
        return inPhase == 0 ? distance : Math.max(1, distance - added);
    }

    /**
     * The delay after Connect has throttled a call. The longer an operation has been throttled, the more others there are.
     * In a stack of many numbers that is all the time that has elapsed; an operation that is slow for another reason, and
     * is then throttled, does not wait long for it.
     */
    static Delay afterThrottling(int throttled) {
        int most = Math.min(3 + throttled / 4, LONGEST);
        return new Delay(Math.round(most / 3f), most);
    }

    /** The delay after another passing fault, by how many there were of the same call in a row. */
    static Delay afterFault(int inARow) {
        return new Delay(1, Math.min(1 << Math.min(inARow, 8), LONGEST_BACKOFF));
    }

    /**
     * The delay of a create that has no identifier yet: it does not skip the window of its last tries, nor what is left of
     * it.
     *
     * @param asked seconds that the service asked to wait
     * @param drawn seconds that are added to them
     */
    static Delay into(Window last, int elapsed, int asked, int drawn) {
        int delay = asked + drawn;
        int least = Math.max(Math.max(asked, 1), last.from() - elapsed);
        int most = last.to() - elapsed;
        return delay > most && most >= least ? new Delay(least, most) : new Delay(delay, delay);
    }
}
