package com.example.connect.simulator;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The world as it is, the service on it, and the records of both, under one lock. */
final class Present implements AutoCloseable {
    final SimulatedClock clock;
    final Events events = new Events();
    private final Object lock = new Object();
    private final CallLog log = new CallLog();
    private final Journal journal = new Journal();
    private final Optional<StateFile> file;
    private Knobs initial;
    private World world;
    private Service service;
    private CallListener listener = new CallListener() {};

    /** A new world with these knobs, or the one that the file keeps. */
    Present(SimulatedClock clock, Knobs knobs, Optional<StateFile> file) {
        this.clock = clock;
        this.file = file;
        this.initial = knobs;
        this.world = new World(clock, knobs, events);
        this.service = new Service(world, log, journal);
        journal.begin(knobs, clock.now());
        file.ifPresent(this::keepIn);
    }

    private void keepIn(StateFile folder) {
        List<Map<String, Object>> kept = folder.read();
        if (!kept.isEmpty()) {
            take(journal.remake(kept, clock, events, log));
        }
        journal.keep(folder::append, folder::rewrite);
    }

    private void take(Journal.Remade remade) {
        world = remade.world();
        service = remade.service();
        initial = remade.initial();
        log.clear();
        log.clearTroubles();
        events.add("reset", Map::of);
    }

    Answer answer(WireRequest request) {
        synchronized (lock) {
            Answer answer = request.target().isPresent()
                    ? new Neighbours(world).answer(request)
                    : service.answer(request, listener);
            journal.note(clock.setting());
            return answer;
        }
    }

    /** Works on the world after everything due has happened. */
    <T> T settled(Supplier<T> work) {
        synchronized (lock) {
            world.settle();
            T result = work.get();
            journal.note(clock.setting());
            return result;
        }
    }

    /** The same, for work that changes what a reader sees; followers are told that this kind of thing has changed. */
    void change(String kind, Consumer<CallLog> work) {
        settled(() -> {
            work.accept(log);
            events.add(kind, Map::of);
            return true;
        });
    }

    /** Reads the world and the calls received. */
    <T> T look(BiFunction<World, CallLog, T> reader) {
        return settled(() -> reader.apply(world, log));
    }

    /** Does something that the API has no call for. */
    void change(Deed deed) {
        change("changed", calls -> {
            deed.to(world, service);
            journal.add(world.now(), deed);
        });
    }

    Service service() {
        return service;
    }

    void listen(CallListener to) {
        settled(() -> listener = to);
    }

    /** A new world with the knobs of the start. */
    void reset() {
        synchronized (lock) {
            reset(initial);
        }
    }

    void reset(Knobs knobs) {
        synchronized (lock) {
            clock.rewind();
            World anew = new World(clock, knobs, events);
            journal.begin(knobs, clock.now());
            take(new Journal.Remade(anew, new Service(anew, log, journal), knobs));
            listener = new CallListener() {};
        }
    }

    /** All that was done to this world. */
    List<Map<String, Object>> exportState() {
        return settled(journal::lines);
    }

    void importState(List<Map<String, Object>> exported) {
        synchronized (lock) {
            take(journal.remake(exported, clock, events, log));
        }
    }

    @Override
    public void close() {
        file.ifPresent(StateFile::close);
    }
}
