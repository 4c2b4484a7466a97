package com.example.connect.phonenumber;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.SimulatorExtension;
import com.example.connect.verification.cloudformation.CloudFormation;
import com.example.connect.verification.cloudformation.Lambda;
import com.example.connect.verification.cloudformation.Templates;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The paths through RPDK that no handler's test takes: its entry points and what it refuses by itself, its validation,
 * its publishers. They matter for what ships, which is shrunk to what is reached.
 */
@ExtendWith(SimulatorExtension.class)
class RpdkTest {

    private static final ObjectMapper JSON = CloudFormation.JSON;

    private ConnectSimulator connect;
    private CloudFormation cfn;
    private final Lambda lambda = new Lambda();

    @BeforeEach
    void start(ConnectSimulator simulator) {
        connect = simulator;
        cfn = new CloudFormation(connect);
        System.setProperty("aws.region", "us-east-1");
    }

    @AfterEach
    void stop() {
        System.clearProperty("aws.region");
    }

    @Test
    @EnabledIfSystemProperty(named = "shipped.jar", matches = ".+")
    void everythingThatRunsIsTheJarThatShips() throws IOException {
        Path jar = Lambda.shippedJar().orElseThrow();

        for (String ofTheFunction : List.of(
                "com.example.connect.phonenumber.PhoneNumberFunction",
                "com.example.connect.phonenumber.HandlerWrapper",
                "com.example.connect.phonenumber.ResourceModel",
                "com.fasterxml.jackson.databind.ObjectMapper",
                "software.amazon.awssdk.services.connect.ConnectClient",
                "software.amazon.cloudformation.AbstractWrapper")) {
            assertThat(Lambda.source(ofTheFunction).getLocation())
                    .as(ofTheFunction)
                    .isEqualTo(jar.toUri().toURL());
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            {                                                                            | InternalFailure
            []                                                                           | InternalFailure
            {"action": "READ"}                                                           | InternalFailure
            {"action": "CREATE", "requestData": {}}                                      | InternalFailure
            {"action": "READ", "requestData": {"resourceProperties": "none"}}            | InternalFailure
            {"action": "READ", "requestData": {"resourceProperties": {"Tags": 5}}}       | InvalidRequest
            {"action": "READ", "region": "us-east-1", "requestData": {"resourceProperties": {}}} | InvalidCredentials
            """)
    void aRequestThatIsNoneIsAFailedEvent(String payload, String code) throws IOException {
        JsonNode event = JSON.readTree(lambda.handleRequest(payload));

        assertThat(event.path("status").asText()).isEqualTo("FAILED");
        assertThat(event.path("errorCode").asText()).isEqualTo(code);
        assertThat(connect.calls()).isEmpty();
    }

    @Test
    void whatRpdkCannotUnderstandIsLoggedWithItsStackTrace() {
        lambda.handleRequest("{");

        assertThat(Lambda.LOG.toString())
                .contains(
                        "Exception",
                        "\tat software.amazon.cloudformation.AbstractWrapper.processRequest(AbstractWrapper.java:");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            {"PhoneNumber": "0800-CALL"}                                | PhoneNumber
            {"Type": "NO_SUCH_TYPE"}                                    | Type
            {"Description": 5, "Type": {}}                              | validation failed
            {"Tags": [{"Key": "a", "Value": "b", "Vale": "c"}]}         | validation failed
            {"Tags": [{"Value": "b"}]}                                  | Key
            {"Tags": [{"Key": "", "Value": "b"}]}                       | Key
            {"Phone": "+18005550123"}                                   | Phone
            """)
    void theSchemaIsHeld(String properties, String named) throws IOException {
        ObjectNode payload = cfn.payload("CREATE", "Number", JSON.readTree(properties), null);

        JsonNode event = JSON.readTree(lambda.handleRequest(payload.toString()));

        assertThat(event.path("errorCode").asText()).isEqualTo("InvalidRequest");
        assertThat(event.path("message").asText()).contains(named);
        assertThat(connect.calls()).isEmpty();
    }

    @Test
    void aCompressedRequestIsARequest() throws IOException {
        String arn = created();
        String read = cfn.payload("READ", "Number", JSON.valueToTree(Map.of("PhoneNumberArn", arn)), null)
                .toString();
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(read.getBytes(StandardCharsets.UTF_8));
        }
        ObjectNode compressed = JSON.createObjectNode()
                .put("__COMPRESSED__", Base64.getEncoder().encodeToString(zipped.toByteArray()))
                .put("__COMPRESSION_METHOD__", "gzip_base64");

        JsonNode event = JSON.readTree(lambda.handleRequest(compressed.toString()));

        assertThat(event.path("status").asText()).isEqualTo("SUCCESS");
    }

    @Test
    void whatAnotherInvocationLeftInTheTemporaryFolderIsGone() throws IOException {
        Path left = Files.writeString(Path.of(System.getProperty("java.io.tmpdir"), "left"), "behind");

        lambda.handleRequest("{}");

        assertThat(left).doesNotExist();
    }

    @Test
    void theTestEntryPointCreatesReadsAndDeletes() throws IOException {
        ObjectNode request = JSON.createObjectNode()
                .put("awsAccountId", connect.account().account())
                .put("awsPartition", "aws")
                .put("region", connect.account().region())
                .put("clientRequestToken", "token")
                .put("logicalResourceIdentifier", "Number");
        request.set("desiredResourceState", JSON.valueToTree(new Templates(connect).searched()));

        JsonNode created = runTest("CREATE", request);
        assertThat(created.path("status").asText()).isEqualTo("SUCCESS");

        request.set("desiredResourceState", created.get("resourceModel"));
        assertThat(runTest("READ", request).path("resourceModel")).isEqualTo(created.get("resourceModel"));
        assertThat(runTest("DELETE", request).path("status").asText()).isEqualTo("SUCCESS");
        assertThat(runTest("READ", request).path("errorCode").asText()).isEqualTo("NotFound");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {
            {"action": "READ"}
            {"action": "NO_SUCH_ACTION"}
            {"credentials": {"accessKeyId": "a", "secretAccessKey": "b"}, "action": "READ"}
            """)
    void theTestEntryPointAnswersAFailedEventToWhatItCannotRead(String payload) throws IOException {
        JsonNode event = JSON.readTree(lambda.testEntrypoint(payload));

        assertThat(event.path("status").asText()).isEqualTo("FAILED");
        assertThat(event.path("errorCode").asText()).isEqualTo("InternalFailure");
    }

    /** A type that is registered with a LoggingConfig logs and counts in its owner's account. */
    @Test
    void theOwnersLogGroupAndMetricsGetWhatHappened() throws IOException {
        try (FakeCloudWatch cloudWatch = new FakeCloudWatch()) {
            ObjectNode payload = withOwner(
                    cfn.payload("READ", "Number", JSON.valueToTree(Map.of("PhoneNumberArn", created())), null));

            JsonNode event = JSON.readTree(lambda.handleRequest(payload.toString()));

            assertThat(event.path("status").asText()).isEqualTo("SUCCESS");
            assertThat(cloudWatch.logCalls())
                    .startsWith("DescribeLogGroups", "CreateLogGroup", "CreateLogStream", "PutLogEvents");
            assertThat(cloudWatch.log()).contains("[READ] invoking handler...", "Handler returned SUCCESS");
            assertThat(cloudWatch.metrics())
                    .contains("HandlerInvocationCount", "HandlerInvocationDuration", "HandlerExceptionByErrorCode");
        }
    }

    @Test
    void aRefusalIsCountedForTheOwner() throws IOException {
        try (FakeCloudWatch cloudWatch = new FakeCloudWatch()) {
            ObjectNode payload = withOwner(
                    cfn.payload("CREATE", "Number", JSON.valueToTree(Map.of("PhoneNumber", "0800-CALL")), null));

            lambda.handleRequest(payload.toString());

            assertThat(cloudWatch.metrics()).contains("HandlerException", "InvalidRequest", "ValidationException");
        }
    }

    @Test
    void anOwnerWithoutLogsAndMetricsDoesNotHoldUpTheResource() throws IOException {
        try (FakeCloudWatch cloudWatch = new FakeCloudWatch()) {
            cloudWatch.denyEverything();
            ObjectNode payload = withOwner(
                    cfn.payload("READ", "Number", JSON.valueToTree(Map.of("PhoneNumberArn", created())), null));

            JsonNode event = JSON.readTree(lambda.handleRequest(payload.toString()));

            assertThat(event.path("status").asText()).isEqualTo("SUCCESS");
            assertThat(Lambda.LOG.toString()).contains("Initializing logging group setting failed");
        }
    }

    private String created() {
        return cfn.create("Number", new Templates(connect).searched()).property("PhoneNumberArn");
    }

    private JsonNode runTest(String action, ObjectNode request) throws IOException {
        ObjectNode payload = JSON.createObjectNode().put("action", action);
        payload.putObject("credentials")
                .put("accessKeyId", "AKIDSECRETLY")
                .put("secretAccessKey", "secret-access-key")
                .put("sessionToken", "session-token");
        payload.set("request", request);
        JsonNode event = JSON.readTree(lambda.testEntrypoint(payload.toString()));
        while (event.path("status").asText().equals("IN_PROGRESS")) {
            connect.advance(
                    Duration.ofSeconds(event.path("callbackDelaySeconds").asInt()));
            payload.set("callbackContext", event.get("callbackContext"));
            request.set("desiredResourceState", event.get("resourceModel"));
            event = JSON.readTree(lambda.testEntrypoint(payload.toString()));
        }
        return event;
    }

    private static ObjectNode withOwner(ObjectNode payload) {
        ObjectNode data = (ObjectNode) payload.get("requestData");
        data.put("providerLogGroupName", "phone-numbers");
        data.putObject("providerCredentials")
                .put("accessKeyId", "AKIDOWNER")
                .put("secretAccessKey", "owner-secret-key")
                .put("sessionToken", "owner-session-token");
        return payload;
    }
}
