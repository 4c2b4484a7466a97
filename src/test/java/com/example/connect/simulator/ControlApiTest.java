package com.example.connect.simulator;

import static com.example.connect.simulator.Clients.NUMBER;
import static com.example.connect.simulator.Clients.claim;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.connect.model.ThrottlingException;

/** The paths under /_simulator/, and the table of knobs that they and the command line share. */
@ExtendWith(SimulatorExtension.class)
class ControlApiTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static HttpResponse<String> send(ConnectSimulator simulator, String method, String path, String body)
            throws IOException, InterruptedException {
        URI uri = URI.create(simulator.endpoint() + "/_simulator/" + path);
        return HTTP.send(
                HttpRequest.newBuilder(uri)
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode call(ConnectSimulator simulator, String method, String path, String body)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = send(simulator, method, path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return MAPPER.readTree(answer.body());
    }

    @Test
    void readyTellsTheEndpointAndTheReadyMadeArns(ConnectSimulator simulator) throws Exception {
        JsonNode ready = call(simulator, "GET", "ready", "");
        assertThat(ready.path("endpoint").asText())
                .isEqualTo(simulator.endpoint().toString());
        assertThat(ready.path("instanceArn").asText())
                .isEqualTo(simulator.account().instanceArn());
        assertThat(ready.path("sourcePhoneNumberArn").asText())
                .isEqualTo(simulator.account().sourcePhoneNumberArn());
        assertThat(call(simulator, "GET", "health", "").path("status").asText()).isEqualTo("ok");
    }

    @Test
    void theClockIsReadAndMoved(ConnectSimulator simulator) throws Exception {
        call(simulator, "POST", "clock", "{\"advanceSeconds\": 1.5}");
        assertThat(simulator.clock().now()).isEqualTo(SimulatedClock.START.plusMillis(1500));
        assertThat(call(simulator, "GET", "clock", "").path("now").asText())
                .isEqualTo(SimulatedClock.START.plusMillis(1500).toString());
        assertThat(send(simulator, "POST", "clock", "{\"advanceSeconds\": -1}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void aRunningClockIsStoppedMovedAndLetRunOnFromThere() throws Exception {
        SimulatedClock clock = SimulatedClock.running();
        try (ConnectSimulator simulator = ConnectSimulator.start(0, clock, Knobs.standard())) {
            call(simulator, "POST", "clock", "{\"running\": false}");
            Instant stopped = clock.now();
            call(simulator, "POST", "clock", "{\"advanceSeconds\": 3600}");
            assertThat(clock.now()).isEqualTo(stopped.plusSeconds(3600));
            call(simulator, "POST", "clock", "{\"running\": true}");
            assertThat(clock.now()).isBetween(stopped.plusSeconds(3600), stopped.plusSeconds(3660));
            assertThat(send(simulator, "POST", "clock", "{\"running\": 1}").statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void numbersAndCallsAreShownAndCallsCleared(ConnectSimulator simulator) throws Exception {
        String id = claim(simulator, NUMBER, c -> c.phoneNumberDescription("front desk"));
        JsonNode numbers = call(simulator, "GET", "numbers", "");
        assertThat(numbers.path("claimsMade").asInt()).isEqualTo(1);
        assertThat(numbers.path("numbers").get(0).path("id").asText()).isEqualTo(id);
        assertThat(numbers.path("numbers").get(0).path("status").asText()).isEqualTo("IN_PROGRESS");
        assertThat(numbers.path("numbers").get(0).path("description").asText()).isEqualTo("front desk");

        JsonNode calls = call(simulator, "GET", "calls", "");
        assertThat(calls.path("calls").get(0).path("operation").asText()).isEqualTo("ClaimPhoneNumber");
        assertThat(calls.path("usedActions").get(0).asText()).isEqualTo("connect:ClaimPhoneNumber");
        assertThat(call(simulator, "DELETE", "calls", "").path("calls")).isEmpty();
        assertThat(simulator.calls()).isEmpty();
    }

    @Test
    void knobsAndQuotasAreTurnedByName(ConnectSimulator simulator) throws Exception {
        JsonNode knobs = call(simulator, "PATCH", "knobs", "{\"quota\": 7, \"claim-seconds\": 0.5, \"rate\": \"off\"}");
        assertThat(knobs.path("quota").asText()).isEqualTo("7");
        assertThat(simulator.knobs().get(Knob.QUOTA)).isEqualTo(7);
        assertThat(simulator.knobs().get(Knob.CLAIM_TIME)).isEqualTo(Duration.ofMillis(500));
        assertThat(simulator.knobs().get(Knob.RATE)).isEmpty();

        String policy = "{\"Version\":\"2012-10-17\",\"Statement\":[]}";
        call(simulator, "PATCH", "knobs", "{\"permissions\": " + policy + "}");
        assertThat(simulator.knobs().get(Knob.PERMISSIONS))
                .hasToString(Policy.of(policy).toString());
        call(simulator, "PATCH", "knobs", "{\"permissions\": \"*\"}");

        HttpResponse<String> wrong = send(simulator, "PATCH", "knobs", "{\"quota\": \"many\"}");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("quota=many").contains("a whole number");

        String target = simulator.account().instanceArn();
        call(simulator, "POST", "quota", "{\"targetArn\": \"" + target + "\", \"quota\": 0}");
        String id = claim(simulator, NUMBER);
        simulator.advance(Duration.ofSeconds(1));
        assertThat(simulator.number(id).orElseThrow().status()).isEqualTo(NumberState.Status.FAILED);
    }

    @Test
    void tagsAreSetPastTheBoundsOfTheApi(ConnectSimulator simulator) throws Exception {
        String id = claim(simulator, NUMBER);
        call(simulator, "POST", "tags", "{\"phoneNumber\": \"" + id + "\", \"tags\": {\"aws:by\": \"us\"}}");
        assertThat(simulator.number(id).orElseThrow().state().tags()).containsEntry("aws:by", "us");

        HttpResponse<String> wrong = send(simulator, "POST", "tags", "{\"phoneNumber\": \"" + id + "\"}");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("the body lacks tags");
        assertThat(send(simulator, "POST", "tags", "{\"phoneNumber\": \"none\", \"tags\": {}}")
                        .body())
                .contains("no number none is held");
    }

    @Test
    void troubleIsScriptedAndCleared(ConnectSimulator simulator) throws Exception {
        call(
                simulator,
                "POST",
                "trouble",
                "{\"operation\": \"ClaimPhoneNumber\", \"times\": 9, \"fault\": \"THROTTLE\"}");
        assertThatThrownBy(() -> claim(simulator, NUMBER)).isInstanceOf(ThrottlingException.class);
        call(simulator, "DELETE", "trouble", "");
        call(simulator, "POST", "trouble", "{\"at\": 1, \"fault\": \"FAIL_LATER\", \"message\": \"carrier\"}");
        String id = claim(simulator, NUMBER);
        simulator.advance(Duration.ofSeconds(2));
        assertThat(simulator.number(id).orElseThrow().state().message()).contains("carrier");

        HttpResponse<String> wrong = send(simulator, "POST", "trouble", "{\"fault\": \"MISCHIEF\"}");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("MISCHIEF").contains("DROP_AFTER");
    }

    @Test
    void resetBeginsANewWorld(ConnectSimulator simulator) throws Exception {
        claim(simulator, NUMBER);
        call(simulator, "POST", "reset", "");
        assertThat(simulator.numbers()).isEmpty();
        assertThat(simulator.calls()).isEmpty();
    }

    @Test
    void otherPathsAreNotFound(ConnectSimulator simulator) throws Exception {
        assertThat(send(simulator, "GET", "nowhere", "").statusCode()).isEqualTo(404);
    }

    @Test
    void aForeignHostIsRefused(ConnectSimulator simulator) throws Exception {
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), simulator.endpoint().getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write("POST /_simulator/reset HTTP/1.1\r\nHost: evil.example\r\nContent-Length: 0\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            byte[] start = socket.getInputStream().readNBytes(12);
            assertThat(new String(start, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 403");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "quota, off",
        "quota, 12",
        "rate, 2/5",
        "rate, 0.5/1",
        "rate, off",
        "claim-seconds, 0.25",
        "claim-seconds, forever",
        "claim-seconds, off",
        "cooldown-days, 30",
        "token-conflict, NEW_CLAIM",
        "release-failed, false",
        "permissions, 'connect:ClaimPhoneNumber,connect:TagResource'",
        "region, us-gov-west-1",
        "import-actions, none"
    })
    void aKnobWritesWhatItReads(String name, String text) {
        assertThat(Knobs.standard().with(name, text).texts()).containsEntry(name, text);
    }

    @ParameterizedTest
    @CsvSource({
        "quota, -1",
        "quota, 1.5",
        "rate, 2",
        "rate, 0/5",
        "rate, 2/0",
        "claim-seconds, -1",
        "claim-seconds, soon",
        "token-conflict, MAYBE",
        "release-failed, yes",
        "permissions, all",
        "region, mars",
        "account, 1",
        "speed, 1"
    })
    void aWrongSettingIsRefusedByItsName(String name, String text) {
        assertThatThrownBy(() -> Knobs.standard().with(name, text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name);
    }

    @Test
    void everyKnobExplainsItself() {
        assertThat(Knob.all())
                .allSatisfy(knob -> assertThat(knob.help())
                        .startsWith(knob.name() + "=")
                        .containsPattern(
                                "\\(default .+, " + knob.belief().grade().word() + "\\)$"))
                .allSatisfy(knob -> assertThat(knob.belief().source()).isNotBlank());
        assertThat(CommandLine.usage()).contains("--port", "claim-seconds=");
    }
}
