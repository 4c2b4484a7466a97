package com.example.connect.phonenumber;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.SimulatorExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every call of every operation under every fault: exactly one claim, whatever fails. */
@ExtendWith(SimulatorExtension.class)
class FaultMatrixTest {

    @Test
    void holdsUnderOneFaultAtAnyCallOnceAndInBursts(ConnectSimulator connect) {
        Tally tally = new Tally();
        FaultMatrix matrix = new FaultMatrix(connect, tally);
        long began = System.nanoTime();

        for (Scenario scenario : Scenarios.of(connect)) {
            if (scenario.name().matches(System.getProperty("matrix.only", ".*"))) {
                matrix.singles(scenario);
            }
        }

        System.out.println(tally + " in " + (System.nanoTime() - began) / 1_000_000_000 + " s");
        assertThat(tally.failures()).isEmpty();
    }
}
