package com.example.connect.verification.matrix;

import com.example.connect.simulator.Call;
import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.verification.cases.FaultCase;
import com.example.connect.verification.cases.FaultCase.Recovery;
import com.example.connect.verification.cases.FaultCase.Strike;
import com.example.connect.verification.cases.FaultCase.Tokens;
import com.example.connect.verification.cases.Scenario;
import com.example.connect.verification.cloudformation.CloudFormation;
import com.example.connect.verification.cloudformation.CloudFormationFacts;
import com.example.connect.verification.cloudformation.Ending;
import com.example.connect.verification.laws.CaseFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Crosses the calls of a scenario with the faults. The calls are discovered: a run without a fault says how many there
 * are, and for the second fault of a pair, the run with the first.
 */
public final class FaultMatrix {

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
     * Runs the scenarios, prints the counts and fails where other cases fail than those that are known to.
     *
     * @param how {@link #singles}, {@link #pairs} or {@link #sample}
     */
    static void judge(ConnectSimulator connect, Part part, BiConsumer<FaultMatrix, Scenario> how) {
        Tally tally = new Tally(part.name());
        FaultMatrix matrix = new FaultMatrix(connect, CloudFormation::new, tally);

        part.scenarios().forEach(scenario -> {
            how.accept(matrix, scenario);
            System.out.printf("%s after %s: %d cases%n", part.name(), scenario, tally.cases());
        });

        tally.report();
        KnownFailures.hold(part.name(), tally.failures(), part.isWhole());
    }

    /**
     * A part of the matrix.
     *
     * @param name in docs/reliability.md
     * @param scenarios its own, one after the other
     * @param isWhole whether these are all, and the same in every run
     */
    record Part(String name, List<Scenario> scenarios, boolean isWhole) {}

    /** One fault at every call, once and in bursts, and one member left out of every answer. */
    public void singles(Scenario scenario) {
        singles(scenario, fault -> true);
    }

    /** The same with the faults of some names. */
    public void singles(Scenario scenario, Predicate<String> faults) {
        CaseFile clean = clean(scenario);
        new Strikes(clean, faults).all().forEach(strike -> runAll(clean, List.of(strike)));
    }

    /** A few of them, drawn from the seed of the scenario's setting; all with {@link Integer#MAX_VALUE}. */
    void sample(Scenario scenario, int most) {
        CaseFile clean = clean(scenario);
        List<Strike> all = new Strikes(clean, survived(scenario)).all();
        List<Strike> drawn = new ArrayList<>(all);
        Collections.shuffle(drawn, new Random(scenario.setting().seed().orElse(0L)));
        List<Strike> some = most < all.size() ? drawn.subList(0, most) : all;
        System.out.printf("%s: %d of %d: %s%n", scenario, some.size(), all.size(), most < all.size() ? some : "all");
        some.forEach(strike -> runAll(clean, List.of(strike)));
    }

    /** A fault that a scenario like this one is known to fail under alone tells nothing new together with something else. */
    private static Predicate<String> survived(Scenario scenario) {
        return fault -> !KnownFailures.include(scenario, fault);
    }

    /** A death after every call of an operation, once. */
    public void crashes(Scenario scenario) {
        CaseFile clean = clean(scenario);
        for (Call call : clean.calls()) {
            run(clean, FaultCase.clean(scenario).with(List.of(new Strike(call.index(), "CRASH_AFTER", 1))));
        }
    }

    /** Every two faults at every two calls, of an operation that is not long. */
    void pairs(Scenario scenario) {
        CaseFile clean = clean(scenario);
        if (clean.calls().size() <= LONG) {
            pairs(clean, calls -> calls);
        }
    }

    /** Every two faults at every two calls of a long operation; of calls that are the same, at the first two and the last. */
    void pairsOfLong(Scenario scenario) {
        CaseFile clean = clean(scenario);
        if (clean.calls().size() > LONG) {
            pairs(clean, Strikes::unlike);
        }
    }

    private void pairs(CaseFile clean, UnaryOperator<List<Call>> places) {
        Scenario scenario = clean.faultCase().scenario();
        for (Strike first : new Strikes(clean, survived(scenario)).once(places.apply(clean.calls()))) {
            CaseFile one = CaseRun.of(connect, driver, FaultCase.clean(scenario).with(List.of(first)), clean.ending());
            List<Call> later = places.apply(one.calls()).stream()
                    .filter(call -> call.index() > first.index())
                    .toList();
            for (Strike second : new Strikes(one, survived(scenario)).once(later)) {
                runAll(clean, List.of(first, second));
            }
        }
    }

    private CaseFile clean(Scenario scenario) {
        CaseFile clean = CaseRun.of(connect, driver, FaultCase.clean(scenario), Optional.empty());
        judge.accept(clean);
        return clean;
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
