package com.example.connect.simulator;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What a scripted trouble does to the call that it hits. A fault that cannot happen to a call leaves it alone. */
public sealed interface Fault {
    /** Whether the call takes effect first. */
    enum Stage {
        BEFORE,
        AFTER
    }

    /** The caller gets this answer instead of the service's. */
    record Instead(Stage stage, Answer answer) implements Fault {}

    /**
     * A replica that lags refuses the call. Only a call that names a number, by id or by ARN, can be refused so: a claim,
     * an import, a search and a list ask for nothing that was just written.
     */
    record Lagging(Answer answer) implements Fault {}

    /** The service's answer lacks one member, of every element where it is in a list; {@link Members} has the paths. */
    record LeftOut(String member) implements Fault {}

    /** A refusal of the service's keeps its code and status, and is worded otherwise. */
    record Reworded(Rewording words) implements Fault {}

    /**
     * The call takes effect at once and its answer takes so long. Simulated time passes; nobody waits. A caller that has
     * given up by then is left with a connection that ends without an answer: to a client, that is what a time-out is.
     *
     * @param heard whether the caller still gets the answer
     */
    record Slow(Duration time, boolean heard) implements Fault {}

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

    /**
     * Whether the fault can happen to a call like this one, which was answered without any fault; a member that an answer
     * may lack is the answer's own matter.
     */
    default boolean canHit(Call call) {
        if (this instanceof Reworded) {
            return call.errorCode().isPresent();
        }
        return !(this instanceof Lagging) || namesANumber(call.parameters());
    }

    private static boolean namesANumber(Map<String, Object> parameters) {
        return parameters.containsKey("PhoneNumberId")
                || parameters.containsKey("resourceArn")
                || parameters.containsKey("ResourceIds");
    }

    /** The answer to a call with these parameters that does not take effect; empty where it does. */
    default Optional<Answer> before(Map<String, Object> parameters) {
        if (this instanceof Instead instead && instead.stage() == Stage.BEFORE) {
            return Optional.of(instead.answer());
        }
        if (this instanceof Lagging lagging && namesANumber(parameters)) {
            return Optional.of(lagging.answer());
        }
        return this instanceof Crash crash && crash.stage() == Stage.BEFORE
                ? Optional.of(Answer.dropped())
                : Optional.empty();
    }

    /** What the caller gets of the service's answer. */
    default Answer after(Answer answer) {
        if (this instanceof Instead instead && instead.stage() == Stage.AFTER) {
            return instead.answer();
        }
        if (this instanceof LeftOut leftOut && answer instanceof Answer.Http http) {
            return http.withBody(Members.without(http.body(), leftOut.member()));
        }
        if (this instanceof Reworded reworded && answer instanceof Answer.Http http) {
            return reworded.words().of(http);
        }
        boolean lost = this instanceof Crash crash && crash.stage() == Stage.AFTER
                || this instanceof Slow slow && !slow.heard();
        return lost ? Answer.dropped() : answer;
    }

    /** How long the answer takes. */
    default Duration time() {
        return this instanceof Slow slow ? slow.time() : Duration.ZERO;
    }
}
