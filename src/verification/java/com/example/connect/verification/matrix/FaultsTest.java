package com.example.connect.verification.matrix;

import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.verification.cases.Scenario;
import com.example.connect.verification.cases.Scenarios;
import com.example.connect.verification.cases.Setting;
import com.example.connect.verification.cloudformation.CloudFormationExtension;
import com.example.connect.verification.matrix.FaultMatrix.Part;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** A part of the fault matrix; in parts, because the build runs two classes side by side. */
@ExtendWith(CloudFormationExtension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class FaultsTest {

    private static final long STANDARD_SEED = 1;
    private static final int STANDARD_SETTINGS = 3;
    private static final long SEED = Long.getLong("matrix.seed", STANDARD_SEED);
    private static final int STANDARD_SAMPLE = 12;
    private static final int SAMPLE = Integer.getInteger("matrix.sample", STANDARD_SAMPLE);
    private static final long MOST_SEED = 1_000_000_000;
    private static final boolean ALL_SCENARIOS = System.getProperty("matrix.scenarios") == null;
    private static final int SETTINGS = Integer.getInteger("matrix.settings", STANDARD_SETTINGS);

    private final String operations;
    private final Predicate<Scenario> covers;

    FaultsTest(String operations, Predicate<Scenario> covers) {
        this.operations = operations;
        this.covers = covers;
    }

    /** The first one: the others leave out what is known to fail here. */
    @Test
    @Order(1)
    @Tag("matrix")
    void oneFaultAtAnyCallOnceAndInBursts(ConnectSimulator connect) {
        judge(connect, "singles and bursts", FaultMatrix::singles);
    }

    /** The same where what is undocumented of Connect and of CloudFormation is otherwise: a few cases of each scenario. */
    @Test
    @Tag("matrix")
    void oneFaultUnderDrawnSettings(ConnectSimulator connect) {
        underDrawnSettings(connect, "drawn settings, a sample", SAMPLE);
    }

    /** All of them: by {@code make soak}, with a seed of its own each time. */
    @Test
    @Tag("soak")
    void oneFaultAtAnyCallUnderDrawnSettings(ConnectSimulator connect) {
        underDrawnSettings(connect, "drawn settings", Integer.MAX_VALUE);
    }

    /** Too many for {@code make test}: by {@code make soak}. */
    @Test
    @Tag("soak")
    void twoFaultsAtAnyTwoCalls(ConnectSimulator connect) {
        judge(connect, "pairs", FaultMatrix::pairs);
    }

    @Test
    @Tag("soak")
    void twoFaultsAtCallsOfLongOperationsThatAreUnlike(ConnectSimulator connect) {
        judge(connect, "pairs of long operations", FaultMatrix::pairsOfLong);
    }

    private void judge(ConnectSimulator connect, String part, BiConsumer<FaultMatrix, Scenario> how) {
        FaultMatrix.judge(connect, new Part(part + ": " + operations, scenarios(connect), ALL_SCENARIOS), how);
    }

    private void underDrawnSettings(ConnectSimulator connect, String part, int most) {
        System.out.printf("-Dmatrix.seed=%d -Dmatrix.settings=%d draws these again%n", SEED, SETTINGS);
        List<Scenario> drawn = scenarios(connect).stream()
                .flatMap(scenario -> seeds(scenario).mapToObj(seed -> scenario.under(Setting.drawn(seed))))
                .toList();
        boolean whole =
                ALL_SCENARIOS && SEED == STANDARD_SEED && SETTINGS == STANDARD_SETTINGS && SAMPLE == STANDARD_SAMPLE;
        FaultMatrix.judge(
                connect,
                new Part(part + ": " + operations, drawn, whole),
                (matrix, scenario) -> matrix.sample(scenario, most));
    }

    /** Those of a scenario's settings: it draws for itself, so that it is the same without the others. */
    private static LongStream seeds(Scenario scenario) {
        return new SplittableRandom(SEED * 1_000_003 + scenario.name().hashCode()).longs(SETTINGS, 0, MOST_SEED);
    }

    private List<Scenario> scenarios(ConnectSimulator connect) {
        return Scenarios.of(connect).stream().filter(covers).toList();
    }
}
