package com.example.connect.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** The state of the simulated service in one account. Plain and unsynchronised: {@link Service} holds the lock. */
final class World {
    final SimulatedClock clock;
    final SimulatedAccount account;
    final Ids ids;
    final Agenda agenda = new Agenda();
    final Inventory inventory = new Inventory(new NumberPlan());
    final Quota quota = new Quota();
    final ClientTokens tokens = new ClientTokens();
    final TokenBuckets buckets = new TokenBuckets();
    final TreeSet<String> usedActions = new TreeSet<>();
    /** The call at hand: the Region it was signed for. */
    String callRegion;

    /** The call at hand: the reason with which the asynchronous work that it starts shall fail. */
    Optional<String> scriptedFailure = Optional.empty();

    /** Claims and imports accepted, and releases, ever. */
    long claims;

    long releases;

    private Knobs knobs;
    private final Map<String, HeldNumber> byId = new HashMap<>();
    private final TreeMap<String, HeldNumber> byNumber = new TreeMap<>();
    private final List<HeldNumber> released = new ArrayList<>();

    World(SimulatedClock clock, Knobs knobs) {
        this.clock = clock;
        this.knobs = knobs;
        this.account = new SimulatedAccount(knobs.get(Knob.ACCOUNT), knobs.get(Knob.REGION));
        this.callRegion = account.region();
        account.importableNumbers().forEach(inventory::take);
        this.ids = new Ids(knobs.get(Knob.SEED));
    }

    boolean isCalledAtHome() {
        return callRegion.equals(account.region());
    }

    Knobs knobs() {
        return knobs;
    }

    void turn(Knobs to) {
        knobs = to;
    }

    <T> T knob(Knob<T> knob) {
        return knobs.get(knob);
    }

    /** Brings everything up to date that happens by itself. */
    void settle() {
        agenda.settle(clock.now());
    }

    /** The time of what is being done: now, or when it fell due. */
    Instant now() {
        return agenda.time(clock.now());
    }

    void later(Duration wait, Runnable work) {
        agenda.at(SimulatedClock.later(now(), wait), work);
    }

    void hold(HeldNumber number) {
        byId.put(number.id(), number);
        byNumber.put(number.number(), number);
        claims++;
    }

    void change(HeldNumber number, NumberState state) {
        number.change(state, now(), knob(Knob.STALE));
    }

    /** Ends a claim; reads may show it for a while yet. */
    void end(HeldNumber number) {
        number.release(now());
        quota.occupy(number, Optional.empty());
        released.add(number);
        later(knob(Knob.STALE_RELEASE), () -> forget(number));
    }

    private void forget(HeldNumber number) {
        byId.remove(number.id());
        byNumber.remove(number.number(), number);
    }

    /** The numbers held, in the order of their digits. */
    List<HeldNumber> numbers() {
        return byNumber.values().stream().filter(number -> !number.isReleased()).toList();
    }

    boolean isHeld(String number) {
        return byNumber.containsKey(number) && !byNumber.get(number).isReleased();
    }

    /** Makes a number available again; an imported one stays End User Messaging's. */
    void putBack(HeldNumber number) {
        if (number.sourceArn().isEmpty()) {
            inventory.putBack(number.number());
        }
    }

    List<HeldNumber> released() {
        return List.copyOf(released);
    }

    Optional<HeldNumber> byId(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** What List may show, in the order of the digits, from a number on. */
    Collection<HeldNumber> listed(String from) {
        return byNumber.tailMap(from, true).values();
    }

    /** The number as reads show it. */
    NumberState shown(HeldNumber number) {
        Duration stale = knob(Knob.STALE);
        return stale.isZero() || stale.equals(Knob.FOREVER) ? number.state() : number.stateAt(now().minus(stale));
    }

    /** Whether the first {@code blind} after its claim are over. */
    boolean isVisible(HeldNumber number, Duration blind) {
        return !SimulatedClock.later(number.claimedAt(), blind).isAfter(now());
    }
}
