package com.example.connect.verification.matrix;

import com.example.connect.verification.cases.FaultCase.Strike;
import com.example.connect.verification.cases.Scenario;
import com.example.connect.verification.laws.CaseFile;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What failing cases have in common.
 *
 * @param part of the matrix
 * @param operation what is done; for a create, also how the number is chosen
 * @param fault the fault, and the call that it hits first
 * @param laws that are broken
 */
record Kind(String part, String operation, String fault, String laws) {

    static Kind of(String part, CaseFile run) {
        String strikes = run.faultCase().strikes().stream()
                .map(strike -> strike.fault() + " at " + call(run, strike))
                .collect(Collectors.joining(", "));
        String laws = run.breaches().stream()
                .map(breach -> breach.law().name())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return new Kind(part, operation(run.faultCase().scenario()), strikes.isEmpty() ? "no fault" : strikes, laws);
    }

    private static String call(CaseFile run, Strike strike) {
        return run.calls().size() > strike.index()
                ? run.calls().get(strike.index()).operation()
                : "a call that is not made";
    }

    static String operation(Scenario scenario) {
        String action = scenario.action().name().toLowerCase(Locale.ROOT);
        if (scenario.action() != Scenario.Action.CREATE) {
            return action;
        }
        String way = scenario.isSearched()
                ? "searched"
                : scenario.desired().containsKey("SourcePhoneNumberArn") ? "imported" : "exact";
        return action + " " + way;
    }

    /** Whether it is this fault alone, wherever it hits. */
    boolean isOf(String faultName) {
        return fault.startsWith(faultName + " at ") && !fault.contains(", ");
    }
}
