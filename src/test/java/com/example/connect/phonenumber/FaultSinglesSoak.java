package com.example.connect.phonenumber;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.SimulatorExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every call of every operation under every fault, once and in bursts, by {@code make soak}. */
@ExtendWith(SimulatorExtension.class)
class FaultSinglesSoak {

    @Test
    void holdsUnderOneFaultAtAnyCallOnceAndInBursts(ConnectSimulator connect) {
        Tally tally = new Tally();
        FaultMatrix matrix = new FaultMatrix(connect, tally);

        Scenarios.of(connect).forEach(matrix::singles);

        tally.report("singles and bursts");
        assertThat(tally.failures()).isEmpty();
    }
}
