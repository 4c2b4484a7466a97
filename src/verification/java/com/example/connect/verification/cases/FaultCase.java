package com.example.connect.verification.cases;

import com.example.connect.simulator.Call;
import com.example.connect.simulator.Fault;
import com.example.connect.simulator.Faults;
import com.example.connect.simulator.Knob;
import com.example.connect.simulator.Knobs;
import com.example.connect.simulator.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A scenario with its faults.
 *
 * @param deadline whether CloudFormation gives up a create that has shown no identifier for 60 seconds
 */
public record FaultCase(Scenario scenario, Tokens tokens, List<Strike> strikes, Recovery recovery, boolean deadline) {

    /** What Connect does with a ClientToken that it was given before: undocumented, so every answer is met. */
    public enum Tokens {
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

        public Knobs in(Knobs knobs) {
            return knobs.with(Knob.TOKEN_CONFLICT, conflict).with(Knob.TOKEN_LIFE, life);
        }
    }

    private static final Set<String> STATUS =
            Set.of("ClaimedPhoneNumberSummary.PhoneNumberStatus", "ClaimedPhoneNumberSummary.PhoneNumberStatus.Status");

    /** What CloudFormation or its user does after an update that failed. */
    public enum Recovery {
        SECOND_RUN,
        ROLLBACK
    }

    /** One fault that hits the call with this index, and those that follow. */
    public record Strike(int index, String fault, int times) {

        private static final String DENIED = "ACCESS_DENIED";

        /** How an operation ends can hang on these: without them it is not known what else would have been. */
        private static final Set<String> DECISIVE = Set.of(
                "AvailableNumbersList",
                "AvailableNumbersList[].PhoneNumber",
                "ContactFlow",
                "ContactFlow.State",
                "ClaimedPhoneNumberSummary.PhoneNumber");

        /** The same of what a second look asks for again. */
        private static final Set<String> LISTED = Set.of(
                "ListPhoneNumbersSummaryList",
                "ListPhoneNumbersSummaryList[].PhoneNumber",
                "ListPhoneNumbersSummaryList[].PhoneNumberArn");

        private static final String MISSING = "NOT_FOUND_BEFORE";
        private static final String INVALID = "INVALID_REQUEST_BEFORE";

        public Trouble trouble() {
            return Trouble.at(index).times(times).of(Faults.named(fault));
        }

        public boolean hits(int call) {
            return index <= call && call < index + times;
        }

        public boolean isPassing() {
            return !fault.equals(DENIED);
        }

        public boolean isMissing() {
            return fault.equals(MISSING);
        }

        /** Whether a replica that lags does not know the number: the two errors that the developer guide names. */
        public boolean isLag() {
            return isMissing() || fault.equals(INVALID);
        }

        /** Whether a refusal has other words than the scenario's reason. */
        public boolean isReworded() {
            return Faults.named(fault) instanceof Fault.Reworded;
        }

        /** Whether it leaves out what is decisive: only for a while, where another look would tell it. */
        private boolean hidesWhatDecides() {
            return leftOut()
                    .filter(member -> DECISIVE.contains(member) || times > 1 && LISTED.contains(member))
                    .isPresent();
        }

        /** The member that answers lack; empty where they lack none. */
        public Optional<String> leftOut() {
            return Faults.named(fault) instanceof Fault.LeftOut leftOut
                    ? Optional.of(leftOut.member())
                    : Optional.empty();
        }

        public boolean isCrash() {
            return Faults.named(fault) instanceof Fault.Crash;
        }

        @Override
        public String toString() {
            return fault + (times == 1 ? "" : " x" + times) + " at call " + index;
        }
    }

    /** Whether an answer left out what decides how this ends; a create looks again at a number without a status. */
    public boolean hidesWhatDecides() {
        boolean isStatusDecisive = scenario.action() != Scenario.Action.CREATE;
        return strikes.stream().anyMatch(Strike::hidesWhatDecides)
                || isStatusDecisive && leftOut().anyMatch(STATUS::contains);
    }

    public static FaultCase clean(Scenario scenario) {
        return new FaultCase(scenario, Tokens.IDEMPOTENCY_EXCEPTION, List.of(), Recovery.SECOND_RUN, false);
    }

    public FaultCase with(List<Strike> troubles) {
        return new FaultCase(scenario, tokens, troubles, recovery, deadline);
    }

    public FaultCase under(Tokens rule) {
        return new FaultCase(scenario, rule, strikes, recovery, deadline);
    }

    public FaultCase recoveringBy(Recovery way) {
        return new FaultCase(scenario, tokens, strikes, way, deadline);
    }

    public FaultCase withDeadline() {
        return new FaultCase(scenario, tokens, strikes, recovery, true);
    }

    /** The members that answers lack. */
    public Stream<String> leftOut() {
        return strikes.stream().map(Strike::leftOut).flatMap(Optional::stream);
    }

    /** Whether answers lack the text of a refusal, or of work that has FAILED. */
    public boolean leavesOutMessages() {
        return leftOut().anyMatch(member -> member.endsWith("Message") || member.endsWith("message"));
    }

    /** The fault that decides about a call, where one hits it. */
    public Optional<Strike> strikeAt(int call) {
        return strikes.stream().filter(strike -> strike.hits(call)).findFirst();
    }

    /** What strikes those of the calls that are of an operation. */
    public Stream<Strike> strikesAt(String operation, List<Call> calls) {
        return calls.stream()
                .filter(call -> call.operation().equals(operation))
                .flatMap(call -> strikeAt(call.index()).stream());
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
