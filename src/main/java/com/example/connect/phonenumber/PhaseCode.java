package com.example.connect.phonenumber;

import java.util.Arrays;
import java.util.Optional;

/** The phases on the wire, by short codes. Codes are only ever added: the next version reads what this one wrote. */
enum PhaseCode {
    CHECKING("ck", Creating.Checking.class),
    CHOOSING("cc", Creating.Choosing.class),
    CLAIMING("cl", Creating.Claiming.class),
    RECOVERING("cr", Creating.Recovering.class),
    APPEARING("ca", Creating.Appearing.class),
    STABILIZING("cs", Creating.Stabilizing.class),
    VANISHED("cv", Creating.Vanished.class),

    COMPARING("uc", Updating.Comparing.class),
    BLOCKED("ub", Updating.Blocked.class),
    CHANGING("ug", Updating.Changing.class),
    AGREEING("ua", Updating.Agreeing.class),
    DISAPPEARED("ud", Updating.Disappeared.class),

    RELEASING("dr", Deleting.Releasing.class),
    MISSING("dm", Deleting.Missing.class),
    BUSY("db", Deleting.Busy.class),
    RELEASED("dd", Deleting.Released.class);

    private final String wire;
    private final Class<? extends Phase> type;

    PhaseCode(String wire, Class<? extends Phase> type) {
        this.wire = wire;
        this.type = type;
    }

    String wire() {
        return wire;
    }

    static PhaseCode of(Phase phase) {
        return Arrays.stream(values())
                .filter(code -> code.type.isInstance(phase))
                .findFirst()
                .orElseThrow();
    }

    static Optional<PhaseCode> of(String wire) {
        return Arrays.stream(values()).filter(code -> code.wire.equals(wire)).findFirst();
    }
}
