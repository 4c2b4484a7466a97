package com.example.connect.verification.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.simulator.Call;
import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.Faults;
import com.example.connect.verification.cases.FaultCase;
import com.example.connect.verification.cases.FaultCase.Recovery;
import com.example.connect.verification.cases.FaultCase.Strike;
import com.example.connect.verification.cases.FaultCase.Tokens;
import com.example.connect.verification.cases.Scenario;
import com.example.connect.verification.cases.Scenarios;
import com.example.connect.verification.cloudformation.CloudFormation;
import com.example.connect.verification.cloudformation.CloudFormationFacts;
import com.example.connect.verification.cloudformation.Ending;
import com.example.connect.verification.laws.CaseFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Crosses the calls of a scenario with the faults. The calls are discovered: a run without a fault says how many there
 * are, and for the second fault of a pair, the run with the first.
 */
public final class FaultMatrix {

    /** In a row: once, and bursts. */
    static final List<Integer> TIMES = List.of(1, 4, 12);

    /** An operation with more calls than this waits, and makes some of them again and again. */
    private static final int LONG = 9;

    private final ConnectSimulator connect;
    private final Function<ConnectSimulator, CloudFormation> driver;
    private final Consumer<CaseFile> judge;

    /**
     * @param driver makes what plays CloudFormation, and so says of which function the cases are
     * @param judge is given every case, one after the other
     */
    public FaultMatrix(
            ConnectSimulator connect, Function<ConnectSimulator, CloudFormation> driver, Consumer<CaseFile> judge) {
        this.connect = connect;
        this.driver = driver;
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
        FaultMatrix matrix = new FaultMatrix(connect, CloudFormation::new, tally);

        Scenarios.of(connect).stream().filter(which).forEach(scenario -> {
            how.accept(matrix, scenario);
            System.out.printf("%s after %s: %d cases%n", part, scenario, tally.cases());
        });

        tally.report(part);
        assertThat(tally.failed()).as("failed cases").isZero();
    }

    /** One fault at every call, once and in bursts. */
    public void singles(Scenario scenario) {
        CaseFile clean = clean(scenario);
        for (Strike strike : strikes(all(clean.calls()), TIMES)) {
            runAll(clean, List.of(strike));
        }
    }

    /** One kind of fault at every call of an operation without faults, once. */
    public void singles(Scenario scenario, String faultName) {
        CaseFile clean = clean(scenario);
        for (Call call : clean.calls()) {
            run(clean, FaultCase.clean(scenario).with(List.of(new Strike(call.index(), faultName, 1))));
        }
    }

    /** Every two faults at every two calls, of an operation that is not long. */
    void pairs(Scenario scenario) {
        CaseFile clean = clean(scenario);
        if (clean.calls().size() <= LONG) {
            pairs(clean, FaultMatrix::all);
        }
    }

    /** Every two faults at every two calls of a long operation; of calls that are the same, at the first two and the last. */
    void pairsOfLong(Scenario scenario) {
        CaseFile clean = clean(scenario);
        if (clean.calls().size() > LONG) {
            pairs(clean, FaultMatrix::unlike);
        }
    }

    private void pairs(CaseFile clean, Function<List<Call>, List<Integer>> places) {
        FaultCase none = FaultCase.clean(clean.faultCase().scenario());
        for (Strike first : strikes(places.apply(clean.calls()), List.of(1))) {
            CaseFile one = CaseRun.of(connect, driver, none.with(List.of(first)), clean.ending());
            List<Integer> later = places.apply(one.calls()).stream()
                    .filter(place -> place > first.index())
                    .toList();
            for (Strike second : strikes(later, List.of(1))) {
                runAll(clean, List.of(first, second));
            }
        }
    }

    private static List<Integer> all(List<Call> calls) {
        return calls.stream().map(Call::index).toList();
    }

    /** The places of calls; of those that ask the same and are answered the same, the first two and the last. */
    private static List<Integer> unlike(List<Call> calls) {
        Map<List<Object>, List<Integer>> same = new LinkedHashMap<>();
        calls.forEach(call -> same.computeIfAbsent(
                        List.of(call.operation(), call.parameters(), call.status(), call.errorCode()),
                        first -> new ArrayList<>())
                .add(call.index()));
        return same.values().stream()
                .flatMap(places -> IntStream.of(0, 1, places.size() - 1)
                        .filter(place -> place < places.size())
                        .distinct()
                        .mapToObj(places::get))
                .sorted()
                .toList();
    }

    private CaseFile clean(Scenario scenario) {
        CaseFile clean = CaseRun.of(connect, driver, FaultCase.clean(scenario), Optional.empty());
        judge.accept(clean);
        return clean;
    }

    private static List<Strike> strikes(List<Integer> places, List<Integer> times) {
        List<Strike> strikes = new ArrayList<>();
        for (int index : places) {
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
    private void runAll(CaseFile clean, List<Strike> strikes) {
        FaultCase first = FaultCase.clean(clean.faultCase().scenario()).with(strikes);
        CaseFile run = runWithDeadline(clean, first);
        if (run.usesATokenTwice()) {
            Arrays.stream(Tokens.values())
                    .filter(tokens -> tokens != first.tokens())
                    .forEach(tokens -> runWithDeadline(clean, first.under(tokens)));
        }
    }

    private CaseFile runWithDeadline(CaseFile clean, FaultCase fault) {
        CaseFile run = run(clean, fault);
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
        return ending.waited() > CloudFormationFacts.identifierDeadline()
                && ending.shownAfter().orElse(Integer.MAX_VALUE) > CloudFormationFacts.identifierDeadline();
    }

    private CaseFile run(CaseFile clean, FaultCase fault) {
        CaseFile run = CaseRun.of(connect, driver, fault, clean.ending());
        judge.accept(run);
        return run;
    }
}
