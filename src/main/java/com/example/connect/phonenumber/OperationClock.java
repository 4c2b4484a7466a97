package com.example.connect.phonenumber;

import java.time.Clock;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * The time of one operation, and the only class that sets one. Elapsed is the larger of the delays asked for and the
 * wall clock since the first invocation that is known: it decides what CloudFormation's time-outs bound. Patience with
 * Connect counts what was waited. Tokens, choices and draws must be the same in an invocation that is run again.
 *
 * @param began the first invocation that is known, in seconds of the epoch
 * @param now this invocation, in seconds of the epoch; not kept
 * @param waited seconds of all delays asked for, and of the invocations' own calls, less one each for the rounding
 * @param phaseBegan seconds waited when the present phase began
 * @param throttled seconds of the delays that were asked for because Connect throttled a call
 * @param trouble the passing faults in a row; empty after a call that succeeded
 * @param refused the refusals for the present, by {@link ConnectFault#refusal}: seconds waited when each came first; empty
 *     where Connect has accepted what was asked for since
 * @param added seconds that CloudFormation had added to all delays, up to the last event
 */
record OperationClock(
        long began,
        long now,
        int waited,
        int phaseBegan,
        int throttled,
        Optional<Trouble> trouble,
        Map<String, Integer> refused,
        int added) {

    private static final String BEGAN = "b";
    private static final String WAITED = "w";
    private static final String PHASE_BEGAN = "s";
    private static final String THROTTLED = "t";
    private static final String REFUSED = "rs";
    private static final String ADDED = "A";

    /** Longer than any operation, and small enough to be added to. */
    private static final int LONGEST = 1_000_000_000;

    /** The wall clock. A test harness replaces it by reflection, in the shipped jar too, so that nothing ships for it. */
    private static InstantSource wall = Clock.systemUTC();

    static OperationClock start() {
        long now = wall.instant().getEpochSecond();
        return new OperationClock(now, now, 0, 0, 0, Optional.empty(), Map.of(), 0);
    }

    /** The clock that an earlier invocation wrote, going on from now. */
    static OperationClock read(WireFields kept) {
        long now = wall.instant().getEpochSecond();
        return new OperationClock(
                kept.has(BEGAN) ? kept.seconds(BEGAN) : now,
                now,
                kept.integer(WAITED),
                kept.integer(PHASE_BEGAN),
                kept.integer(THROTTLED),
                Trouble.read(kept),
                kept.integers(REFUSED),
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
        trouble.ifPresent(faults -> faults.write(fields));
        fields.putCounts(REFUSED, refused);
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

    /** Seconds waited since the present phase began: no more than the true time, whatever clocks say. */
    int inPhase() {
        return Math.max(0, waited - phaseBegan);
    }

    /** Seconds that CloudFormation has added to the last delay. */
    int overhead() {
        return Math.max(0, elapsed() - waited - added);
    }

    boolean hasTime() {
        return Patience.OPERATION.lasts(elapsed());
    }

    boolean isWithin(Patience patience) {
        return patience.lasts(inPhase());
    }

    int faultsInARow() {
        return trouble.map(Trouble::inARow).orElse(0);
    }

    /** How many of the faults in a row were unintelligible answers of this call, whatever faults came between. */
    int unintelligible(String call) {
        return trouble.map(known -> known.unintelligible().getOrDefault(call, 0))
                .orElse(0);
    }

    /** Whether the last fault, which no success has followed, was this call's. */
    boolean isTroubledBy(String call) {
        return trouble.filter(known -> known.call().equals(call)).isPresent();
    }

    /** Seconds waited since a call was refused so first, whatever else came between; 0 where it is not refused now. */
    int refusedFor(String refusal) {
        return Math.max(0, waited - refused.getOrDefault(refusal, waited));
    }

    /** Whether a refusal is to be waited for: it is still within a patience, and the operation has time. */
    boolean isRefusedWithin(Patience patience, String refusal) {
        return hasTime() && patience.lasts(refusedFor(refusal));
    }

    OperationClock withPhaseBeginning() {
        return new OperationClock(began, now, waited, waited, throttled, trouble, refused, added);
    }

    OperationClock withFault(ConnectFault fault) {
        return with(Optional.of(Trouble.after(trouble, fault)), refused);
    }

    OperationClock withoutFault() {
        return with(Optional.empty(), refused);
    }

    OperationClock withRefusal(String refusal) {
        Map<String, Integer> all = new TreeMap<>(refused);
        all.putIfAbsent(refusal, waited);
        return with(trouble, all);
    }

    OperationClock withoutRefusal() {
        return with(trouble, Map.of());
    }

    OperationClock withoutRefusalOf(String refusal) {
        Map<String, Integer> others = new TreeMap<>(refused);
        others.remove(refusal);
        return with(trouble, others);
    }

    private OperationClock with(Optional<Trouble> nextTrouble, Map<String, Integer> nextRefused) {
        return new OperationClock(began, now, waited, phaseBegan, throttled, nextTrouble, nextRefused, added);
    }

    OperationClock after(int delay) {
        int spent = elapsedNow() - elapsed() - 1;
        int known = waited + delay + (Patience.INVOCATION.lasts(spent) ? Math.max(0, spent) : 0);
        return new OperationClock(
                began, now + delay, known, phaseBegan, throttled, trouble, refused, added + overhead());
    }

    OperationClock afterThrottling(int delay) {
        return new OperationClock(began, now, waited, phaseBegan, throttled + delay, trouble, refused, added)
                .after(delay);
    }
}
