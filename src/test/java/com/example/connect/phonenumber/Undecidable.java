package com.example.connect.phonenumber;

import com.example.connect.phonenumber.FaultCase.Strike;
import com.example.connect.phonenumber.FaultCase.Tokens;
import com.example.connect.simulator.Call;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The cases that no program can decide, each by what happened in it and by the laws that may then be broken. They are
 * counted apart and printed, never excused silently.
 */
enum Undecidable {
    /**
     * The function died with the answer of its first claim, of a number that a search chose; nothing but that answer
     * named the number, the service does not stand by the token, and the repeated search offers others.
     */
    SEARCHED_CLAIM_DIED(
            "A searched create dies with the answer of its first claim, and Connect has forgotten the token, or takes"
                    + " it, with the next number, for a new claim.",
            Set.of(Law.ONE_CLAIM, Law.ONE_NUMBER_OR_NONE)) {
        @Override
        boolean covers(CaseRun run) {
            FaultCase fault = run.faultCase();
            boolean tokenIsNoHelp = fault.tokens() == Tokens.NEW_CLAIM || fault.tokens() == Tokens.FORGOTTEN;
            List<Call> claims = run.claims();
            List<Call> untilEffect = claims.subList(0, firstEffect(claims) + 1);
            return fault.scenario().isSearched()
                    && tokenIsNoHelp
                    && !untilEffect.isEmpty()
                    && untilEffect.stream()
                            .allMatch(call -> fault.strikeAt(call.index())
                                    .filter(Strike::isCrash)
                                    .isPresent());
        }
    },

    /** From the first claim that Connect carried out on, no answer to a claim reached the function. */
    ANSWERS_LOST_UNTIL_DEADLINE(
            "Every answer to a create's claim is lost until CloudFormation's deadline of 60 s for the identifier.",
            Set.of(Law.ONE_NUMBER_OR_NONE)) {
        @Override
        boolean covers(CaseRun run) {
            List<Call> claims = run.claims();
            int first = firstEffect(claims);
            return run.faultCase().deadline()
                    && run.ending()
                            .filter(ending -> ending.identifiers().isEmpty())
                            .isPresent()
                    && first >= 0
                    && claims.subList(first, claims.size()).stream()
                            .allMatch(call ->
                                    run.faultCase().strikeAt(call.index()).isPresent());
        }
    };

    private final String text;
    private final Set<Law> laws;

    Undecidable(String text, Set<Law> laws) {
        this.text = text;
        this.laws = laws;
    }

    abstract boolean covers(CaseRun run);

    String text() {
        return text;
    }

    /** The class that covers all that a run has broken, where there is one. */
    static Optional<Undecidable> of(CaseRun run) {
        return Arrays.stream(values())
                .filter(kind -> run.breaches().stream().allMatch(breach -> kind.laws.contains(breach.law())))
                .filter(kind -> kind.covers(run))
                .findFirst();
    }

    private static int firstEffect(List<Call> claims) {
        for (int i = 0; i < claims.size(); i++) {
            if (claims.get(i).effect()) {
                return i;
            }
        }
        return -1;
    }
}
