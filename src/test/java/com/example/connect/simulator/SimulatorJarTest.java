package com.example.connect.simulator;

import static com.example.connect.simulator.Clients.NUMBER;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The simulator as users start it: {@code java -jar target/connect-simulator.jar}. */
class SimulatorJarTest {

    private static final Path JAR = Path.of("target/connect-simulator.jar");

    @Test
    void claimsANumberThroughTheJar() throws Exception {
        Process simulator = start("--port", "0", "QUOTA=7", "--claim-seconds=off", "--exit-with-parent");
        try {
            Map<String, Object> ready = Json.readObject(
                    simulator.inputReader(StandardCharsets.UTF_8).readLine());
            URI endpoint = URI.create(String.valueOf(ready.get("endpoint")));
            var connect = Clients.to(endpoint, String.valueOf(ready.get("region")));

            String id = connect.claimPhoneNumber(
                            c -> c.phoneNumber(NUMBER).targetArn(String.valueOf(ready.get("instanceArn"))))
                    .phoneNumberId();

            assertThat(endpoint.getHost()).isEqualTo("127.0.0.1");
            assertThat(connect.describePhoneNumber(d -> d.phoneNumberId(id))
                            .claimedPhoneNumberSummary()
                            .phoneNumberStatus()
                            .statusAsString())
                    .isEqualTo("CLAIMED");

            simulator.getOutputStream().close();

            assertThat(simulator.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(simulator.exitValue()).isZero();
        } finally {
            simulator.destroyForcibly();
        }
    }

    @Test
    void helpTellsTheOptionsAndTheKnobs() throws Exception {
        Process help = start("--help");

        assertThat(output(help)).contains("--port N", "--exit-with-parent", "quota=", "(default 5, official)");
        assertThat(help.waitFor()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --port 70000    | port=70000 is no port; give 0 (a free one) to 65535
            --port          | port= is no port; give 0 (a free one) to 65535
            --colour        | --colour is no option; an option is --port N or KNOB=value, for example QUOTA=100
            COLOUR=red      | there is no setting colour; the settings are account, region
            QUOTA=many      | quota=many cannot be read; give a whole number from 0, or off
            --claim-seconds=soon | claim-seconds=soon cannot be read; give a number of seconds, off or forever
            """)
    void aWrongOptionIsNamedWithItsRemedy(String options, String error) throws Exception {
        Process wrong = start(options.split(" "));

        assertThat(output(wrong)).startsWith("connect-simulator: " + error).contains("--help");
        assertThat(wrong.waitFor()).isEqualTo(2);
    }

    @Test
    void holdsTheSimulatorAndItsTwoLibrariesOnly() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.stream().filter(entry -> !entry.isDirectory()))
                    .extracting(entry -> entry.getName())
                    .allMatch(name -> name.matches("META-INF/MANIFEST\\.MF|com/example/connect/simulator/.*"
                            + "|com/fasterxml/jackson/.*|com/google/i18n/phonenumbers/.*"))
                    .noneMatch(name -> name.contains("Test") || name.contains("Clients"))
                    .isSorted();
            assertThat(jar.stream())
                    .as("the time of the build is nowhere")
                    .allSatisfy(entry -> assertThat(entry.getLastModifiedTime().toInstant())
                            .isBeforeOrEqualTo(Instant.parse("2026-11-23T00:00:00Z")));
        }
    }

    private static Process start(String... options) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-jar", JAR.toString()));
        command.addAll(List.of(options));
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String output(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
