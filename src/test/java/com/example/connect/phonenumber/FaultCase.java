package com.example.connect.phonenumber;

import com.example.connect.simulator.Fault;
import com.example.connect.simulator.Faults;
import com.example.connect.simulator.Knob;
import com.example.connect.simulator.Knobs;
import com.example.connect.simulator.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A scenario with its faults.
 *
 * @param deadline whether CloudFormation gives up a create that has shown no identifier for 60 seconds
 */
record FaultCase(Scenario scenario, Tokens tokens, List<Strike> strikes, Recovery recovery, boolean deadline) {

    /** What Connect does with a ClientToken that it was given before: undocumented, so every answer is met. */
    enum Tokens {
        IDEMPOTENCY_EXCEPTION(Knob.TokenConflict.IDEMPOTENCY_EXCEPTION, Knob.FOREVER),
        FIRST_ANSWER(Knob.TokenConflict.FIRST_ANSWER, Knob.FOREVER),
        NEW_CLAIM(Knob.TokenConflict.NEW_CLAIM, Knob.FOREVER),
        FORGOTTEN(Knob.TokenConflict.NEW_CLAIM, Duration.ZERO);

        private final Knob.TokenConflict conflict;
        private final Duration life;

        Tokens(Knob.TokenConflict conflict, Duration life) {
            this.conflict = conflict;
            this.life = life;
        }

        Knobs in(Knobs knobs) {
            return knobs.with(Knob.TOKEN_CONFLICT, conflict).with(Knob.TOKEN_LIFE, life);
        }
    }

    /** What CloudFormation or its user does after an update that failed. */
    enum Recovery {
        SECOND_RUN,
        ROLLBACK
    }

    /** One fault that hits the call with this index, and those that follow. */
    record Strike(int index, String fault, int times) {

        private static final String DENIED = "ACCESS_DENIED";

        Trouble trouble() {
            return Trouble.at(index).times(times).of(Faults.named(fault));
        }

        boolean hits(int call) {
            return index <= call && call < index + times;
        }

        boolean isPassing() {
            return !fault.equals(DENIED);
        }

        boolean isCrash() {
            return Faults.named(fault) instanceof Fault.Crash;
        }

        @Override
        public String toString() {
            return fault + (times == 1 ? "" : " x" + times) + " at call " + index;
        }
    }

    static FaultCase clean(Scenario scenario) {
        return new FaultCase(scenario, Tokens.IDEMPOTENCY_EXCEPTION, List.of(), Recovery.SECOND_RUN, false);
    }

    FaultCase with(List<Strike> troubles) {
        return new FaultCase(scenario, tokens, troubles, recovery, deadline);
    }

    FaultCase under(Tokens rule) {
        return new FaultCase(scenario, rule, strikes, recovery, deadline);
    }

    FaultCase recoveringBy(Recovery way) {
        return new FaultCase(scenario, tokens, strikes, way, deadline);
    }

    FaultCase withDeadline() {
        return new FaultCase(scenario, tokens, strikes, recovery, true);
    }

    /** The fault that decides about a call, where one hits it. */
    Optional<Strike> strikeAt(int call) {
        return strikes.stream().filter(strike -> strike.hits(call)).findFirst();
    }

    @Override
    public String toString() {
        return String.format(
                "%s [%s%s%s] tokens %s",
                scenario,
                strikes.stream().map(Strike::toString).collect(Collectors.joining(", ")),
                recovery == Recovery.ROLLBACK ? ", rolled back" : "",
                deadline ? ", identifier deadline" : "",
                tokens);
    }
}
