package com.example.connect.phonenumber;

import com.example.connect.phonenumber.Scenario.Action;
import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.SimulatorExtension;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every call of every update, delete, read and list under every fault. */
@ExtendWith(SimulatorExtension.class)
class LaterFaultsTest {

    private static final String OPERATIONS = "update, delete, read, list";

    @Test
    @Tag("matrix")
    void oneFaultAtAnyCallOnceAndInBursts(ConnectSimulator connect) {
        FaultMatrix.judge(connect, "singles and bursts: " + OPERATIONS, LaterFaultsTest::covers, FaultMatrix::singles);
    }

    /** Too many for {@code make test}: by {@code make soak}. */
    @Test
    @Tag("soak")
    void twoFaultsAtAnyTwoCalls(ConnectSimulator connect) {
        FaultMatrix.judge(connect, "pairs: " + OPERATIONS, LaterFaultsTest::covers, FaultMatrix::pairs);
    }

    private static boolean covers(Scenario scenario) {
        return scenario.action() != Action.CREATE;
    }
}
