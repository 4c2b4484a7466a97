package com.example.connect.verification.contract;

/** How long the resource type waits for what it cannot see, and how often it claims; times in seconds. */
public final class Promises {

    /** A create that may have claimed a number looks for it for so long before it fails. */
    public static final int LOOK_FOR_CLAIM = 30;

    /** A create without an identifier makes its last try after this, before CloudFormation's deadline. */
    public static final int LAST_TRY_FROM = 42;

    /** A delete calls a number missing after looks over so long. */
    public static final int MISSING = 60;

    /** A claimed number becomes visible within this, or the create fails. */
    public static final int VISIBLE = 10 * 60;

    /** A searched create sends so many claims at most. */
    public static final int MOST_CLAIMS = 10;

    private Promises() {}
}
