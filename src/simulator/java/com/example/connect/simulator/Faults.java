package com.example.connect.simulator;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The faults that a network, a service and a function produce, before or after the call's effect. */
public final class Faults {
    private static final Map<String, Fault> NAMED = new LinkedHashMap<>();

    public static final Fault THROTTLE =
            add("THROTTLE", Fault.refuse(Fault.Stage.BEFORE, 429, "ThrottlingException", "Rate exceeded"));
    public static final Fault TOO_MANY_REQUESTS = add(
            "TOO_MANY_REQUESTS",
            Fault.refuse(Fault.Stage.BEFORE, 429, "TooManyRequestsException", "Too Many Requests"));
    public static final Fault ACCESS_DENIED = add(
            "ACCESS_DENIED",
            Fault.refuse(
                    Fault.Stage.BEFORE,
                    403,
                    "AccessDeniedException",
                    "User: simulated is not authorized to perform this action"));
    public static final Fault INTERNAL_ERROR_BEFORE = add("INTERNAL_ERROR_BEFORE", internalError(Fault.Stage.BEFORE));
    public static final Fault INTERNAL_ERROR_AFTER = add("INTERNAL_ERROR_AFTER", internalError(Fault.Stage.AFTER));
    public static final Fault DROP_BEFORE = add("DROP_BEFORE", new Fault.Instead(Fault.Stage.BEFORE, Answer.dropped()));
    public static final Fault DROP_AFTER = add("DROP_AFTER", new Fault.Instead(Fault.Stage.AFTER, Answer.dropped()));
    public static final Fault GARBAGE_BEFORE = add("GARBAGE_BEFORE", garbage(Fault.Stage.BEFORE));
    public static final Fault GARBAGE_AFTER = add("GARBAGE_AFTER", garbage(Fault.Stage.AFTER));
    /** A 200 with an empty object. */
    public static final Fault EMPTY_BEFORE =
            add("EMPTY_BEFORE", new Fault.Instead(Fault.Stage.BEFORE, Answer.body("{}")));

    public static final Fault EMPTY_AFTER = add("EMPTY_AFTER", new Fault.Instead(Fault.Stage.AFTER, Answer.body("{}")));
    public static final Fault CRASH_BEFORE = add("CRASH_BEFORE", new Fault.Crash(Fault.Stage.BEFORE));
    public static final Fault CRASH_AFTER = add("CRASH_AFTER", new Fault.Crash(Fault.Stage.AFTER));

    private Faults() {}

    /** All of them, by their names. */
    public static Map<String, Fault> all() {
        return Collections.unmodifiableMap(NAMED);
    }

    /** The fault of that name; IllegalArgumentException, with the names there are, where there is none. */
    public static Fault named(String name) {
        return Optional.ofNullable(NAMED.get(name))
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no fault " + name + "; there are " + String.join(", ", NAMED.keySet())));
    }

    private static Fault add(String name, Fault fault) {
        NAMED.put(name, fault);
        return fault;
    }

    private static Fault internalError(Fault.Stage stage) {
        return Fault.refuse(
                stage, 500, "InternalServiceException", "Request processing failed because of an internal error");
    }

    private static Fault garbage(Fault.Stage stage) {
        return new Fault.Instead(stage, Answer.body("<html><body>It works!</body></html>"));
    }
}
