package com.example.connect.phonenumber;

import com.example.connect.phonenumber.Scenario.Action;
import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.SimulatorExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every call of every create under every fault, once and in bursts. */
@ExtendWith(SimulatorExtension.class)
class CreateFaultsTest {

    @Test
    void oneFaultAtAnyCallOnceAndInBursts(ConnectSimulator connect) {
        FaultMatrix.judge(
                connect,
                "singles and bursts: create",
                scenario -> scenario.action() == Action.CREATE,
                FaultMatrix::singles);
    }
}
