package com.example.connect.phonenumber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.SimulatorExtension;
import com.example.connect.verification.cloudformation.CloudFormation;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;

@ExtendWith(SimulatorExtension.class)
class WarmUpTest {

    /** Keeps what would have been sent. */
    private static final class Listening implements SdkHttpClient {

        final List<String> sent = new ArrayList<>();
        private final SdkHttpClient memory = new WarmUp.Memory();

        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            sent.add(
                    request.httpRequest().method() + " " + request.httpRequest().encodedPath());
            return memory.prepareRequest(request);
        }

        @Override
        public void close() {}
    }

    private record Failing(Throwable with) implements SdkHttpClient {

        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            throw with instanceof Error error ? sneaky(error) : (RuntimeException) with;
        }

        private static RuntimeException sneaky(Error error) {
            throw error;
        }

        @Override
        public void close() {}
    }

    @Test
    void goesTheWholeWayOfARead() throws IOException {
        WarmUp.run();
        Listening http = new Listening();

        JsonNode event = CloudFormation.JSON.readTree(WarmUp.read(http));

        assertThat(event.path("status").asText()).isEqualTo("SUCCESS");
        assertThat(event.path("resourceModel").path("Type").asText()).isEqualTo("DID");
        assertThat(http.sent)
                .hasSize(2)
                .allMatch(call ->
                        call.startsWith("GET /phone-number/") || call.startsWith("POST /flow-associations-batch/"));
    }

    @Test
    void callsNothingAndTouchesNoFile(ConnectSimulator connect) throws IOException {
        System.setProperty("aws.endpointUrlConnect", connect.endpoint().toString());
        Path file = Files.writeString(Path.of(System.getProperty("java.io.tmpdir"), "somebody's"), "file");

        WarmUp.run();

        assertThat(connect.calls()).isEmpty();
        assertThat(file).exists();
    }

    @Test
    void aFailureIsASlowerStartAndNothingElse() {
        for (Throwable failure : List.of(new IllegalStateException("x"), new NoClassDefFoundError("x"))) {
            assertThatCode(() -> WarmUp.run(new Failing(failure))).doesNotThrowAnyException();
        }
    }
}
