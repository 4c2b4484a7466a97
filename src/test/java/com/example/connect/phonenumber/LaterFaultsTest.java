package com.example.connect.phonenumber;

import com.example.connect.phonenumber.Scenario.Action;
import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.SimulatorExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every call of every update, delete, read and list under every fault, once and in bursts. */
@ExtendWith(SimulatorExtension.class)
class LaterFaultsTest {

    @Test
    void oneFaultAtAnyCallOnceAndInBursts(ConnectSimulator connect) {
        FaultMatrix.judge(
                connect,
                "singles and bursts: update, delete, read, list",
                scenario -> scenario.action() != Action.CREATE,
                FaultMatrix::singles);
    }
}
