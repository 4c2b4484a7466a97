package com.example.connect.phonenumber;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.phonenumber.CloudFormation.Ending;
import com.example.connect.phonenumber.FaultCase.Recovery;
import com.example.connect.phonenumber.FaultCase.Strike;
import com.example.connect.phonenumber.FaultCase.Tokens;
import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.Faults;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Crosses the calls of a scenario with the faults. The calls are discovered: a run without a fault says how many there
 * are, and for the second fault of a pair, the run with the first.
 */
final class FaultMatrix {

    /** In a row: once, and bursts. */
    static final List<Integer> TIMES = List.of(1, 4, 12);

    /** More calls are but more of the same looks, and their pairs too many to run. */
    private static final int MOST_FOR_PAIRS = 16;

    private final ConnectSimulator connect;
    private final Consumer<CaseRun> judge;

    /** @param judge is given every run, one after the other */
    FaultMatrix(ConnectSimulator connect, Consumer<CaseRun> judge) {
        this.connect = connect;
        this.judge = judge;
    }

    /**
     * Runs the scenarios, prints the counts and fails where a case has.
     *
     * @param part of docs/reliability.md
     * @param how {@link #singles} or {@link #pairs}
     */
    static void judge(
            ConnectSimulator connect, String part, Predicate<Scenario> which, BiConsumer<FaultMatrix, Scenario> how) {
        Tally tally = new Tally();
        FaultMatrix matrix = new FaultMatrix(connect, tally);

        Scenarios.of(connect).stream().filter(which).forEach(scenario -> {
            how.accept(matrix, scenario);
            System.out.printf("%s after %s: %d cases%n", part, scenario, tally.cases());
        });

        tally.report(part);
        assertThat(tally.failed()).as("failed cases").isZero();
    }

    /** One fault at every call, once and in bursts. */
    void singles(Scenario scenario) {
        CaseRun clean = clean(scenario);
        for (Strike strike : strikes(0, clean.calls().size(), TIMES)) {
            runAll(clean, List.of(strike));
        }
    }

    /** Every two faults at every two calls; but of an operation with more calls than {@link #MOST_FOR_PAIRS}, none. */
    void pairs(Scenario scenario) {
        CaseRun clean = clean(scenario);
        if (clean.calls().size() > MOST_FOR_PAIRS) {
            return;
        }
        for (Strike first : strikes(0, clean.calls().size(), List.of(1))) {
            FaultCase one = FaultCase.clean(scenario).with(List.of(first));
            int calls = CaseRun.of(connect, one, clean.ending()).calls().size();
            for (Strike second : strikes(first.index() + 1, calls, List.of(1))) {
                runAll(clean, List.of(first, second));
            }
        }
    }

    private CaseRun clean(Scenario scenario) {
        CaseRun clean = CaseRun.of(connect, FaultCase.clean(scenario), Optional.empty());
        judge.accept(clean);
        return clean;
    }

    private static List<Strike> strikes(int from, int to, List<Integer> times) {
        List<Strike> strikes = new ArrayList<>();
        for (int index = from; index < to; index++) {
            for (String fault : Faults.all().keySet()) {
                for (int inARow : times) {
                    strikes.add(new Strike(index, fault, inARow));
                }
            }
        }
        return strikes;
    }

    /**
     * Runs one combination of faults under every rule about tokens, with every recovery and, for a create, with the
     * identifier's deadline. What cannot differ from a run that was made is not run again: where no token was sent
     * twice, where nothing failed, where the identifier came in time.
     */
    private void runAll(CaseRun clean, List<Strike> strikes) {
        FaultCase first = FaultCase.clean(clean.faultCase().scenario()).with(strikes);
        CaseRun run = runWithDeadline(clean, first);
        if (run.usesATokenTwice()) {
            Arrays.stream(Tokens.values())
                    .filter(tokens -> tokens != first.tokens())
                    .forEach(tokens -> runWithDeadline(clean, first.under(tokens)));
        }
    }

    private CaseRun runWithDeadline(CaseRun clean, FaultCase fault) {
        CaseRun run = run(clean, fault);
        if (fault.scenario().action() == Scenario.Action.CREATE
                && run.ending().filter(FaultMatrix::isLate).isPresent()) {
            run(clean, fault.withDeadline());
        }
        if (fault.scenario().action() == Scenario.Action.UPDATE
                && !run.ending().map(Ending::succeeded).orElse(false)) {
            run(clean, fault.recoveringBy(Recovery.ROLLBACK));
        }
        return run;
    }

    private static boolean isLate(Ending ending) {
        return ending.waited() > CloudFormation.IDENTIFIER_DEADLINE
                && ending.shownAfter().orElse(Integer.MAX_VALUE) > CloudFormation.IDENTIFIER_DEADLINE;
    }

    private CaseRun run(CaseRun clean, FaultCase fault) {
        CaseRun run = CaseRun.of(connect, fault, clean.ending());
        judge.accept(run);
        return run;
    }
}
