package com.example.connect.simulator;

import java.time.Duration;

/** Work on a number that the service finishes later by itself. */
final class Workflow {
    private final World world;

    Workflow(World world) {
        this.world = world;
    }

    /** Ends a claim: its quota is freed at once, and the number is back in the inventory after its cool-down. */
    void release(HeldNumber number) {
        if (!number.claimFailed()) {
            world.quota.countTurnover(number.state().targetArn(), world.now());
        }
        world.releases++;
        world.end(number);
        // GUESS: no cooldown for an imported number, which End User Messaging gets back, nor for a FAILED claim's.
        boolean cools = !number.claimFailed();
        world.later(cools ? world.knob(Knob.COOLDOWN) : Duration.ZERO, () -> world.putBack(number));
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
