package com.example.connect.simulator;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** One claim of a number, from the claim to its release, with its past, which stale reads may show. */
public final class HeldNumber {
    /** The names that it keeps: id and ARN of the claim, the number itself in E.164, and its kind. */
    record Identity(String id, String arn, String number, NumberKind kind) {}

    private static final int MOST_KEPT = 100;

    /** A state, and since when. */
    record Version(Instant since, NumberState state) {}

    private final Identity identity;
    private final Optional<String> sourceArn;
    private final Instant claimedAt;
    private final Deque<Version> versions = new ArrayDeque<>();
    private Optional<Instant> releasedAt = Optional.empty();
    private Optional<String> slot = Optional.empty();
    private Optional<Instant> claimFailedAt = Optional.empty();
    private int failedClaims;
    private Optional<Instant> returnsAt = Optional.empty();
    private Optional<String> stack = Optional.empty();

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

    /** Changes its state, and forgets its oldest states but the latest {@link #MOST_KEPT}. */
    void change(NumberState state, Instant now) {
        versions.addLast(new Version(now, state));
        if (versions.size() > MOST_KEPT) {
            versions.removeFirst();
        }
    }

    /** Its states, the oldest kept first. */
    List<Version> life() {
        return List.copyOf(versions);
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

    /** The target that it is on; of a number that moves, the one that it moves to. */
    String place() {
        return slot.orElse(state().targetArn());
    }

    void occupy(Optional<String> targetArn) {
        slot = targetArn;
    }

    /** Whether its claim ended FAILED; such a number returns to the inventory by itself. */
    public boolean claimFailed() {
        return claimFailedAt.isPresent();
    }

    /** How many of its claims ended FAILED: more than one where it was claimed again after that. */
    public int failedClaims() {
        return failedClaims;
    }

    Optional<Instant> claimFailedAt() {
        return claimFailedAt;
    }

    void failClaim(Instant now) {
        claimFailedAt = Optional.of(now);
        failedClaims++;
    }

    /** Its holder claims it once more. */
    void claimAgain() {
        claimFailedAt = Optional.empty();
        returnsAt = Optional.empty();
    }

    /** When the number is back in the inventory, where that is settled; {@link Instant#MAX} for never. */
    Optional<Instant> returnsAt() {
        return returnsAt;
    }

    void returnAt(Instant at) {
        returnsAt = Optional.of(at);
    }

    /** The stack that claimed it, where CloudFormation's tag or a note says so. */
    Optional<String> stack() {
        return Optional.ofNullable(state().tags().get("aws:cloudformation:stack-name"))
                .or(() -> stack);
    }

    /** Notes the stack that claimed it; a reader is told, and the service does not know. */
    void noteStack(String name) {
        stack = Optional.of(name);
    }
}
