package com.example.connect.verification.laws;

import com.example.connect.simulator.Knob;
import com.example.connect.verification.cases.FaultCase;
import com.example.connect.verification.cases.FaultCase.Strike;
import com.example.connect.verification.cases.Scenario;
import com.example.connect.verification.cloudformation.CloudFormationFacts;
import com.example.connect.verification.cloudformation.Ending;
import com.example.connect.verification.contract.Promises;
import java.util.Optional;
import java.util.stream.IntStream;

/** {@link Law#PASSING_FAULTS_PASS}: the operation ends as it does without a fault, or in a way that the fault excuses. */
final class PassingFaultLaw implements Checker {

    @Override
    public void ended(CaseFile file, Ending end) {
        Optional<Ending> clean = file.clean();
        boolean asEver = clean.isEmpty()
                || (clean.get().status().equals(end.status())
                        && clean.get().errorCode().equals(end.errorCode()));
        if (!asEver && !mayFailSo(file, end)) {
            file.breach(Law.PASSING_FAULTS_PASS, end.event().toString());
        }
        if (clean.isEmpty() && end.succeeded() == file.scenario().reason().isPresent()) {
            file.breach(Law.PASSING_FAULTS_PASS, "without a fault: " + end.event());
        }
    }

    /**
     * Denied access does not pass; a create cannot wait past CloudFormation's deadline, nor a read for what passes later
     * than CloudFormation's retries, nor any operation for a number that lags for longer than is promised; and what the
     * service leaves out of its answers is not known.
     */
    private static boolean mayFailSo(CaseFile file, Ending end) {
        FaultCase fault = file.faultCase();
        boolean isDenialTold =
                end.errorCode().equals("AccessDenied") || end.message().contains("AccessDeniedException");
        boolean denied = isDenialTold && fault.strikes().stream().anyMatch(strike -> !strike.isPassing());
        boolean outlasted = fault.strikes().stream().mapToInt(Strike::times).sum() > CloudFormationFacts.retries();
        boolean releasedAndDied = end.errorCode().equals("NotFound") && hasDiedAfterItsRelease(file);
        return denied
                || releasedAndDied
                || isToldMissingTwice(file, end)
                || meetsARefusal(file.scenario()) && fault.leavesOutMessages() && !end.succeeded()
                || fault.hidesWhatDecides()
                || end.succeeded() && isLookAtTheFlowDenied(file)
                || fault.strikes().stream().anyMatch(Strike::isLag) && file.hasLaggedFor(Promises.VISIBLE)
                || HeldUp.is(file, end)
                || end.isGivenUp() && mayWaitPastTheDeadline(file)
                || (file.scenario().action().answersAtOnce()
                        && outlasted
                        && CloudFormationFacts.isRetriable(end.errorCode()));
    }

    /** Whether a create may not end by itself in time: it died, its number lags, or a claim is or may be carried out. */
    private static boolean mayWaitPastTheDeadline(CaseFile file) {
        return file.faultCase().strikes().stream().anyMatch(strike -> strike.isCrash() || strike.isLag())
                || file.claims().stream().anyMatch(claim -> claim.status() < 400 || claim.status() >= 500);
    }

    /** Whether only the look that was denied would have refused a flow that Connect binds all the same. */
    private static boolean isLookAtTheFlowDenied(CaseFile file) {
        return file.scenario().knobs().get(Knob.BIND_UNPUBLISHED)
                && file.scenario().reason().filter("is archived"::equals).isPresent()
                && file.faultCase()
                        .strikesAt("DescribeContactFlow", file.ownCalls())
                        .anyMatch(strike -> !strike.isPassing());
    }

    /** Whether Connect refuses something without any fault: the scenario fails by it, or a rival has taken a candidate. */
    private static boolean meetsARefusal(Scenario scenario) {
        return scenario.reason().isPresent() || scenario.rival();
    }

    /** A read can look twice and no more, because it answers at once: a number that is missing twice is missing to it. */
    private static boolean isToldMissingTwice(CaseFile file, Ending end) {
        boolean saysMissing =
                end.errorCode().equals("NotFound") || end.errorCode().equals("InvalidRequest");
        return file.scenario().action() == Scenario.Action.READ
                && saysMissing
                && file.faultCase().strikes().stream()
                                .filter(Strike::isLag)
                                .mapToInt(Strike::times)
                                .sum()
                        > 1;
    }

    /** For CloudFormation, NotFound at a delete is deleted: all that is left to say after a death that followed it. */
    private static boolean hasDiedAfterItsRelease(CaseFile file) {
        return file.calls().stream()
                .filter(call -> call.operation().equals("ReleasePhoneNumber") && call.effect())
                .flatMapToInt(
                        release -> IntStream.range(release.index(), file.calls().size()))
                .mapToObj(file.faultCase()::strikeAt)
                .flatMap(Optional::stream)
                .anyMatch(Strike::isCrash);
    }
}
