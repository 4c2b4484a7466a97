package com.example.connect.verification.matrix;

import static com.example.connect.verification.matrix.Traces.effects;
import static com.example.connect.verification.matrix.Traces.endsUnidentified;
import static com.example.connect.verification.matrix.Traces.firstEffect;
import static com.example.connect.verification.matrix.Traces.hasCleanUp;
import static com.example.connect.verification.matrix.Traces.hasTriedToTheEnd;
import static com.example.connect.verification.matrix.Traces.isDeath;
import static com.example.connect.verification.matrix.Traces.isDenied;
import static com.example.connect.verification.matrix.Traces.isEachLookDenied;
import static com.example.connect.verification.matrix.Traces.isInProgress;
import static com.example.connect.verification.matrix.Traces.isToldByItsToken;
import static com.example.connect.verification.matrix.Traces.isTooLate;
import static com.example.connect.verification.matrix.Traces.isUnlistedToTheEnd;
import static com.example.connect.verification.matrix.Traces.isUnseen;
import static com.example.connect.verification.matrix.Traces.isUnseenToTheEnd;
import static com.example.connect.verification.matrix.Traces.strikesAt;
import static com.example.connect.verification.matrix.Traces.unseenFor;

import com.example.connect.simulator.Call;
import com.example.connect.simulator.Knob;
import com.example.connect.verification.cases.FaultCase;
import com.example.connect.verification.cases.FaultCase.Strike;
import com.example.connect.verification.cases.FaultCase.Tokens;
import com.example.connect.verification.cases.Scenario.Action;
import com.example.connect.verification.contract.Promises;
import com.example.connect.verification.laws.CaseFile;
import com.example.connect.verification.laws.Law;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The cases that no program can decide, each by what happened in it and by the laws that may then be broken. They are
 * counted apart and printed, never excused silently.
 */
public enum Undecidable {
    /**
     * The function died with the answer of its first claim, of a number that a search chose; nothing but that answer
     * named the number, the service does not stand by the token, and the repeated search offers others. Claims that were
     * refused before it are no help where their invocations died too.
     */
    SEARCHED_CLAIM_DIED(
            "A searched create dies with the answer of its first claim, and Connect has forgotten the token, or takes"
                    + " it, with the next number, for a new claim, or denies the next search or claim.",
            Set.of(Law.ONE_CLAIM, Law.ONE_NUMBER_OR_NONE)) {
        @Override
        boolean covers(CaseFile run) {
            FaultCase fault = run.faultCase();
            boolean tokenIsNoHelp = fault.tokens() == Tokens.NEW_CLAIM
                    || fault.tokens() == Tokens.FORGOTTEN
                    || isDenied(run, "SearchAvailablePhoneNumbers")
                    || isDenied(run, "ClaimPhoneNumber");
            List<Call> claims = run.claims();
            List<Call> untilEffect = claims.subList(0, firstEffect(claims) + 1);
            List<Call> carriedOut = claims.stream().filter(Call::effect).toList();
            long numbers = carriedOut.stream()
                    .map(call -> call.parameter("PhoneNumber"))
                    .distinct()
                    .count();
            long deaths =
                    carriedOut.stream().filter(call -> isDeath(fault, call)).count();
            return fault.scenario().isSearched()
                    && tokenIsNoHelp
                    && numbers <= deaths + 1
                    && !untilEffect.isEmpty()
                    && untilEffect.stream()
                            .allMatch(claim -> run.calls().stream()
                                    .filter(call -> run.areOfOneInvocation(call, claim))
                                    .anyMatch(call -> isDeath(fault, call)));
        }
    },

    /** From the first claim that Connect carried out on, answers to claims were lost, or its number was invisible. */
    UNHEARD_UNTIL_DEADLINE(
            "Until CloudFormation's deadline of 60 s for the identifier, every answer to a create's claim is lost, or the"
                    + " token is forgotten or a search gave another number, and the number is not visible yet.",
            Set.of(Law.ONE_NUMBER_OR_NONE)) {
        @Override
        boolean covers(CaseFile run) {
            FaultCase fault = run.faultCase();
            List<Call> claims = run.claims();
            int first = firstEffect(claims);
            if (!fault.deadline() || first < 0 || !endsUnidentified(run)) {
                return false;
            }
            Instant visible =
                    claims.get(first).at().plus(unseenFor(fault.scenario().knobs()));
            return hasTriedToTheEnd(run)
                    && claims.subList(first, claims.size()).stream()
                            .allMatch(call -> fault.strikeAt(call.index()).isPresent()
                                    || isTooLate(run, call) && !call.equals(claims.get(first))
                                    || (!isToldByItsToken(run) && call.at().isBefore(visible)));
        }
    },

    /** Nothing but a lost answer told that the number is ours: to the claim it is taken, and lists do not show it. */
    EXACT_CLAIM_UNSEEN(
            "An exact create dies with the answer of its claim, and lists do not show the number yet: for more than 15 s,"
                    + " where the token is forgotten; at all, where a search by its type and country goes before the claim,"
                    + " or the repeated claim is denied; or that look is denied. Or it loses that answer alone, the token is"
                    + " forgotten, and lists do not show the number until its last look. Or a searched create dies so with a"
                    + " later candidate, and nothing shows that number until its last look.",
            Set.of(Law.ONE_NUMBER_OR_NONE, Law.PASSING_FAULTS_PASS, Law.REASON_IS_TOLD)) {
        @Override
        boolean covers(CaseFile run) {
            int first = firstEffect(run.claims());
            if (first < 0 || !endsUnidentified(run)) {
                return false;
            }
            Call claim = run.claims().get(first);
            return run.scenario().isSearched()
                    ? isUnseenToTheEnd(run, claim)
                    : isDeath(run.faultCase(), claim) && isUnseen(run, claim) || isUnlistedToTheEnd(run, claim);
        }
    },

    /** To a delete or an update that is told for a minute that there is no such number, it is gone. */
    MISSING_FOR_A_MINUTE(
            "A delete, or an update that has not seen its number, is told for more than 60 s that there is none.",
            Set.of(Law.DELETED_IS_DELETED, Law.PASSING_FAULTS_PASS)) {
        @Override
        boolean covers(CaseFile run) {
            boolean isOfOne =
                    Set.of(Action.DELETE, Action.UPDATE).contains(run.scenario().action());
            return isOfOne && run.hasLaggedFor(Promises.MISSING);
        }
    },

    /** Both the read and the write say that there is no flow. */
    FLOW_DENIED_TWICE(
            "An update that takes the contact flow off is told NotFound or InvalidRequest both by the lookup of the flow and"
                    + " for 60 s by the call that takes it off.",
            Set.of(Law.SUCCESS_IS_TRUE)) {
        @Override
        boolean covers(CaseFile run) {
            return run.scenario().action() == Action.UPDATE
                    && run.isToldNoFlow()
                    && run.hasLaggedFor(Promises.AGREED)
                    && strikesAt(run, "DisassociatePhoneNumberContactFlow").anyMatch(Strike::isLag);
        }
    },

    /** A claim that FAILED holds nothing, and no list shows it: only its answer tells of it. */
    FAILED_CLAIM_HIDDEN(
            "The answer of a create's first claim is lost, that claim ends FAILED, and lists do not show FAILED numbers.",
            Set.of(Law.PASSING_FAULTS_PASS, Law.REASON_IS_TOLD)) {
        @Override
        boolean covers(CaseFile run) {
            int first = firstEffect(run.claims());
            return !run.faultCase().scenario().knobs().get(Knob.LIST_FAILED)
                    && run.scenario().reason().isPresent()
                    && endsUnidentified(run)
                    && first >= 0
                    && run.faultCase().strikeAt(run.claims().get(first).index()).isPresent();
        }
    },

    /** To an update whose move is not shown yet, and whose token is forgotten, the answer that was lost did nothing. */
    MOVED_TWICE(
            "An update's move is made twice, because its answer is lost, its token forgotten and reads are late: it succeeds"
                    + " while the second is IN_PROGRESS.",
            Set.of(Law.SUCCESS_IS_TRUE)) {
        @Override
        boolean covers(CaseFile run) {
            return run.faultCase().tokens() == Tokens.FORGOTTEN
                    && !run.scenario().knobs().get(Knob.STALE).isZero()
                    && isInProgress(run)
                    && effects(run, "UpdatePhoneNumber").count() > 1;
        }
    },

    /** An exact create whose looks are denied each time is told what the claim is told: nothing else says who has it. */
    HOLDER_NOT_LOOKED_UP(
            "An exact create of a number that the account holds is denied each look for it, and tells Connect's reason alone.",
            Set.of(Law.REASON_IS_TOLD, Law.PASSING_FAULTS_PASS)) {
        @Override
        boolean covers(CaseFile run) {
            return !run.scenario().isSearched()
                    && isEachLookDenied(run)
                    && run.claims().stream().noneMatch(Call::effect)
                    && run.ending()
                            .filter(end -> end.message().contains("not available"))
                            .isPresent();
        }
    },

    /** The create has taken its protection off, and reads of its clean-up are older than that. */
    PROTECTED_IN_A_LATE_READ(
            "A create fails after it has set its protection, takes it off, and its clean-up reads the number as it was before:"
                    + " it refuses to release it, and says how to.",
            Set.of(Law.ONE_NUMBER_OR_NONE)) {
        @Override
        boolean covers(CaseFile run) {
            List<Call> later = run.laterCalls();
            Duration stale = run.scenario().knobs().get(Knob.STALE);
            return hasCleanUp(run)
                    && run.breaches().stream().anyMatch(breach -> breach.how().contains("has release protection"))
                    && effects(run, "UntagResource")
                            .anyMatch(call -> later.get(later.size() - 1)
                                    .at()
                                    .isBefore(call.at().plus(stale)));
        }
    },

    /** The clean-up looked as long as it does, and the number became visible after that. */
    CLEANED_UP_TOO_EARLY(
            "A create fails with its identifier known, and for more than 60 s its clean-up is told that there is no such"
                    + " number.",
            Set.of(Law.ONE_NUMBER_OR_NONE)) {
        @Override
        boolean covers(CaseFile run) {
            return hasCleanUp(run) && run.hasLaggedLater(Promises.MISSING);
        }
    };

    private final String text;
    private final Set<Law> laws;

    Undecidable(String text, Set<Law> laws) {
        this.text = text;
        this.laws = laws;
    }

    abstract boolean covers(CaseFile run);

    String text() {
        return text;
    }

    /** The class that covers all that a run has broken, where there is one. */
    public static Optional<Undecidable> of(CaseFile run) {
        return Arrays.stream(values())
                .filter(kind -> run.breaches().stream().allMatch(breach -> kind.laws.contains(breach.law())))
                .filter(kind -> kind.covers(run))
                .findFirst();
    }
}
