package com.example.connect.simulator;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The faults that a network, a service and a function produce, before or after the call's effect. */
public final class Faults {
    /** What a client waits for an answer before it gives the call up; a client that tells another has other faults. */
    public static final Duration TIME_OUT = Duration.ofSeconds(12);

    private static final String LEFT_OUT = "LEFT_OUT ";

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
    /** The two faces of eventual consistency: the developer guide names both, and says that they may last minutes. */
    public static final Fault NOT_FOUND_BEFORE =
            add("NOT_FOUND_BEFORE", lagging(404, "ResourceNotFoundException", "Resource not found"));

    public static final Fault INVALID_REQUEST_BEFORE =
            add("INVALID_REQUEST_BEFORE", lagging(400, "InvalidRequestException", "Invalid request"));

    /** An answer that comes just in time for a client that waits {@link #TIME_OUT}. */
    public static final Fault SLOW = add("SLOW", new Fault.Slow(TIME_OUT.minusSeconds(1), true));

    /** One that comes too late for it. */
    public static final Fault TIMED_OUT = add("TIMED_OUT", new Fault.Slow(TIME_OUT, false));

    public static final Fault SIBLING_WORDING = add("SIBLING_WORDING", new Fault.Reworded(Rewording.SIBLING));
    public static final Fault GATEWAY_WORDING = add("GATEWAY_WORDING", new Fault.Reworded(Rewording.GATEWAY));
    public static final Fault CRASH_BEFORE = add("CRASH_BEFORE", new Fault.Crash(Fault.Stage.BEFORE));
    public static final Fault CRASH_AFTER = add("CRASH_AFTER", new Fault.Crash(Fault.Stage.AFTER));

    private Faults() {}

    /** All of them, by their names; of those that an answer's member names, {@link #leftOut}, none. */
    public static Map<String, Fault> all() {
        return Collections.unmodifiableMap(NAMED);
    }

    /** The name of the fault whose answer lacks a member: {@code LEFT_OUT ClaimedPhoneNumberSummary.Tags}. */
    public static String leftOut(String member) {
        return LEFT_OUT + member;
    }

    /** The fault of that name; IllegalArgumentException, with the names there are, where there is none. */
    public static Fault named(String name) {
        if (name.startsWith(LEFT_OUT)) {
            return new Fault.LeftOut(name.substring(LEFT_OUT.length()));
        }
        return Optional.ofNullable(NAMED.get(name))
                .orElseThrow(() -> new IllegalArgumentException("there is no fault " + name + "; there are "
                        + String.join(", ", NAMED.keySet()) + ", " + LEFT_OUT + "MEMBER"));
    }

    /** The name of a fault; of one that has none, what kind it is. */
    static String nameOf(Fault fault) {
        if (fault instanceof Fault.LeftOut leftOut) {
            return leftOut(leftOut.member());
        }
        if (fault instanceof Fault.FailLater) {
            return "FAIL_LATER";
        }
        return NAMED.entrySet().stream()
                .filter(entry -> entry.getValue().equals(fault))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("REFUSE");
    }

    private static Fault add(String name, Fault fault) {
        NAMED.put(name, fault);
        return fault;
    }

    private static Fault internalError(Fault.Stage stage) {
        return Fault.refuse(
                stage, 500, "InternalServiceException", "Request processing failed because of an internal error");
    }

    private static Fault lagging(int status, String code, String message) {
        return new Fault.Lagging(Answer.error(status, code, message));
    }

    private static Fault garbage(Fault.Stage stage) {
        return new Fault.Instead(stage, Answer.body("<html><body>It works!</body></html>"));
    }
}
