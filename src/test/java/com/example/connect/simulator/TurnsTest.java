package com.example.connect.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** A test is held to its {@link Turns}: planted ones that turn nothing fail, those that do pass. */
class TurnsTest {
    @Test
    void aTestThatDoesNotTurnItsKnobFails() {
        assertThat(failures(Planted.class))
                .containsOnlyKeys("oneValue", "turnedAndNothingServed", "servedAndNeverRead", "oneValueInEachRow")
                .allSatisfy((test, message) -> assertThat(message).contains("@Turns", "quota"));
    }

    /** The messages of the tests that fail, by their methods. */
    private static Map<String, String> failures(Class<?> planted) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(planted))
                .build();
        Map<String, String> failures = new TreeMap<>();
        LauncherConfig alone = LauncherConfig.builder()
                .enableLauncherSessionListenerAutoRegistration(false)
                .enableTestExecutionListenerAutoRegistration(false)
                .build();
        LauncherFactory.create(alone).execute(request, new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                result.getThrowable()
                        .ifPresent(thrown -> failures.put(
                                test.getDisplayName().replaceAll("\\(.*", ""), String.valueOf(thrown.getMessage())));
            }
        });
        return failures;
    }

    @ExtendWith(SimulatorExtension.class)
    static class Planted {
        private static void claimUnder(ConnectSimulator simulator, int quota) {
            simulator.set(Knob.QUOTA, quota);
            Clients.claim(simulator, "+1206555010" + quota);
        }

        @Test
        @Turns("quota")
        void twoValues(ConnectSimulator simulator) {
            claimUnder(simulator, 1);
            claimUnder(simulator, 2);
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        @Turns("quota")
        void twoValuesInTwoRows(int quota, ConnectSimulator simulator) {
            claimUnder(simulator, quota);
        }

        @Test
        @Turns("quota")
        void oneValue(ConnectSimulator simulator) {
            claimUnder(simulator, 1);
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        @Turns("quota")
        void oneValueInEachRow(int row, ConnectSimulator simulator) {
            claimUnder(simulator, Math.min(row, 1));
        }

        @Test
        @Turns("quota")
        void turnedAndNothingServed(ConnectSimulator simulator) {
            simulator.set(Knob.QUOTA, 1).set(Knob.QUOTA, 2);
            simulator.knobs().get(Knob.QUOTA);
        }

        @Test
        @Turns("quota")
        void servedAndNeverRead(ConnectSimulator simulator) {
            simulator.set(Knob.QUOTA, 1);
            Clients.to(simulator).listPhoneNumbersV2(list -> {});
            simulator.set(Knob.QUOTA, 2);
            Clients.to(simulator).listPhoneNumbersV2(list -> {});
        }
    }
}
