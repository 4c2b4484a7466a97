package com.example.connect.simulator;

import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a {@link ConnectSimulator} as a parameter: one server for the whole JVM on a manual clock, reset to the
 * service's own values before each test. Tests that use it must not run side by side in one JVM.
 */
public final class SimulatorExtension implements BeforeEachCallback, ParameterResolver {
    private static final class Shared {
        static final ConnectSimulator SIMULATOR = ConnectSimulator.start(Knobs.standard());
    }

    /** The JVM's simulator, for tests of another engine than Jupiter; they reset it themselves. */
    public static ConnectSimulator simulator() {
        return Shared.SIMULATOR;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        Shared.SIMULATOR.reset(Knobs.standard());
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == ConnectSimulator.class;
    }

    @Override
    public ConnectSimulator resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return Shared.SIMULATOR;
    }
}
