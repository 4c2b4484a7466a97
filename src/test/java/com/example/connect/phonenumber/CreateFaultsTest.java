package com.example.connect.phonenumber;

import com.example.connect.phonenumber.Scenario.Action;
import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.SimulatorExtension;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every call of every create under every fault. */
@ExtendWith(SimulatorExtension.class)
class CreateFaultsTest {

    private static final String OPERATIONS = "create";

    @Test
    @Tag("matrix")
    void oneFaultAtAnyCallOnceAndInBursts(ConnectSimulator connect) {
        FaultMatrix.judge(connect, "singles and bursts: " + OPERATIONS, CreateFaultsTest::covers, FaultMatrix::singles);
    }

    /** Too many for {@code make test}: by {@code make soak}. */
    @Test
    @Tag("soak")
    void twoFaultsAtAnyTwoCalls(ConnectSimulator connect) {
        FaultMatrix.judge(connect, "pairs: " + OPERATIONS, CreateFaultsTest::covers, FaultMatrix::pairs);
    }

    private static boolean covers(Scenario scenario) {
        return scenario.action() == Action.CREATE;
    }
}
