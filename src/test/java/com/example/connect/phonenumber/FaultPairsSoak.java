package com.example.connect.phonenumber;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.SimulatorExtension;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every two faults at every two calls, by {@code make soak}: too many for {@code make test}, so no test by name.
 * {@code -Dmatrix.scenarios=REGEX} runs only the scenarios of these names.
 */
@ExtendWith(SimulatorExtension.class)
class FaultPairsSoak {

    private static final String SCENARIOS = System.getProperty("matrix.scenarios", ".*");

    @Test
    void holdsUnderTwoFaultsAtAnyTwoCalls(ConnectSimulator connect) {
        Tally tally = new Tally();
        FaultMatrix matrix = new FaultMatrix(connect, tally);
        List<Scenario> scenarios = Scenarios.of(connect).stream()
                .filter(scenario -> scenario.name().matches(SCENARIOS))
                .toList();

        scenarios.forEach(matrix::pairs);

        tally.report("pairs");
        assertThat(tally.failures()).isEmpty();
    }
}
