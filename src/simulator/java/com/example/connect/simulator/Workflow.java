package com.example.connect.simulator;

import java.time.Duration;

/** Work on a number that the service finishes later by itself. */
final class Workflow {
    private final World world;

    Workflow(World world) {
        this.world = world;
    }

    /** Finishes work on the number after the knob's time, unless the number is released first. */
    void finishLater(HeldNumber number, Knob<Duration> time, Runnable finish) {
        if (world.knob(time).isZero()) {
            finish.run();
            return;
        }
        world.later(world.knob(time), () -> {
            if (!number.isReleased()) {
                finish.run();
            }
        });
    }
}
