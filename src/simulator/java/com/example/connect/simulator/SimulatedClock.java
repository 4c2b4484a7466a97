package com.example.connect.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** The only source of time in the simulator. Durations of {@link Knob#FOREVER} never pass. */
public final class SimulatedClock {
    /**
     * How a clock is set: how far it is ahead of its base, and where it was stopped. The base is real time, or the start
     * of a manual clock.
     */
    record Setting(boolean manual, Duration ahead, Optional<Instant> stopped) {
        Map<String, Object> written() {
            String state = manual ? "manual" : stopped.map(Instant::toString).orElse("running");
            return Map.of("clock", state, "ahead", ahead.toString());
        }

        static Setting read(Map<String, Object> text) {
            String clock = String.valueOf(text.get("clock"));
            boolean moves = clock.equals("manual") || clock.equals("running");
            return new Setting(
                    clock.equals("manual"),
                    Duration.parse(String.valueOf(text.get("ahead"))),
                    moves ? Optional.empty() : Optional.of(Instant.parse(clock)));
        }

        /** The instant that it shows, where that is settled without real time. */
        Optional<Instant> shown() {
            return (manual ? Optional.of(START) : stopped).map(from -> from.plus(ahead));
        }
    }

    /** Where a manual clock starts. */
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final InstantSource base;
    private final boolean manual;
    private Duration offset = Duration.ZERO;
    private Optional<Instant> stopped = Optional.empty();

    private SimulatedClock(InstantSource base, boolean manual) {
        this.base = base;
        this.manual = manual;
    }

    /** A clock that moves only when it is advanced. */
    public static SimulatedClock manual() {
        return new SimulatedClock(InstantSource.fixed(START), true);
    }

    /** Real time, and whatever it is advanced by. */
    public static SimulatedClock running() {
        return new SimulatedClock(InstantSource.system(), false);
    }

    /** The simulated instant. */
    public synchronized Instant now() {
        return stopped.orElseGet(base::instant).plus(offset);
    }

    /** Stops a running clock, which then moves only when it is advanced, or lets it run on from where it is. */
    public synchronized void setRunning(boolean running) {
        Instant real = base.instant();
        offset = offset.plus(Duration.between(real, stopped.orElse(real)));
        stopped = running ? Optional.empty() : Optional.of(real);
    }

    /** Moves the clock forward; time never goes back. */
    public synchronized void advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("time cannot go back: " + by);
        }
        offset = offset.plus(by);
    }

    synchronized Setting setting() {
        return new Setting(manual, offset, stopped);
    }

    synchronized void restore(Setting to) {
        offset = to.ahead();
        stopped = to.stopped();
    }

    /**
     * Sets the clock as another one was, and further ahead where it would show less than an instant that has been. A
     * clock of the other kind goes on from the instant that the other one showed.
     */
    synchronized void restore(Setting to, Instant least) {
        restore(to);
        if (to.manual() != manual) {
            stopped = Optional.empty();
            offset = Duration.between(base.instant(), to.shown().orElse(least));
        }
        if (now().isBefore(least)) {
            advance(Duration.between(now(), least));
        }
    }

    /** Shows this instant, until the clock is restored. */
    synchronized void pin(Instant at) {
        restore(new Setting(manual, Duration.ZERO, Optional.of(at)));
    }

    /** Whether it moves by itself. */
    synchronized boolean isRunning() {
        return !manual && stopped.isEmpty();
    }

    boolean isManual() {
        return manual;
    }

    /** A manual clock goes back to its start, for a new world; a running one never goes back. */
    synchronized void rewind() {
        if (manual) {
            offset = Duration.ZERO;
        }
    }

    /** The instant that lies {@code wait} ahead; {@link Instant#MAX} for ever. */
    Instant after(Duration wait) {
        return later(now(), wait);
    }

    static Instant later(Instant from, Duration wait) {
        return wait.equals(Knob.FOREVER) ? Instant.MAX : from.plus(wait);
    }
}
