package com.example.connect.verification.cloudformation;

import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.SimulatorExtension;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests, as parameters of their methods or their constructor, a {@link ConnectSimulator} that is reset before each
 * test, a {@link CloudFormation} towards the function on it, and {@link Templates} to start from.
 */
public final class CloudFormationExtension implements BeforeEachCallback, ParameterResolver {

    private static final Map<Class<?>, Function<ConnectSimulator, Object>> PARAMETERS = Map.of(
            ConnectSimulator.class, connect -> connect,
            CloudFormation.class, CloudFormation::new,
            Templates.class, Templates::new);

    private final SimulatorExtension simulator = new SimulatorExtension();

    @Override
    public void beforeEach(ExtensionContext context) {
        simulator.beforeEach(context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return PARAMETERS.containsKey(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Function<ConnectSimulator, Object> made =
                PARAMETERS.getOrDefault(parameter.getParameter().getType(), connect -> connect);
        return made.apply(SimulatorExtension.simulator());
    }
}
