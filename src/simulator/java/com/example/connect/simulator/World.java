package com.example.connect.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The state of the simulated service in one account. Not synchronised: {@link ConnectSimulator} holds the lock. */
final class World {
    /** What a list can be narrowed to. */
    record Group(String targetArn, NumberKind kind) {}

    /** A part of a list: numbers that begin with a prefix, from a number on, at most so many. */
    record Page(String prefix, String from, int most) {}

    final SimulatedClock clock;
    final SimulatedAccount account;
    final Instances instances;
    final Ids ids;
    final Agenda agenda = new Agenda();
    final Inventory inventory = new Inventory(new NumberPlan());
    final Quota quota = new Quota(this::nameOf);
    private Events events;
    final ClientTokens tokens = new ClientTokens();
    final TokenBuckets buckets = new TokenBuckets();
    final Trail trail;
    final TreeSet<String> usedActions = new TreeSet<>();
    /** Claims and imports accepted, and releases, by a call or with their instance, ever. */
    long claims;

    long releases;

    private Knobs knobs;
    private final Map<String, HeldNumber> byId = new HashMap<>();
    private final TreeMap<String, HeldNumber> byNumber = new TreeMap<>();
    /** Each number is in the groups of all targets that it was ever on: a stale read may show an earlier one. */
    private final Map<Group, TreeMap<String, HeldNumber>> groups = new HashMap<>();
    /** The numbers that were ever bound to a contact flow. */
    private final TreeMap<String, HeldNumber> bound = new TreeMap<>();

    private final List<HeldNumber> released = new ArrayList<>();
    private final Map<String, Instant> resting = new HashMap<>();

    World(SimulatedClock clock, Knobs knobs, Events events) {
        this.clock = clock;
        this.events = events;
        this.knobs = knobs;
        this.account = new SimulatedAccount(knobs.get(Knob.ACCOUNT), knobs.get(Knob.REGION));
        account.importableNumbers().forEach(inventory::take);
        this.instances = new Instances(account, clock.now());
        this.ids = new Ids(knobs.get(Knob.SEED));
        this.trail = new Trail(new Ids(knobs.get(Knob.SEED) + 1));
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

    /** Does all work that has fallen due. */
    void settle() {
        agenda.settle(clock.now());
    }

    /** The time of the work at hand: its due time, or now where a caller asks for it. */
    Instant now() {
        return agenda.time(clock.now());
    }

    void later(Duration wait, Runnable work) {
        agenda.at(SimulatedClock.later(now(), wait), work);
    }

    /** The same, of which a reader is told what it is. */
    void later(Duration wait, String what, Runnable work) {
        agenda.at(SimulatedClock.later(now(), wait), what, work);
    }

    /** Whom to tell what happens, from now on. */
    void follow(Events to) {
        events = to;
    }

    Events events() {
        return events;
    }

    /** Tells why a call came to nothing, after its answer. */
    void tell(Fate fate, String why) {
        fate.tell(why);
        events.add("fate", () -> Map.of("index", fate.call(), "why", why));
    }

    private void changed(HeldNumber number) {
        events.add("number", () -> Map.of("id", number.id(), "number", number.number()));
    }

    void hold(HeldNumber number) {
        byId.put(number.id(), number);
        Optional.ofNullable(byNumber.put(number.number(), number)).ifPresent(this::unlist);
        claims++;
    }

    void change(HeldNumber number, NumberState state) {
        number.change(state, now());
        changed(number);
        groups.computeIfAbsent(new Group(state.targetArn(), number.kind()), group -> new TreeMap<>())
                .put(number.number(), number);
        if (state.flowArn().isPresent()) {
            bound.put(number.number(), number);
        }
    }

    /** Ends a claim. Stale reads may still show it. */
    void end(HeldNumber number) {
        number.release(now());
        quota.leave(number);
        released.add(number);
        changed(number);
        later(knob(Knob.STALE_RELEASE), () -> forget(number));
    }

    private void forget(HeldNumber number) {
        byId.remove(number.id());
        byNumber.remove(number.number(), number);
        unlist(number);
    }

    private void unlist(HeldNumber number) {
        groups.values().forEach(group -> group.remove(number.number(), number));
        bound.remove(number.number(), number);
    }

    /** The numbers held, in the order of their digits. */
    List<HeldNumber> numbers() {
        return byNumber.values().stream().filter(number -> !number.isReleased()).toList();
    }

    /** The number held that has this id, ARN or E.164 number. */
    Optional<HeldNumber> held(String name) {
        return Optional.ofNullable(byNumber.get(name))
                .or(() -> byId(name)
                        .or(() -> byId(Ids.lastPart(name))
                                .filter(number -> number.arn().equals(name))))
                .filter(number -> !number.isReleased());
    }

    /** The same; IllegalArgumentException where none is held. */
    HeldNumber named(String name) {
        return held(name).orElseThrow(() -> new IllegalArgumentException("no number " + name + " is held"));
    }

    /** Makes a number available again after a while. */
    void rest(HeldNumber number, Duration time) {
        Instant due = SimulatedClock.later(now(), time);
        resting.put(number.number(), due);
        number.returnAt(due);
        later(
                time,
                time.isZero() ? "" : number.number() + " will have cooled down, and can be claimed again",
                () -> putBack(number));
    }

    /** When a number that was released can be had again; {@link Instant#MAX} for never. */
    Optional<Instant> returnOf(String number) {
        return Optional.ofNullable(resting.get(number));
    }

    /** A target as a reader knows it. */
    String nameOf(String targetArn) {
        return instances.nameOf(targetArn);
    }

    /** Makes a number available again; an imported one stays End User Messaging's. */
    void putBack(HeldNumber number) {
        resting.remove(number.number());
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

    /** One page of the visible numbers that reads show in one of the groups, in the order of their digits. */
    List<HeldNumber> listed(Predicate<Group> groupsWanted, Predicate<HeldNumber> visible, Page page) {
        return groups.entrySet().stream()
                .filter(entry -> groupsWanted.test(entry.getKey()))
                .flatMap(entry -> numbersFrom(page.from(), entry.getValue())
                        .takeWhile(number -> number.number().startsWith(page.prefix()))
                        .filter(number ->
                                shown(number).targetArn().equals(entry.getKey().targetArn()))
                        .filter(visible)
                        .limit(page.most()))
                .sorted(Comparator.comparing(HeldNumber::number))
                .limit(page.most())
                .toList();
    }

    /** The numbers that were ever bound to a contact flow, in the order of the digits, from a number on. */
    Stream<HeldNumber> bound(String from) {
        return numbersFrom(from, bound);
    }

    /** Reads only as far as its reader: a TreeMap's own stream over a part first counts that part. */
    private static Stream<HeldNumber> numbersFrom(String from, TreeMap<String, HeldNumber> numbers) {
        Iterator<HeldNumber> iterator = numbers.tailMap(from, true).values().iterator();
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(iterator, Spliterator.ORDERED), false);
    }

    /** The number as reads show it. */
    NumberState shown(HeldNumber number) {
        Duration stale = knob(Knob.STALE);
        return stale.isZero() || stale.equals(Knob.FOREVER) ? number.state() : number.stateAt(now().minus(stale));
    }

    /** Whether the first {@code blind} after its claim are over. */
    boolean isVisible(HeldNumber number, Duration blind) {
        return isOver(number.claimedAt(), blind);
    }

    /** Whether a time that began then has passed. */
    boolean isOver(Instant since, Duration time) {
        return !SimulatedClock.later(since, time).isAfter(now());
    }
}
