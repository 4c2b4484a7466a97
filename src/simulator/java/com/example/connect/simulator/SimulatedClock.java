package com.example.connect.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** The only source of time in the simulator. Durations of {@link Knob#FOREVER} never pass. */
public final class SimulatedClock {
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
