package com.example.connect.verification.laws;

import com.example.connect.simulator.Call;
import com.example.connect.simulator.Knob;
import com.example.connect.verification.cases.FaultCase.Strike;
import com.example.connect.verification.cases.Scenario;
import com.example.connect.verification.cloudformation.Ending;
import com.example.connect.verification.contract.Promises;
import java.util.List;

/** A create that faults held up until it was too late for a claim. */
final class HeldUp {

    private HeldUp() {}

    /** Whether faults held a create up past the deadline: it has claimed none, but where it died in that, and says so. */
    static boolean is(CaseFile file, Ending end) {
        return file.scenario().action() == Scenario.Action.CREATE
                && file.claims().stream().filter(Call::effect).allMatch(claim -> file.isStruck(claim, Strike::isCrash))
                && end.message().contains(Promises.NO_CLAIM_IS_SENT)
                && (hasLastedPastTheDeadline(file)
                        || (hasAClaimInDoubt(file) && isRefusedAgain(file) && end.waited() >= Promises.VISIBLE));
    }

    private static boolean hasLastedPastTheDeadline(CaseFile file) {
        List<Call> struck = file.struck();
        // What CloudFormation adds to its callbacks holds a create up too.
        List<Call> late = file.scenario().setting().seed().isPresent() ? file.ownCalls() : struck;
        return !struck.isEmpty()
                && late.get(late.size() - 1)
                        .at()
                        .plus(file.scenario().knobs().get(Knob.RETRY_AFTER))
                        .isAfter(file.ownCalls().get(0).at().plusSeconds(Promises.LAST_CLAIM_FROM));
    }

    /** A claim without an answer of Connect's may have been carried out, and is looked for. */
    private static boolean hasAClaimInDoubt(CaseFile file) {
        return file.struck().stream()
                .anyMatch(call ->
                        CaseFile.CLAIMING.contains(call.operation()) && (call.status() < 400 || call.status() >= 500));
    }

    /** Connect itself has refused a claim of the create. */
    private static boolean isRefusedAgain(CaseFile file) {
        return file.ownCalls().stream()
                .filter(call -> CaseFile.CLAIMING.contains(call.operation()) && call.status() >= 400)
                .anyMatch(claim -> !file.isStruck(claim, strike -> true));
    }
}
