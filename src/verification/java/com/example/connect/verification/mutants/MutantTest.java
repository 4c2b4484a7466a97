package com.example.connect.verification.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.SimulatorExtension;
import com.example.connect.verification.cases.Scenario;
import com.example.connect.verification.cases.Scenarios;
import com.example.connect.verification.cloudformation.CloudFormation;
import com.example.connect.verification.cloudformation.CloudFormationExtension;
import com.example.connect.verification.cloudformation.Lambda;
import com.example.connect.verification.laws.CaseFile;
import com.example.connect.verification.laws.Law;
import com.example.connect.verification.matrix.FaultMatrix;
import com.example.connect.verification.matrix.KnownFailures;
import com.example.connect.verification.matrix.Undecidable;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each flaw is found by the matrix, by its law; the function without a flaw breaks none where these are looked for. */
@ExtendWith(CloudFormationExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MutantTest {

    private final ConnectSimulator connect = SimulatorExtension.simulator();
    private final FlawedFunction function = new FlawedFunction(connect, Lambda.withCodeOfItsOwn());
    private final Map<Law, String> broken = new HashMap<>();
    private Wire wire;

    @BeforeAll
    void connect() throws IOException {
        wire = new Wire(connect.endpoint());
    }

    @AfterAll
    void disconnect() {
        wire.close();
    }

    private void has(Flaw flaw) {
        broken.clear();
        wire.has(flaw);
        function.has(flaw);
    }

    private CloudFormation driver(ConnectSimulator simulator) {
        return new CloudFormation(simulator, function, wire.endpoint());
    }

    @ParameterizedTest
    @EnumSource
    void isFoundByItsLaw(Mutant mutant) {
        has(mutant);

        try {
            // What the provider itself does not survive yet proves nothing about the flaw.
            matrix(this::driver, file -> stopAt(mutant.law()))
                    .singles(scenario(mutant), fault -> !KnownFailures.include(fault));
        } catch (Found found) {
            assertThat(broken).containsKey(mutant.law());
        }

        assertThat(broken).as("laws broken by %s", mutant).containsKey(mutant.law());
    }

    @Test
    void theProviderAsItIsBreaksNoLawThere() {
        broken.clear();
        for (Mutant mutant : Mutant.values()) {
            matrix(CloudFormation::new, file -> {}).crashes(scenario(mutant));
        }

        assertThat(broken).isEmpty();
    }

    /** It is the flaws that break the laws, and not the way around the function. */
    @Test
    void theWireWithoutAFlawBreaksNoLawThere() {
        has(Flaw.NONE);
        for (Mutant mutant : Mutant.values()) {
            matrix(this::driver, file -> {}).crashes(scenario(mutant));
        }

        assertThat(broken).isEmpty();
    }

    private FaultMatrix matrix(Function<ConnectSimulator, CloudFormation> driver, Consumer<CaseFile> then) {
        return new FaultMatrix(connect, driver, file -> {
            note(file);
            then.accept(file);
        });
    }

    private void note(CaseFile file) {
        if (Undecidable.of(file).isEmpty()) {
            file.breaches().forEach(breach -> broken.putIfAbsent(breach.law(), file.faultCase() + " " + breach));
        }
    }

    /** The matrix need not go on. */
    private static final class Found extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private void stopAt(Law law) {
        if (broken.containsKey(law)) {
            throw new Found();
        }
    }

    private Scenario scenario(Mutant mutant) {
        return Scenarios.of(connect).stream()
                .filter(scenario -> scenario.name().equals(mutant.scenario()))
                .findFirst()
                .orElseThrow();
    }
}
