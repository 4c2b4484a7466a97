package com.example.connect.simulator;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a scripted trouble does to the call that it hits. */
public sealed interface Fault {
    /** Whether the call takes effect first. */
    enum Stage {
        BEFORE,
        AFTER
    }

    /** The caller gets this answer instead of the service's. */
    record Instead(Stage stage, Answer answer) implements Fault {}

    /**
     * The caller dies: the connection drops, and until {@link ConnectSimulator#revive} no further call is received,
     * counted or recorded, whatever the dead function's thread still tries.
     */
    record Crash(Stage stage) implements Fault {}

    /** The call is answered as ever, and the asynchronous work that it starts ends FAILED with this message. */
    record FailLater(String message) implements Fault {}

    Fault THROTTLE = refuse(Stage.BEFORE, 429, "ThrottlingException", "Rate exceeded");
    Fault TOO_MANY_REQUESTS = refuse(Stage.BEFORE, 429, "TooManyRequestsException", "Too Many Requests");
    Fault ACCESS_DENIED = refuse(
            Stage.BEFORE, 403, "AccessDeniedException", "User: simulated is not authorized to perform this action");
    Fault INTERNAL_ERROR_BEFORE = internalError(Stage.BEFORE);
    Fault INTERNAL_ERROR_AFTER = internalError(Stage.AFTER);
    Fault DROP_BEFORE = new Instead(Stage.BEFORE, Answer.DROPPED);
    Fault DROP_AFTER = new Instead(Stage.AFTER, Answer.DROPPED);
    Fault GARBAGE_BEFORE = garbage(Stage.BEFORE);
    Fault GARBAGE_AFTER = garbage(Stage.AFTER);
    /** A 200 that says nothing. */
    Fault EMPTY_BEFORE = new Instead(Stage.BEFORE, Answer.body("{}"));

    Fault EMPTY_AFTER = new Instead(Stage.AFTER, Answer.body("{}"));
    Fault CRASH_BEFORE = new Crash(Stage.BEFORE);
    Fault CRASH_AFTER = new Crash(Stage.AFTER);

    /** The faults above by their names, for scripts that come from outside. */
    static Map<String, Fault> named() {
        Map<String, Fault> faults = new LinkedHashMap<>();
        faults.put("THROTTLE", THROTTLE);
        faults.put("TOO_MANY_REQUESTS", TOO_MANY_REQUESTS);
        faults.put("ACCESS_DENIED", ACCESS_DENIED);
        faults.put("INTERNAL_ERROR_BEFORE", INTERNAL_ERROR_BEFORE);
        faults.put("INTERNAL_ERROR_AFTER", INTERNAL_ERROR_AFTER);
        faults.put("DROP_BEFORE", DROP_BEFORE);
        faults.put("DROP_AFTER", DROP_AFTER);
        faults.put("GARBAGE_BEFORE", GARBAGE_BEFORE);
        faults.put("GARBAGE_AFTER", GARBAGE_AFTER);
        faults.put("EMPTY_BEFORE", EMPTY_BEFORE);
        faults.put("EMPTY_AFTER", EMPTY_AFTER);
        faults.put("CRASH_BEFORE", CRASH_BEFORE);
        faults.put("CRASH_AFTER", CRASH_AFTER);
        return faults;
    }

    /** Any error of any wording. */
    static Fault refuse(Stage stage, int status, String code, String message) {
        return new Instead(stage, Answer.error(status, code, message));
    }

    private static Fault internalError(Stage stage) {
        return refuse(stage, 500, "InternalServiceException", "Request processing failed because of an internal error");
    }

    private static Fault garbage(Stage stage) {
        return new Instead(stage, Answer.body("<html><body>It works!</body></html>"));
    }

    /** The answer that replaces the call, or what it would have answered, at this stage. */
    default Optional<Answer> answerAt(Stage at) {
        if (this instanceof Instead instead && instead.stage() == at) {
            return Optional.of(instead.answer());
        }
        return this instanceof Crash crash && crash.stage() == at ? Optional.of(Answer.DROPPED) : Optional.empty();
    }
}
