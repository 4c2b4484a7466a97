package com.example.connect.simulator;

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

    /** The call is answered as usual; the asynchronous work that it starts ends FAILED with this message. */
    record FailLater(String message) implements Fault {}

    /** Any error of any wording. */
    static Fault refuse(Stage stage, int status, String code, String message) {
        return new Instead(stage, Answer.error(status, code, message));
    }

    /** The answer that replaces the call, or what it would have answered, at this stage. */
    default Optional<Answer> answerAt(Stage at) {
        if (this instanceof Instead instead && instead.stage() == at) {
            return Optional.of(instead.answer());
        }
        return this instanceof Crash crash && crash.stage() == at ? Optional.of(Answer.dropped()) : Optional.empty();
    }
}
