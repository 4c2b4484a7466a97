package com.example.connect.verification.lives;

import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.Knob;
import java.util.List;
import java.util.function.Consumer;

/** The turns of the service's knobs in the middle of a life. */
final class KnobTurns {

    private final Chance chance;
    private final List<Consumer<ConnectSimulator>> all;

    KnobTurns(Chance chance) {
        this.chance = chance;
        this.all = List.of(
                service -> service.set(Knob.CLAIM_TIME, chance.seconds(0, 2, 60, 600)),
                service -> service.set(Knob.MOVE_TIME, chance.seconds(0, 2, 120)),
                service -> service.set(Knob.METADATA_TIME, chance.seconds(0, 1, 30)),
                service -> service.set(Knob.INVISIBLE, chance.seconds(0, 5, 50)),
                service -> service.set(Knob.LIST_INVISIBLE, chance.seconds(0, 5, 20)),
                service -> service.set(Knob.STALE, chance.seconds(0, 5)),
                service -> service.set(Knob.STALE_RELEASE, chance.seconds(0, 5, 30)),
                service -> service.set(Knob.RELEASE_FAILED, chance.either()),
                service -> service.set(Knob.RELEASE_IN_PROGRESS, chance.either()),
                service -> service.set(Knob.RELEASE_BOUND, chance.either()),
                service -> service.set(Knob.FAILED_MOVE_STAYS, chance.either()),
                service -> service.set(Knob.BIND_IN_PROGRESS, chance.either()),
                service -> service.set(Knob.RETRY_AFTER, chance.seconds(0, 3)),
                service -> service.set(Knob.WINDOW_BLOCK, chance.pick(List.of(Knob.WindowBlock.values()))),
                service -> service.set(Knob.THROTTLE_ERROR, chance.pick(List.of(Knob.ThrottleError.values()))),
                service -> service.set(Knob.QUOTA, chance.pick(List.of(1, 3, 10, 50))),
                this::turnTokens);
    }

    /** Turns one knob. */
    void one(ConnectSimulator connect) {
        chance.pick(all).accept(connect);
    }

    private void turnTokens(ConnectSimulator service) {
        if (chance.forgetsTokens()) {
            service.set(Knob.TOKEN_LIFE, chance.seconds(0, 1, 60))
                    .set(Knob.TOKEN_CONFLICT, Knob.TokenConflict.NEW_CLAIM);
        } else {
            service.set(
                    Knob.TOKEN_CONFLICT,
                    chance.pick(List.of(Knob.TokenConflict.FIRST_ANSWER, Knob.TokenConflict.IDEMPOTENCY_EXCEPTION)));
        }
    }
}
