package com.example.connect.phonenumber;

import java.util.Arrays;
import java.util.Optional;

/** The phases on the wire, by short codes. Codes are only ever added: the next version reads what this one wrote. */
enum PhaseCode {
    CHOOSING("cc"),
    CLAIMING("cl"),
    RECOVERING("cr"),
    APPEARING("ca"),
    STABILIZING("cs"),
    VANISHED("cv"),

    COMPARING("uc"),
    BLOCKED("ub"),
    CHANGING("ug"),
    LOST("ul"),

    RELEASING("dr"),
    MISSING("dm"),
    BUSY("db"),
    RELEASED("dd");

    private final String wire;

    PhaseCode(String wire) {
        this.wire = wire;
    }

    String wire() {
        return wire;
    }

    static Optional<PhaseCode> of(String wire) {
        return Arrays.stream(values()).filter(code -> code.wire.equals(wire)).findFirst();
    }
}
