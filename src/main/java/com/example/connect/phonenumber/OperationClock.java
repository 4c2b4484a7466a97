package com.example.connect.phonenumber;

import java.time.Clock;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The time of one operation, and the only class that sets one. Elapsed is the larger of the delays asked for and the
 * wall clock since the first invocation that is known, because CloudFormation's own overhead is in no delay. It decides
 * patience and nothing else: tokens, choices and draws must be the same in an invocation that is run again.
 *
 * @param began the first invocation that is known, in seconds of the epoch
 * @param now this invocation, in seconds of the epoch; not kept
 * @param waited seconds of all delays asked for
 * @param phaseBegan seconds elapsed when the present phase began
 * @param throttled seconds of the delays that were asked for because Connect throttled a call
 * @param trouble the passing faults in a row; empty after a call that succeeded
 * @param refused the call that is refused for the present; empty where Connect has accepted another since
 * @param added seconds that CloudFormation had added to all delays, up to the last event
 */
record OperationClock(
        long began,
        long now,
        int waited,
        int phaseBegan,
        int throttled,
        Optional<Trouble> trouble,
        Optional<Refused> refused,
        int added) {

    private static final String BEGAN = "b";
    private static final String WAITED = "w";
    private static final String PHASE_BEGAN = "s";
    private static final String THROTTLED = "t";
    private static final String TROUBLED_CALL = "c";
    private static final String TROUBLES = "n";
    private static final String TROUBLE_REASON = "z";
    private static final String REFUSED_CALL = "j";
    private static final String REFUSED_SINCE = "m";
    private static final String ADDED = "A";

    /** Longer than any operation, and small enough to be added to. */
    private static final int LONGEST = 1_000_000_000;
    /** Characters of a reason that are kept: a callback context is small. */
    private static final int LONGEST_REASON = 500;
    /** The wall clock. A test harness replaces it by reflection, in the shipped jar too, so that nothing ships for it. */
    private static InstantSource wall = Clock.systemUTC();

    /**
     * Faults of one call in a row.
     *
     * @param reason the service's own words about the last one
     */
    record Trouble(String call, int inARow, String reason) {}

    /**
     * A call that Connect refuses, whatever other faults come between.
     *
     * @param call the call and the kind of its refusal ({@link ConnectFault#refusal})
     * @param since seconds elapsed when it was refused so first
     */
    record Refused(String call, int since) {}

    /** The clock of an operation that begins. */
    static OperationClock start() {
        long now = wall.instant().getEpochSecond();
        return new OperationClock(now, now, 0, 0, 0, Optional.empty(), Optional.empty(), 0);
    }

    /** The clock that an earlier invocation wrote, going on from now. */
    static OperationClock read(WireFields kept) {
        long now = wall.instant().getEpochSecond();
        Optional<Trouble> trouble = kept.optional(TROUBLED_CALL)
                .map(call -> new Trouble(
                        call,
                        kept.integer(TROUBLES),
                        kept.optional(TROUBLE_REASON).orElse("")));
        return new OperationClock(
                kept.has(BEGAN) ? kept.seconds(BEGAN) : now,
                now,
                kept.integer(WAITED),
                kept.integer(PHASE_BEGAN),
                kept.integer(THROTTLED),
                trouble,
                kept.optional(REFUSED_CALL).map(call -> new Refused(call, kept.integer(REFUSED_SINCE))),
                kept.integer(ADDED));
    }

    /** Milliseconds left of an invocation that begins now. */
    static LongSupplier invocation(Patience lasts) {
        long end = wall.millis() + lasts.seconds() * 1000L;
        return () -> end - wall.millis();
    }

    /** Writes what the next invocation needs. */
    void write(WireFields fields) {
        fields.put(BEGAN, began)
                .put(WAITED, waited)
                .put(PHASE_BEGAN, phaseBegan)
                .put(THROTTLED, throttled)
                .putCount(ADDED, added);
        trouble.ifPresent(fault -> fields.put(TROUBLED_CALL, fault.call())
                .put(TROUBLES, fault.inARow())
                .putOptional(TROUBLE_REASON, Optional.of(fault.reason()).filter(reason -> !reason.isEmpty())));
        refused.ifPresent(call -> fields.put(REFUSED_CALL, call.call()).put(REFUSED_SINCE, call.since()));
    }

    /** Seconds since the operation began. */
    int elapsed() {
        // Belief (maintainers; cloudformation): CloudFormation invokes a handler no earlier than it asks, seconds
        // later each time, and once more after it gave up. Source: RPDK java plugin #210. Test:
        // WallClockTest#anOperationThatCloudFormationHoldsUpEndsWithinItsTimeOut,
        // OperationClockTest#elapsedIsTheLargerOfTheDelaysAndTheWallClock.
        return seconds(now);
    }

    /** The same at this very moment, which is later than the beginning of the invocation by the calls made in it. */
    int elapsedNow() {
        return Math.max(elapsed(), seconds(wall.instant().getEpochSecond()));
    }

    private int seconds(long until) {
        return (int) Math.min(Math.max(waited, until - began), LONGEST);
    }

    /** Seconds since the present phase began. */
    int inPhase() {
        return Math.max(0, elapsed() - phaseBegan);
    }

    /** Seconds that CloudFormation has added to the last delay. */
    int overhead() {
        return Math.max(0, elapsed() - waited - added);
    }

    /** Whether the operation still has time. */
    boolean hasTime() {
        return Patience.OPERATION.lasts(elapsed());
    }

    /** Whether the present phase is still within a patience. */
    boolean isWithin(Patience patience) {
        return patience.lasts(inPhase());
    }

    /** Passing faults of a call in a row. */
    int faultsInARow(String call) {
        return trouble.filter(known -> known.call().equals(call))
                .map(Trouble::inARow)
                .orElse(0);
    }

    /** Seconds since a call was refused so first, if that is the refusal for the present; else 0. */
    int refusedFor(String refusal) {
        return refused.filter(known -> known.call().equals(refusal))
                .map(known -> Math.max(0, elapsed() - known.since()))
                .orElse(0);
    }

    OperationClock withPhaseBeginning() {
        return new OperationClock(began, now, waited, elapsed(), throttled, trouble, refused, added);
    }

    OperationClock withFault(String call, String reason) {
        String kept = reason.substring(0, Math.min(reason.length(), LONGEST_REASON));
        return with(Optional.of(new Trouble(call, faultsInARow(call) + 1, kept)), refused);
    }

    OperationClock withoutFault() {
        return with(Optional.empty(), refused);
    }

    OperationClock withRefusal(String refusal) {
        boolean isKnown = refused.filter(known -> known.call().equals(refusal)).isPresent();
        return isKnown ? this : with(trouble, Optional.of(new Refused(refusal, elapsed())));
    }

    OperationClock withoutRefusal() {
        return with(trouble, Optional.empty());
    }

    OperationClock withoutRefusalOf(String refusal) {
        return with(trouble, refused.filter(known -> !known.call().equals(refusal)));
    }

    private OperationClock with(Optional<Trouble> nextTrouble, Optional<Refused> nextRefused) {
        return new OperationClock(began, now, waited, phaseBegan, throttled, nextTrouble, nextRefused, added);
    }

    OperationClock after(int delay) {
        return new OperationClock(
                began, now + delay, waited + delay, phaseBegan, throttled, trouble, refused, added + overhead());
    }

    OperationClock afterThrottling(int delay) {
        return new OperationClock(began, now, waited, phaseBegan, throttled + delay, trouble, refused, added)
                .after(delay);
    }
}
