package com.example.connect.phonenumber;

import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.SimulatorExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every two faults at every two calls, by {@code make soak}: too many for {@code make test}, so no test by name. */
@ExtendWith(SimulatorExtension.class)
class FaultPairsSoak {

    @Test
    void twoFaultsAtAnyTwoCalls(ConnectSimulator connect) {
        FaultMatrix.judge(connect, "pairs", scenario -> true, FaultMatrix::pairs);
    }
}
