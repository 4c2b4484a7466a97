package com.example.connect.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** One claim of a number, from the claim to its release, with as much of its past as stale reads may show. */
public final class HeldNumber {
    /** The names that it keeps: id and ARN of the claim, the number itself in E.164, and its kind. */
    record Identity(String id, String arn, String number, NumberKind kind) {}

    private record Version(Instant since, NumberState state) {}

    private final Identity identity;
    private final Optional<String> sourceArn;
    private final Instant claimedAt;
    private final Deque<Version> versions = new ArrayDeque<>();
    private Optional<Instant> releasedAt = Optional.empty();
    private Optional<String> slot = Optional.empty();
    private Optional<Instant> claimFailedAt = Optional.empty();

    HeldNumber(Identity identity, Optional<String> sourceArn, Instant claimedAt) {
        this.identity = identity;
        this.sourceArn = sourceArn;
        this.claimedAt = claimedAt;
    }

    public String id() {
        return identity.id();
    }

    public String arn() {
        return identity.arn();
    }

    /** The number, E.164. */
    public String number() {
        return identity.number();
    }

    NumberKind kind() {
        return identity.kind();
    }

    public String country() {
        return kind().country();
    }

    public String type() {
        return kind().type();
    }

    /** Where it was imported from. */
    public Optional<String> sourceArn() {
        return sourceArn;
    }

    public Instant claimedAt() {
        return claimedAt;
    }

    public Optional<Instant> releasedAt() {
        return releasedAt;
    }

    /** Its true state; a stale read may show an earlier one. */
    public NumberState state() {
        return versions.getLast().state();
    }

    public NumberState.Status status() {
        return state().status();
    }

    /** Its state at an instant; for an instant before the claim, its first state. */
    NumberState stateAt(Instant instant) {
        NumberState state = versions.getFirst().state();
        for (Version version : versions) {
            if (version.since().isAfter(instant)) {
                break;
            }
            state = version.state();
        }
        return state;
    }

    /** Changes its state, and forgets states that ended more than {@code memory} ago. */
    void change(NumberState state, Instant now, Duration memory) {
        versions.addLast(new Version(now, state));
        while (versions.size() > 1 && isForgettable(now, memory)) {
            versions.removeFirst();
        }
    }

    private boolean isForgettable(Instant now, Duration memory) {
        Version first = versions.removeFirst();
        boolean covered =
                !SimulatedClock.later(versions.getFirst().since(), memory).isAfter(now);
        versions.addFirst(first);
        return covered;
    }

    boolean isReleased() {
        return releasedAt.isPresent();
    }

    void release(Instant now) {
        releasedAt = Optional.of(now);
    }

    /** The target whose quota it counts against; none where its claim failed. */
    Optional<String> slot() {
        return slot;
    }

    void occupy(Optional<String> targetArn) {
        slot = targetArn;
    }

    /** Whether its claim ended FAILED; such a number returns to the inventory by itself. */
    public boolean claimFailed() {
        return claimFailedAt.isPresent();
    }

    Optional<Instant> claimFailedAt() {
        return claimFailedAt;
    }

    void failClaim(Instant now) {
        claimFailedAt = Optional.of(now);
    }

    /** Its holder claims it once more. */
    void claimAgain() {
        claimFailedAt = Optional.empty();
    }
}
