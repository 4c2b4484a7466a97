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
        if (!number.claimFailed() || world.knob(Knob.WINDOW_FAILED) == Knob.WindowFailed.CLAIM_AND_RELEASE) {
            world.quota.countTurnover(number.state().targetArn(), new Turnover.Turn(world.now(), false, number));
        }
        world.releases++;
        if (world.knob(Knob.STALE_RELEASE_STATUS) == Knob.StaleReleaseStatus.IN_PROGRESS) {
            world.change(number, number.state().inProgress());
        }
        world.end(number);
        world.rest(number, coolsDown(number) ? world.knob(Knob.COOLDOWN) : Duration.ZERO);
    }

    private boolean coolsDown(HeldNumber number) {
        return (!number.claimFailed() || world.knob(Knob.COOL_FAILED))
                && (number.sourceArn().isEmpty() || world.knob(Knob.COOL_IMPORTED));
    }

    /** Finishes work on the number after the knob's time, unless the number is released first. */
    void finishLater(HeldNumber number, Knob<Duration> time, Runnable finish) {
        if (world.knob(time).isZero()) {
            finish.run();
            return;
        }
        world.later(world.knob(time), number.number() + " will no longer be IN_PROGRESS", () -> {
            if (!number.isReleased()) {
                finish.run();
            }
        });
    }
}
