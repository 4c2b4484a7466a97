package com.example.connect.verification.lives;

import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.Knob;
import com.example.connect.verification.cases.Undocumented;
import java.util.List;
import java.util.Set;

/** The turns of the service's knobs in the middle of a life: of all that is undocumented, and of the quota, which is a user's. */
final class KnobTurns {

    private static final Set<Knob<?>> OF_TOKENS = Set.of(Knob.TOKEN_LIFE, Knob.TOKEN_CONFLICT);

    private final Chance chance;

    KnobTurns(Chance chance) {
        this.chance = chance;
    }

    /** Turns one knob. */
    void one(ConnectSimulator connect) {
        List<Knob<?>> open = Undocumented.all();
        int drawn = chance.below(open.size() + 1);
        if (drawn == open.size()) {
            connect.set(Knob.QUOTA, chance.pick(Chance.QUOTAS));
        } else if (OF_TOKENS.contains(open.get(drawn))) {
            connect.set(chance.withTokens(connect.knobs()));
        } else {
            turn(connect, open.get(drawn));
        }
    }

    private <T> void turn(ConnectSimulator connect, Knob<T> open) {
        connect.set(open, chance.pick(Undocumented.values(open)));
    }
}
