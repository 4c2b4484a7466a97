package com.example.connect.simulator;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The faults that a network, a service and a function produce, before or after the call's effect. */
public final class Faults {
    /** What a client waits for an answer before it gives the call up; a client that tells another has other faults. */
    public static final Duration TIME_OUT = Duration.ofSeconds(12);

    /** The names of faults that take a message of the script's. */
    static final String FAIL_LATER = "FAIL_LATER";

    static final String REFUSE = "REFUSE";

    private static final String LEFT_OUT = "LEFT_OUT ";

    private static final Map<String, Fault> NAMED = new LinkedHashMap<>();

    /** What Connect answers and what the effect is, by the fault's name. */
    private static final Map<String, String> SENSES = new LinkedHashMap<>();

    public static final Fault THROTTLE = add(
            "THROTTLE",
            "Connect answers 429 ThrottlingException, and nothing happens.",
            Fault.refuse(Fault.Stage.BEFORE, 429, "ThrottlingException", "Rate exceeded"));
    public static final Fault TOO_MANY_REQUESTS = add(
            "TOO_MANY_REQUESTS",
            "Connect answers 429 TooManyRequestsException, and nothing happens.",
            Fault.refuse(Fault.Stage.BEFORE, 429, "TooManyRequestsException", "Too Many Requests"));
    public static final Fault ACCESS_DENIED = add(
            "ACCESS_DENIED",
            "Connect answers 403 AccessDeniedException, and nothing happens.",
            Fault.refuse(
                    Fault.Stage.BEFORE,
                    403,
                    "AccessDeniedException",
                    "User: simulated is not authorized to perform this action"));
    public static final Fault INTERNAL_ERROR_BEFORE = add(
            "INTERNAL_ERROR_BEFORE",
            "Connect answers 500 InternalServiceException, and nothing happens.",
            internalError(Fault.Stage.BEFORE));
    public static final Fault INTERNAL_ERROR_AFTER = add(
            "INTERNAL_ERROR_AFTER",
            "The call takes effect, and Connect answers 500 InternalServiceException all the same.",
            internalError(Fault.Stage.AFTER));
    public static final Fault DROP_BEFORE = add(
            "DROP_BEFORE",
            "The connection drops without an answer, and nothing happens.",
            new Fault.Instead(Fault.Stage.BEFORE, Answer.dropped()));
    public static final Fault DROP_AFTER = add(
            "DROP_AFTER",
            "The call takes effect, and the connection drops without an answer.",
            new Fault.Instead(Fault.Stage.AFTER, Answer.dropped()));
    public static final Fault GARBAGE_BEFORE = add(
            "GARBAGE_BEFORE",
            "The answer is 200 with a page of HTML, and nothing happens.",
            garbage(Fault.Stage.BEFORE));
    public static final Fault GARBAGE_AFTER = add(
            "GARBAGE_AFTER",
            "The call takes effect, and the answer is 200 with a page of HTML.",
            garbage(Fault.Stage.AFTER));
    /** A 200 with an empty object. */
    public static final Fault EMPTY_BEFORE = add(
            "EMPTY_BEFORE",
            "Connect answers 200 with an empty object, and nothing happens.",
            new Fault.Instead(Fault.Stage.BEFORE, Answer.body("{}")));

    public static final Fault EMPTY_AFTER = add(
            "EMPTY_AFTER",
            "The call takes effect, and Connect answers 200 with an empty object.",
            new Fault.Instead(Fault.Stage.AFTER, Answer.body("{}")));
    /** The two faces of eventual consistency: the developer guide names both, and says that they may last minutes. */
    public static final Fault NOT_FOUND_BEFORE = add(
            "NOT_FOUND_BEFORE",
            "Connect answers a call that names a number with 404 ResourceNotFoundException, and nothing happens.",
            lagging(404, "ResourceNotFoundException", "Resource not found"));

    public static final Fault INVALID_REQUEST_BEFORE = add(
            "INVALID_REQUEST_BEFORE",
            "Connect answers a call that names a number with 400 InvalidRequestException, and nothing happens.",
            lagging(400, "InvalidRequestException", "Invalid request"));

    /** An answer that comes just in time for a client that waits {@link #TIME_OUT}. */
    public static final Fault SLOW = add(
            "SLOW",
            "The call takes effect, and Connect answers after 11 simulated seconds, just before a client gives up.",
            new Fault.Slow(TIME_OUT.minusSeconds(1), true));

    /** One that comes too late for it. */
    public static final Fault TIMED_OUT = add(
            "TIMED_OUT",
            "The call takes effect, and Connect takes 12 simulated seconds: the client has given up by then.",
            new Fault.Slow(TIME_OUT, false));

    public static final Fault SIBLING_WORDING = add(
            "SIBLING_WORDING",
            "Connect refuses what it would refuse anyway, with the message of another of its operations.",
            new Fault.Reworded(Rewording.SIBLING));
    public static final Fault GATEWAY_WORDING = add(
            "GATEWAY_WORDING",
            "Connect refuses what it would refuse anyway, with the message in the form of API Gateway.",
            new Fault.Reworded(Rewording.GATEWAY));
    public static final Fault CRASH_BEFORE = add(
            "CRASH_BEFORE",
            "The caller dies before the call takes effect; no call is received until the simulator is told to revive.",
            new Fault.Crash(Fault.Stage.BEFORE));
    public static final Fault CRASH_AFTER = add(
            "CRASH_AFTER",
            "The caller dies after the call took effect; no call is received until the simulator is told to revive.",
            new Fault.Crash(Fault.Stage.AFTER));

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
            return FAIL_LATER;
        }
        return NAMED.entrySet().stream()
                .filter(entry -> entry.getValue().equals(fault))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(REFUSE);
    }

    /** What Connect answers under a fault of that name, and what the effect is. */
    static String senseOf(String name) {
        if (name.startsWith(LEFT_OUT)) {
            return "The call takes effect, and Connect's answer lacks " + name.substring(LEFT_OUT.length()) + ".";
        }
        return switch (name) {
            case FAIL_LATER -> "Connect accepts the call; a moment later the number's status is FAILED.";
            case REFUSE -> "Connect answers with the error that the script gives.";
            default -> Objects.requireNonNull(SENSES.get(name));
        };
    }

    private static Fault add(String name, String sense, Fault fault) {
        NAMED.put(name, fault);
        SENSES.put(name, sense);
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
