package com.example.connect.simulator;

/** One input member of an operation: its name in the model and on the wire, where it travels, and its bound. */
record Parameter(String name, String wireName, Location location, boolean required, Bound bound) {
    enum Location {
        PATH,
        QUERY,
        BODY
    }

    static Parameter path(String name, Bound bound) {
        return new Parameter(name, name, Location.PATH, true, bound);
    }

    static Parameter query(String name, String wireName, Bound bound) {
        return new Parameter(name, wireName, Location.QUERY, false, bound);
    }

    static Parameter body(String name, Bound bound) {
        return new Parameter(name, name, Location.BODY, false, bound);
    }

    Parameter must() {
        return new Parameter(name, wireName, location, true, bound);
    }
}
