package com.example.connect.simulator;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * A local Amazon Connect for phone numbers: the service's HTTP API on loopback over state of its own, its clock, its
 * documented limits, and whatever trouble is scripted. One lock guards all of it; every method may be called from any
 * thread.
 */
public final class ConnectSimulator implements AutoCloseable {
    private final Present present;
    private final WireServer server;

    private ConnectSimulator(InetSocketAddress address, Present present) {
        this.present = present;
        ControlApi control = new ControlApi(this);
        this.server = new WireServer(
                address, present::answer, control::answer, new EventStream(present.events, this::settle)::serve);
    }

    /** On a free port, with a clock that moves only when it is advanced. */
    public static ConnectSimulator start(Knobs knobs) {
        return start(0, SimulatedClock.manual(), knobs);
    }

    /** On a port of 127.0.0.1, 0 for a free one, with a clock of the caller's choice. */
    public static ConnectSimulator start(int port, SimulatedClock clock, Knobs knobs) {
        InetSocketAddress address = new InetSocketAddress("127.0.0.1", port);
        return new ConnectSimulator(address, new Present(clock, knobs, Optional.empty()));
    }

    /** As the command line says. */
    static ConnectSimulator start(CommandLine command) {
        SimulatedClock clock = command.manualClock() ? SimulatedClock.manual() : SimulatedClock.running();
        Optional<StateFile> file = command.state().map(StateFile::new);
        return new ConnectSimulator(command.address(), new Present(clock, command.knobs(), file));
    }

    /** What a request gets, as if it had come over the wire. */
    Answer answer(WireRequest request) {
        return present.answer(request);
    }

    private void settle() {
        present.settled(() -> true);
    }

    /** Reads the world and the calls received, after everything due has happened. */
    <T> T look(BiFunction<World, CallLog, T> reader) {
        return present.look(reader);
    }

    /** All that was done to this world, for {@link #importState}. */
    public List<Map<String, Object>> exportState() {
        return present.exportState();
    }

    /**
     * The world that another simulator exported, in the place of this one, with its clock; IllegalArgumentException where
     * it cannot be read, and then nothing changes. The calls received so far are forgotten.
     */
    public void importState(List<Map<String, Object>> exported) {
        present.importState(exported);
    }

    /** Where the API is, for the SDK's endpoint override. */
    public URI endpoint() {
        return server.endpoint();
    }

    /** The ready-made instances, traffic distribution group, flows and source numbers. */
    public SimulatedAccount account() {
        return look((world, log) -> world.account);
    }

    public SimulatedClock clock() {
        return present.clock;
    }

    /** Moves the clock. */
    public void advance(Duration by) {
        present.clock.advance(by);
        present.change("clock", log -> {});
    }

    /** Stops a running clock, or lets it run on. */
    public void run(boolean running) {
        present.clock.setRunning(running);
        present.change("clock", log -> {});
    }

    public Knobs knobs() {
        return look((world, log) -> world.knobs());
    }

    /** Turns one knob from now on; what is under way keeps its time. */
    public <T> ConnectSimulator set(Knob<T> knob, T value) {
        set(knobs().with(knob, value));
        return this;
    }

    /** Turns all knobs from now on. */
    public void set(Knobs knobs) {
        present.change(new Deed.Turned(knobs));
    }

    /** Gives one target, by its ARN, a quota of its own. */
    public void quota(String targetArn, int numbers) {
        present.change(new Deed.Limited(targetArn, numbers));
    }

    /** A new world with the knobs of the start: nothing held, no calls, no trouble, a manual clock at its start. */
    public void reset() {
        present.reset();
    }

    /** A new world with these knobs. */
    public void reset(Knobs knobs) {
        present.reset(knobs);
    }

    /** Scripts trouble for calls to come; where two hit the same call, the one scripted first decides. */
    public void script(Trouble trouble) {
        present.change("trouble", log -> log.script(trouble));
    }

    public void clearTroubles() {
        present.change("trouble", CallLog::clearTroubles);
    }

    /** Whether a scripted crash struck, and nothing is received until {@link #revive}. */
    public boolean isCrashed() {
        return present.settled(() -> present.service().isCrashed());
    }

    /** The function is started again: calls are received again. */
    public void revive() {
        present.change("trouble", log -> present.service().revive());
    }

    /** Shows calls to this listener, and no longer to the one before it, until the next reset. */
    public void listen(CallListener to) {
        present.listen(to);
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
        return look((world, log) -> log.calls());
    }

    public List<Call> calls(String operation) {
        String name = Operation.named(operation).wireName();
        return calls().stream().filter(call -> call.operation().equals(name)).toList();
    }

    /** Forgets the calls received; the next one has index 0. */
    public void clearCalls() {
        present.change("reset", CallLog::clear);
    }

    /** The IAM actions that the calls received needed, the dependent ones included. */
    public Set<String> usedActions() {
        return look((world, log) -> Set.copyOf(world.usedActions));
    }

    /** The numbers held, FAILED ones included, in the order of their digits, whatever reads may still show. */
    public List<HeldNumber> numbers() {
        return look((world, log) -> world.numbers());
    }

    /** The number held that has this id, ARN or E.164 number. */
    public Optional<HeldNumber> number(String name) {
        return look((world, log) -> world.held(name));
    }

    /** The claims that are over, in the order of their ends: released, or FAILED and returned or claimed again. */
    public List<HeldNumber> released() {
        return look((world, log) -> world.released());
    }

    /** Claims and imports accepted, ever; repeated answers under a ClientToken do not count. */
    public long claimsMade() {
        return look((world, log) -> world.claims);
    }

    /** Releases accepted, ever. */
    public long releasesMade() {
        return look((world, log) -> world.releases);
    }

    /** Makes a number somebody else's: it can neither be searched nor claimed. */
    public void takeElsewhere(String number) {
        present.change(new Deed.Taken(number));
    }

    /** Sets tags that the API would refuse, as AWS itself does with {@code aws:} keys. */
    public void putTags(String idOrArn, Map<String, String> tags) {
        present.change(new Deed.Tagged(idOrArn, tags));
    }

    /** Notes which stack claimed a number: the page shows it, and the service does not know of it. */
    public void noteStack(String idOrArn, String stack) {
        present.change(new Deed.Noted(idOrArn, stack));
    }

    @Override
    public void close() {
        server.close();
        present.close();
    }
}
