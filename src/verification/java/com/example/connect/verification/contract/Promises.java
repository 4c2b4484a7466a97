package com.example.connect.verification.contract;

/** How long the resource type waits for what it cannot see, and how often it claims; times in seconds. */
public final class Promises {

    /** A create whose number is taken looks for a claim of its own for so long before it fails. */
    public static final int LOOK_FOR_CLAIM = 15;

    /** No first claim is sent later than this after the create began. */
    public static final int LAST_CLAIM = 43;

    /** The last try of a create that has claimed nothing is not earlier, where faults hold it up. */
    public static final int LAST_CLAIM_FROM = 28;

    /** What a create says that was held up until it was too late for a claim. */
    public static final String NO_CLAIM_IS_SENT = "no claim is sent";

    /** A create without an identifier whose claim is in doubt makes its last try after this, before the deadline. */
    public static final int LAST_TRY_FROM = 42;

    /** A delete calls a number missing after looks over so long. */
    public static final int MISSING = 60;

    /** A claimed number becomes visible within this, or the create fails. */
    public static final int VISIBLE = 10 * 60;

    /** A rollback ends once reads have shown for so long what it has written. */
    public static final int AGREED = 60;

    /** A searched create sends so many different claims at most: no more are in time for CloudFormation's deadline. */
    public static final int MOST_CLAIMS = 10;

    private Promises() {}
}
