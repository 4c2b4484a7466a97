package com.example.connect.verification.matrix;

import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.verification.cases.Scenario;
import com.example.connect.verification.cloudformation.CloudFormationExtension;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A part of the fault matrix; in parts, because the build runs two classes side by side. */
@ExtendWith(CloudFormationExtension.class)
abstract class FaultsTest {

    private final String operations;
    private final Predicate<Scenario> covers;

    FaultsTest(String operations, Predicate<Scenario> covers) {
        this.operations = operations;
        this.covers = covers;
    }

    @Test
    @Tag("matrix")
    void oneFaultAtAnyCallOnceAndInBursts(ConnectSimulator connect) {
        FaultMatrix.judge(connect, "singles and bursts: " + operations, covers, FaultMatrix::singles);
    }

    /** Too many for {@code make test}: by {@code make soak}. */
    @Test
    @Tag("soak")
    void twoFaultsAtAnyTwoCalls(ConnectSimulator connect) {
        FaultMatrix.judge(connect, "pairs: " + operations, covers, FaultMatrix::pairs);
    }

    @Test
    @Tag("soak")
    void twoFaultsAtCallsOfLongOperationsThatAreUnlike(ConnectSimulator connect) {
        FaultMatrix.judge(connect, "pairs of long operations: " + operations, covers, FaultMatrix::pairsOfLong);
    }
}
