package com.example.connect.verification.matrix;

import com.example.connect.simulator.Call;
import com.example.connect.simulator.Knob;
import com.example.connect.simulator.Knobs;
import com.example.connect.simulator.NumberState;
import com.example.connect.verification.cases.FaultCase;
import com.example.connect.verification.cases.FaultCase.Strike;
import com.example.connect.verification.cases.FaultCase.Tokens;
import com.example.connect.verification.cases.Scenario.Action;
import com.example.connect.verification.cloudformation.CloudFormationFacts;
import com.example.connect.verification.contract.Promises;
import com.example.connect.verification.laws.CaseFile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** What a run's calls show, for {@link Undecidable}. */
final class Traces {

    private Traces() {}

    /** How long after its claim a number is not described, or not listed. */
    static Duration unseenFor(Knobs knobs) {
        return longest(knobs.get(Knob.INVISIBLE), unlistedFor(knobs));
    }

    /** How long after its claim a number is not listed. */
    static Duration unlistedFor(Knobs knobs) {
        Duration inProgress = knobs.get(Knob.LIST_IN_PROGRESS) ? Duration.ZERO : knobs.get(Knob.CLAIM_TIME);
        return longest(knobs.get(Knob.LIST_INVISIBLE), inProgress);
    }

    private static Duration longest(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    static boolean isDeath(FaultCase fault, Call call) {
        return fault.strikeAt(call.index()).filter(Strike::isCrash).isPresent();
    }

    /** The calls of such an operation that Connect has carried out for this one. */
    static Stream<Call> effects(CaseFile run, String operation) {
        return calls(run, operation).filter(Call::effect);
    }

    /** What struck such calls of the operation's. */
    static Stream<Strike> strikesAt(CaseFile run, String operation) {
        return run.faultCase().strikesAt(operation, run.ownCalls());
    }

    private static Stream<Call> calls(CaseFile run, String operation) {
        return run.ownCalls().stream().filter(call -> call.operation().equals(operation));
    }

    /** Whether access was denied to such a call of the operation's. */
    static boolean isDenied(CaseFile run, String operation) {
        return strikesAt(run, operation).anyMatch(strike -> !strike.isPassing());
    }

    /** Whether no look for a holder was answered: a look lists, then describes what is listed, and one of the two is denied. */
    static boolean isEachLookDenied(CaseFile run) {
        long denied = Stream.of("ListPhoneNumbersV2", "DescribePhoneNumber")
                .flatMap(operation -> strikesAt(run, operation))
                .filter(strike -> !strike.isPassing())
                .count();
        return denied > 0 && denied >= calls(run, "ListPhoneNumbersV2").count();
    }

    /** Whether a create tried until no other claim could end in time. What CloudFormation adds to a delay costs a try. */
    static boolean hasTriedToTheEnd(CaseFile run) {
        int added = run.scenario().setting().seed().isPresent() ? CloudFormationFacts.mostOverhead() : 0;
        Instant lastTry = run.ownCalls().get(run.ownCalls().size() - 1).at();
        return !lastTry.isBefore(run.calls().get(0).at().plusSeconds(Promises.LAST_TRY_FROM - added));
    }

    /** Whether CloudFormation does not take an identifier any more that such a call of a create tells. */
    static boolean isTooLate(CaseFile run, Call call) {
        Instant began = run.calls().get(0).at();
        return !call.at().isBefore(began.plusSeconds(CloudFormationFacts.identifierDeadline()));
    }

    /** Whether a create's claim, sent again, is told of the one before. */
    static boolean isToldByItsToken(CaseFile run) {
        return run.faultCase().tokens() != Tokens.FORGOTTEN && !run.scenario().isSearched();
    }

    static boolean isInProgress(CaseFile run) {
        return run.held()
                .filter(number -> number.state().status() == NumberState.Status.IN_PROGRESS)
                .isPresent();
    }

    /** Whether CloudFormation has cleaned up after a create that has shown an identifier. */
    static boolean hasCleanUp(CaseFile run) {
        return run.scenario().action() == Action.CREATE
                && run.ending().filter(end -> !end.identifiers().isEmpty()).isPresent()
                && !run.laterCalls().isEmpty();
    }

    /** Whether an operation has ended and never shown an identifier. */
    static boolean endsUnidentified(CaseFile run) {
        return run.ending().filter(end -> end.identifiers().isEmpty()).isPresent();
    }

    /** Whether a create whose claim died sees nothing of it: its next claim is not told, or too early, and no list is. */
    static boolean isUnseen(CaseFile run, Call claim) {
        Duration unlisted = unlistedFor(run.scenario().knobs());
        boolean isUntold = run.scenario().desired().containsKey("Type") || isDenied(run, "ClaimPhoneNumber");
        boolean isForgotten =
                run.faultCase().tokens() == Tokens.FORGOTTEN && unlisted.toSeconds() > Promises.LOOK_FOR_CLAIM;
        boolean isUnlisted = !unlisted.isZero()
                && calls(run, "ListPhoneNumbersV2")
                        .noneMatch(list -> list.at().isAfter(claim.at().plus(unlisted)));
        boolean isUnlooked = isDenied(run, "ListPhoneNumbersV2") || isDenied(run, "DescribePhoneNumber");
        return isUntold ? isUnlooked || isUnlisted : isForgotten && isUnlisted;
    }

    /**
     * Whether the answer of a claim is lost, its token too, and no list shows its number until the create's last call:
     * CloudFormation has given it up, it has waited for as long as is promised, or it has died and does not know.
     */
    static boolean isUnlistedToTheEnd(CaseFile run, Call claim) {
        boolean isOver = run.ending()
                .filter(end -> end.isGivenUp() || end.waited() >= Promises.VISIBLE)
                .isPresent();
        return (isOver || isDeath(run.faultCase(), claim))
                && run.faultCase().strikeAt(claim.index()).isPresent()
                && isForgottenToTheEnd(run, claim, unlistedFor(run.scenario().knobs()));
    }

    /** Whether a create dies with a later candidate's claim, forgotten like its token, which nothing shows until the end. */
    static boolean isUnseenToTheEnd(CaseFile run, Call claim) {
        boolean isLater =
                !claim.parameter("PhoneNumber").equals(run.claims().get(0).parameter("PhoneNumber"));
        return isLater
                && isDeath(run.faultCase(), claim)
                && isForgottenToTheEnd(run, claim, unseenFor(run.scenario().knobs()));
    }

    private static boolean isForgottenToTheEnd(CaseFile run, Call claim, Duration hidden) {
        Instant last = run.ownCalls().get(run.ownCalls().size() - 1).at();
        return run.faultCase().tokens() == Tokens.FORGOTTEN
                && hasTriedToTheEnd(run)
                && last.isBefore(claim.at().plus(hidden));
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
