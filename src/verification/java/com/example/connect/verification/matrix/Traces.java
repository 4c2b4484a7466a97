package com.example.connect.verification.matrix;

import com.example.connect.simulator.Call;
import com.example.connect.simulator.Knob;
import com.example.connect.simulator.Knobs;
import com.example.connect.verification.cases.FaultCase;
import com.example.connect.verification.cases.FaultCase.Strike;
import com.example.connect.verification.cloudformation.CloudFormationFacts;
import com.example.connect.verification.contract.Promises;
import com.example.connect.verification.laws.CaseFile;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What a run's calls show, for {@link Undecidable}. */
final class Traces {

    private Traces() {}

    /** How long after its claim a number is not described, or not listed. */
    static Duration unseenFor(Knobs knobs) {
        Duration inProgress = knobs.get(Knob.LIST_IN_PROGRESS) ? Duration.ZERO : knobs.get(Knob.CLAIM_TIME);
        return Stream.of(knobs.get(Knob.INVISIBLE), knobs.get(Knob.LIST_INVISIBLE), inProgress)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    static boolean isDeath(FaultCase fault, Call call) {
        return fault.strikeAt(call.index()).filter(Strike::isCrash).isPresent();
    }

    /** Whether access was denied to such a call of the operation's. */
    static boolean isDenied(CaseFile run, String operation) {
        return run.ownCalls().stream()
                .filter(call -> call.operation().equals(operation))
                .flatMap(call -> run.faultCase().strikeAt(call.index()).stream())
                .anyMatch(strike -> !strike.isPassing());
    }

    /** Whether a create tried until no other claim could end in time. What CloudFormation adds to a delay costs a try. */
    static boolean hasTriedToTheEnd(CaseFile run) {
        int added = run.scenario().setting().seed().isPresent() ? CloudFormationFacts.mostOverhead() : 0;
        Instant lastTry = run.ownCalls().get(run.ownCalls().size() - 1).at();
        return !lastTry.isBefore(run.calls().get(0).at().plusSeconds(Promises.LAST_TRY_FROM - added));
    }

    static int firstEffect(List<Call> claims) {
        for (int i = 0; i < claims.size(); i++) {
            if (claims.get(i).effect()) {
                return i;
            }
        }
        return -1;
    }
}
