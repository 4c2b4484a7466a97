package com.example.connect.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Every {@link Deed} since the world began, with its time, and how the clock is set: from these the same world can be
 * made again. Each is a line of JSON members; the first line says how the world began.
 */
final class Journal {
    /** The format's name and version, the first member of the first line. */
    static final String FORMAT = "connect-simulator 1";

    private final List<Map<String, Object>> lines = new ArrayList<>();
    private Optional<SimulatedClock.Setting> clock = Optional.empty();
    private Consumer<Map<String, Object>> file = line -> {};
    private Consumer<List<Map<String, Object>>> newFile = all -> {};

    /** Has each line written to a file as well, and a new file begun when a new world begins. */
    void keep(Consumer<Map<String, Object>> append, Consumer<List<Map<String, Object>>> rewrite) {
        file = append;
        newFile = rewrite;
        newFile.accept(lines);
    }

    /** A new world begins with these knobs. */
    void begin(Knobs knobs, Instant start) {
        Map<String, Object> first = new LinkedHashMap<>();
        first.put("format", FORMAT);
        first.put("start", start.toString());
        first.put("knobs", knobs.texts());
        replace(List.of(first));
    }

    private void replace(List<Map<String, Object>> all) {
        lines.clear();
        lines.addAll(all);
        clock = Optional.empty();
        newFile.accept(lines);
    }

    void add(Instant at, Deed deed) {
        add(deed.written(at));
    }

    private void add(Map<String, Object> line) {
        lines.add(line);
        file.accept(line);
    }

    /** Notes how the clock is set, unless it is as it was. */
    void note(SimulatedClock.Setting setting) {
        if (!clock.equals(Optional.of(setting))) {
            clock = Optional.of(setting);
            add(setting.written());
        }
    }

    List<Map<String, Object>> lines() {
        return List.copyOf(lines);
    }

    /** A world made again, with the service that serves it. */
    record Remade(World world, Service service, Knobs initial) {}

    /**
     * Makes the world of these lines, and takes them over. IllegalArgumentException where they are no journal; then
     * nothing has changed.
     */
    Remade remake(List<Map<String, Object>> from, SimulatedClock time, Events events, CallLog log) {
        SimulatedClock.Setting before = time.setting();
        try {
            Remade remade = remade(from, time, new Events(), log);
            remade.world().follow(events);
            replace(from);
            note(time.setting());
            return remade;
        } catch (RuntimeException unreadable) {
            time.restore(before);
            throw new IllegalArgumentException(
                    "this is no state of a connect-simulator that this one can read: " + unreadable.getMessage(),
                    unreadable);
        }
    }

    private Remade remade(List<Map<String, Object>> from, SimulatedClock time, Events events, CallLog log) {
        Map<String, Object> first = from.get(0);
        if (!FORMAT.equals(first.get("format")) || !(first.get("knobs") instanceof Map<?, ?> texts)) {
            throw new IllegalArgumentException("its format is " + first.get("format") + ", and not " + FORMAT);
        }
        Knobs initial = Deed.knobs(texts);
        Instant last = Instant.parse(String.valueOf(first.get("start")));
        time.pin(last);
        World world = new World(time, initial, events);
        Service service = new Service(world, log, this);
        SimulatedClock.Setting setting = new SimulatedClock.Setting(false, Duration.ZERO, Optional.of(last));
        for (Map<String, Object> line : from.subList(1, from.size())) {
            if (line.containsKey("clock")) {
                setting = SimulatedClock.Setting.read(line);
            } else {
                last = Instant.parse(String.valueOf(line.get("at")));
                time.pin(last);
                world.settle();
                Deed.read(line).to(world, service);
            }
        }
        time.restore(setting, last);
        world.settle();
        return new Remade(world, service, initial);
    }
}
