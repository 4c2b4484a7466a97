package com.example.connect.phonenumber;

/** How long each thing is waited for: the whole policy, as {@link ConnectError} is that of the errors. */
enum Patience {
    /** An operation ends by itself within this, before the schema's {@code timeoutInMinutes} would end it. */
    OPERATION(50 * 60),

    /** CloudFormation waits 60 s for an invocation. The rest is RPDK's and the network's. */
    INVOCATION(50),

    /** CloudFormation waits 30 s for a read or a list, which has no second invocation. */
    READ(25),

    /** What Connect has accepted as late as that is looked at once more, until this. */
    LAST_LOOK(OPERATION.seconds + 2 * 60),

    // Belief (official; consistency): A number that was claimed becomes visible within minutes, ten at most. Source:
    // developer guide, eventual consistency: "even minutes"; ten is ours. Test:
    // CreateInDoubtTest#aNumberThatIsNotVisibleYetIsWaitedFor,
    // CreateInDoubtTest#aNumberThatNeverBecomesVisibleIsNotStabilizedWithItsIdentifier.
    /** Every call knows a claimed number within this, and one that was seen comes back: consistency is eventual, "minutes". */
    VISIBLE(10 * 60),

    /** A create whose number is taken looks for a claim of its own, by an invocation that died, for this long. */
    LOOK_FOR_CLAIM(15),

    /** A create sends no first claim later: its answer could reach CloudFormation after the deadline. */
    FIRST_CLAIM(Pace.IDENTIFIER_DEADLINE - Pace.LONGEST_CALL - Pace.OVERHEAD),

    /** A delete or an update may begin before its number is visible: missing is believed after this. */
    MISSING(60),

    /** A change or release that was accepted and shows no trace after this is asked for again. */
    ASK_AGAIN(60),

    /** Connect may refuse to bind a number to its contact flow for so long after the number became CLAIMED. */
    JUST_CLAIMED(3 * 60),

    /** A number that Connect calls in use for longer is in use by something that the user has to remove. */
    IN_USE(5 * 60),

    /** A rollback ends once reads have shown what it has written for so long: an earlier one may be late. */
    AGREED(60),

    /** A service that asks to be left alone for longer is asked again after this. */
    RETRY_AFTER(300);

    /** How often, without a success between, a call may get an answer that is not Connect's: some three minutes. */
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
