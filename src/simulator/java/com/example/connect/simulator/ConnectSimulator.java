package com.example.connect.simulator;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A local Amazon Connect for phone numbers: the service's HTTP API on loopback over state of its own, its clock, its
 * documented limits, and whatever trouble is scripted. One lock guards all of it; every method may be called from any
 * thread.
 */
public final class ConnectSimulator implements AutoCloseable {
    private final Object lock = new Object();
    private final SimulatedClock clock;
    private final WireServer server;
    private final CallLog log = new CallLog();
    private Knobs initial;
    private World world;
    private Service service;
    private Neighbours neighbours;
    private CallListener listener = new CallListener() {};

    private ConnectSimulator(int port, SimulatedClock clock, Knobs knobs) {
        this.clock = clock;
        this.initial = knobs;
        this.world = new World(clock, knobs);
        this.service = new Service(world, log);
        this.neighbours = new Neighbours(world);
        ControlApi control = new ControlApi(this);
        this.server = new WireServer(port, this::answer, control::answer);
    }

    /** On a free port, with a clock that moves only when it is advanced. */
    public static ConnectSimulator start(Knobs knobs) {
        return new ConnectSimulator(0, SimulatedClock.manual(), knobs);
    }

    /** On a port of 127.0.0.1, 0 for a free one, with a clock of the caller's choice. */
    public static ConnectSimulator start(int port, SimulatedClock clock, Knobs knobs) {
        return new ConnectSimulator(port, clock, knobs);
    }

    private Answer answer(WireRequest request) {
        synchronized (lock) {
            return request.target().isPresent() ? neighbours.answer(request) : service.answer(request, listener);
        }
    }

    /** Works on the world after everything due has happened. */
    private <T> T settled(Supplier<T> work) {
        synchronized (lock) {
            world.settle();
            return work.get();
        }
    }

    private void settled(Runnable work) {
        settled(() -> {
            work.run();
            return true;
        });
    }

    /** Where the API is, for the SDK's endpoint override. */
    public URI endpoint() {
        return server.endpoint();
    }

    /** The ready-made instances, traffic distribution group, flows and source numbers. */
    public SimulatedAccount account() {
        return settled(() -> world.account);
    }

    public SimulatedClock clock() {
        return clock;
    }

    /** Moves the clock. */
    public void advance(Duration by) {
        clock.advance(by);
        settled(() -> {});
    }

    public Knobs knobs() {
        return settled(world::knobs);
    }

    /** Turns one knob from now on; what is under way keeps its time. */
    public <T> ConnectSimulator set(Knob<T> knob, T value) {
        settled(() -> world.turn(world.knobs().with(knob, value)));
        return this;
    }

    /** Turns all knobs from now on. */
    public void set(Knobs knobs) {
        settled(() -> world.turn(knobs));
    }

    /** Gives one target, by its ARN, a quota of its own. */
    public void quota(String targetArn, int numbers) {
        settled(() -> world.quota.limit(targetArn, numbers));
    }

    /** A new world with the knobs of the start: nothing held, no calls, no trouble, a manual clock at its start. */
    public void reset() {
        reset(initial);
    }

    /** A new world with these knobs. */
    public void reset(Knobs knobs) {
        synchronized (lock) {
            clock.rewind();
            initial = knobs;
            world = new World(clock, knobs);
            log.clear();
            log.clearTroubles();
            service = new Service(world, log);
            neighbours = new Neighbours(world);
            listener = new CallListener() {};
        }
    }

    /** Scripts trouble for calls to come; where two hit the same call, the one scripted first decides. */
    public void script(Trouble trouble) {
        settled(() -> log.script(trouble));
    }

    public void clearTroubles() {
        settled(log::clearTroubles);
    }

    /** Whether a scripted crash struck, and nothing is received until {@link #revive}. */
    public boolean isCrashed() {
        return settled(service::isCrashed);
    }

    /** The function is started again: calls are received again. */
    public void revive() {
        settled(service::revive);
    }

    /** Shows calls to this listener, and no longer to the one before it, until the next reset. */
    public void listen(CallListener to) {
        settled(() -> {
            listener = to;
        });
    }

    /** Calls {@code listener} after every call. */
    public void onCall(Consumer<Call> then) {
        listen(new CallListener() {
            @Override
            public void after(Call call) {
                then.accept(call);
            }
        });
    }

    /** The calls received since the last reset or {@link #clearCalls}, the latest 100,000 of them. */
    public List<Call> calls() {
        return settled(log::calls);
    }

    public List<Call> calls(String operation) {
        String name = Operation.named(operation).wireName();
        return calls().stream().filter(call -> call.operation().equals(name)).toList();
    }

    /** Forgets the calls received; the next one has index 0. */
    public void clearCalls() {
        settled(log::clear);
    }

    /** The IAM actions that the calls received needed, the dependent ones included. */
    public Set<String> usedActions() {
        return settled(() -> Set.copyOf(world.usedActions));
    }

    /** The numbers held, FAILED ones included, in the order of their digits, whatever reads may still show. */
    public List<HeldNumber> numbers() {
        return settled(world::numbers);
    }

    /** The number held that has this id, ARN or E.164 number. */
    public Optional<HeldNumber> number(String name) {
        return settled(() -> world.held(name));
    }

    /** The claims that are over, in the order of their ends: released, or FAILED and returned or claimed again. */
    public List<HeldNumber> released() {
        return settled(world::released);
    }

    /** Claims and imports accepted, ever; repeated answers under a ClientToken do not count. */
    public long claimsMade() {
        return settled(() -> world.claims);
    }

    /** Releases accepted, ever. */
    public long releasesMade() {
        return settled(() -> world.releases);
    }

    /** Makes a number somebody else's: it can neither be searched nor claimed. */
    public void takeElsewhere(String number) {
        settled(() -> world.inventory.take(number));
    }

    /** Sets tags that the API would refuse, as AWS itself does with {@code aws:} keys. */
    public void putTags(String idOrArn, Map<String, String> tags) {
        settled(() -> {
            HeldNumber number = world.held(idOrArn)
                    .orElseThrow(() -> new IllegalArgumentException("no number " + idOrArn + " is held"));
            Map<String, String> all = new TreeMap<>(number.state().tags());
            all.putAll(tags);
            world.change(number, number.state().withTags(all));
        });
    }

    @Override
    public void close() {
        server.close();
    }
}
