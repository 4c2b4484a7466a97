package com.example.connect.simulator;

import static com.example.connect.simulator.Clients.NUMBER;
import static com.example.connect.simulator.Clients.claim;
import static com.example.connect.simulator.Clients.describe;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.connect.ConnectClient;
import software.amazon.awssdk.services.connect.model.AccessDeniedException;
import software.amazon.awssdk.services.connect.model.ConnectException;
import software.amazon.awssdk.services.connect.model.InvalidParameterException;
import software.amazon.awssdk.services.connect.model.ResourceNotFoundException;
import software.amazon.awssdk.services.connect.model.ThrottlingException;

/** What stands between a request and its effect: wire form, bounds, signature, rate, permissions, Region. */
@ExtendWith(SimulatorExtension.class)
class WireTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String SIGNED =
            "AWS4-HMAC-SHA256 Credential=key/20261123/us-east-1/connect/aws4_request, SignedHeaders=host, Signature=0";

    private static HttpResponse<String> post(ConnectSimulator simulator, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(simulator.endpoint() + path))
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> signed(ConnectSimulator simulator, String path, String body)
            throws IOException, InterruptedException {
        return post(simulator, path, body, "Authorization", SIGNED);
    }

    @Test
    void aDefectOfTheSimulatorIsAnsweredAsOne() throws Exception {
        InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        Function<WireRequest, Answer> broken = request -> {
            throw new StackOverflowError("a loop");
        };
        try (WireServer server = new WireServer(loopback, broken, broken, HttpExchange::close)) {
            HttpRequest request = HttpRequest.newBuilder(server.endpoint().resolve("/instance"))
                    .timeout(Duration.ofSeconds(30))
                    .build();
            HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(501);
            assertThat(answer.body()).contains("StackOverflowError: a loop");
        }
    }

    @Test
    void anErrorHasItsCodeInAHeaderAndItsTextInMessage(ConnectSimulator simulator) throws Exception {
        HttpResponse<String> answer = signed(
                simulator,
                "/phone-number/claim",
                Json.write(Map.of(
                        "PhoneNumber", "+10", "TargetArn", simulator.account().instanceArn())));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("x-amzn-ErrorType")).contains("InvalidParameterException");
        assertThat(answer.headers().firstValue("x-amzn-RequestId")).isPresent();
        assertThat(answer.body()).isEqualTo("{\"Message\":\"Phone number not available: +10\"}");
    }

    @Test
    void anUnsignedRequestIsRefused(ConnectSimulator simulator) throws Exception {
        HttpResponse<String> answer = post(simulator, "/phone-number/list", "{}");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("x-amzn-ErrorType")).contains("MissingAuthenticationTokenException");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/phone-number/list|[]|SerializationException",
                "/phone-number/list|{|SerializationException",
                "/phone-number/list|{\"MaxResults\": \"1\"}|SerializationException",
                "/phone-number/list|{\"MaxResults\": 0}|InvalidParameterException",
                "/phone-number/list|{\"MaxResults\": 1001}|InvalidParameterException",
                "/phone-number/list|{\"PhoneNumberCountryCodes\": [\"XX\"]}|InvalidParameterException",
                "/phone-number/list|{\"PhoneNumberPrefix\": \"+123456789012\"}|InvalidParameterException",
                "/phone-number/claim|{}|InvalidParameterException",
                "/phone-number/claim|{\"PhoneNumber\": \"12065550100\"}|InvalidParameterException",
                "/phone-number/claim|{\"PhoneNumber\": \"+1206555 0100\"}|InvalidParameterException",
                "/phone-number/claim|{\"PhoneNumber\": \"+12065550100\", \"Tags\": {}}|InvalidParameterException",
                "/phone-number/import|{\"InstanceId\": \"x\"}|InvalidParameterException",
                "/nowhere|{}|UnknownOperationException"
            })
    void whatIsOutOfBoundsIsRefused(String path, String body, String code, ConnectSimulator simulator)
            throws Exception {
        simulator.set(Knob.RATE, Optional.empty());
        HttpResponse<String> answer = signed(simulator, path, body);
        assertThat(answer.headers().firstValue("x-amzn-ErrorType")).contains(code);
        assertThat(simulator.numbers()).isEmpty();
    }

    @Test
    void aRefusalNamesTheMember(ConnectSimulator simulator) throws Exception {
        String body = signed(simulator, "/phone-number/list", "{\"PhoneNumberTypes\": [\"LANDLINE\"]}")
                .body();
        assertThat(body)
                .contains("PhoneNumberTypes.member")
                .contains("LANDLINE")
                .contains("TOLL_FREE");
    }

    @Test
    void unknownMembersAreIgnored(ConnectSimulator simulator) throws Exception {
        assertThat(signed(simulator, "/phone-number/list", "{\"Novelty\": 1}").statusCode())
                .isEqualTo(200);
    }

    @Test
    void eachApiHasATokenBucketOfItsOwn(ConnectSimulator simulator) {
        ConnectClient client = Clients.to(simulator);
        IntStream.range(0, 5).forEach(i -> client.listPhoneNumbersV2(l -> {}));
        assertThatThrownBy(() -> client.listPhoneNumbersV2(l -> {})).satisfies(WireTest::isTooManyRequests);
        assertThatCode(() -> claim(simulator, NUMBER)).doesNotThrowAnyException();

        simulator.advance(Duration.ofMillis(499));
        assertThatThrownBy(() -> client.listPhoneNumbersV2(l -> {})).satisfies(WireTest::isTooManyRequests);
        simulator.advance(Duration.ofMillis(1));
        assertThatCode(() -> client.listPhoneNumbersV2(l -> {})).doesNotThrowAnyException();
        assertThatThrownBy(() -> client.listPhoneNumbersV2(l -> {})).satisfies(WireTest::isTooManyRequests);
        simulator.advance(Duration.ofHours(1));
        IntStream.range(0, 5).forEach(i -> client.listPhoneNumbersV2(l -> {}));
        assertThatThrownBy(() -> client.listPhoneNumbersV2(l -> {})).satisfies(WireTest::isTooManyRequests);
    }

    /** The model does not know the gateway's error. */
    private static void isTooManyRequests(Throwable thrown) {
        assertThat(thrown).isInstanceOfSatisfying(ConnectException.class, e -> {
            assertThat(e.statusCode()).isEqualTo(429);
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo("TooManyRequestsException");
            assertThat(e.awsErrorDetails().errorMessage()).isEqualTo("Too Many Requests");
        });
    }

    @Test
    void aThrottledCallGetsTheGatewaysOwnAnswer(ConnectSimulator simulator) throws Exception {
        simulator.set(Knob.RATE, Optional.of(new Knob.Rate(1, 1)));
        signed(simulator, "/phone-number/list", "{}");
        HttpResponse<String> answer = signed(simulator, "/phone-number/list", "{}");
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("x-amzn-ErrorType")).contains("TooManyRequestsException");
        assertThat(answer.body()).isEqualTo("{\"message\":\"Too Many Requests\"}");
    }

    @Test
    void throttlingMayBeTheServicesOwn(ConnectSimulator simulator) throws Exception {
        simulator
                .set(Knob.RATE, Optional.of(new Knob.Rate(1, 1)))
                .set(Knob.THROTTLE_ERROR, Knob.ThrottleError.THROTTLING);
        ConnectClient client = Clients.to(simulator);
        client.listPhoneNumbersV2(l -> {});
        assertThatThrownBy(() -> client.listPhoneNumbersV2(l -> {})).isInstanceOf(ThrottlingException.class);
        assertThat(signed(simulator, "/phone-number/list", "{}").body()).isEqualTo("{\"Message\":\"Rate exceeded\"}");
    }

    @Test
    void twoCallsWithTheSameAnswerHaveDifferentRequestIds(ConnectSimulator simulator) throws Exception {
        List<HttpResponse<String>> answers =
                List.of(signed(simulator, "/phone-number/claim", "{}"), signed(simulator, "/phone-number/claim", "{}"));
        assertThat(answers)
                .extracting(HttpResponse::body)
                .containsOnly(answers.get(0).body());
        for (String header : List.of("x-amzn-RequestId", "x-amz-apigw-id", "X-Amzn-Trace-Id")) {
            assertThat(answers)
                    .extracting(answer -> answer.headers().firstValue(header).orElseThrow())
                    .doesNotHaveDuplicates();
        }
    }

    /** As recorded answers have them, of refusals too. */
    @ParameterizedTest
    @CsvSource({"/phone-number/list, 200", "/phone-number/claim, 400"})
    void anAnswerHasTheHeadersOfServiceAndGateway(String path, int status, ConnectSimulator simulator)
            throws Exception {
        HttpResponse<String> answer = signed(simulator, path, "{}");
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        assertThat(answer.headers().firstValue("x-amzn-requestid").orElseThrow())
                .matches("[0-9a-f-]{36}");
        assertThat(answer.headers().firstValue("x-amz-apigw-id").orElseThrow()).matches("[0-9A-Za-z_-]{15}=");
        assertThat(answer.headers().firstValue("x-amzn-trace-id").orElseThrow())
                .matches("Root=1-[0-9a-f]{8}-[0-9a-f]{24}");
        assertThat(answer.headers().firstValue("access-control-allow-origin")).contains("*");
        assertThat(answer.headers().firstValue("access-control-expose-headers").orElseThrow())
                .contains("x-amzn-requestid");
    }

    @Test
    @Turns("wording")
    void refusalsAreWordedAsTheServicesOtherCallsWordThem(ConnectSimulator simulator) {
        String unknown = "00000000-0000-4000-8000-000000000000";
        assertThat(refusal(simulator, unknown)).isEqualTo("Resource not found");
        assertThat(refusal(simulator, "no such thing")).isEqualTo("Invalid parameter:  no such thing");

        simulator.set(Knob.WORDING, Knob.Wording.OURS);
        assertThat(refusal(simulator, unknown)).isEqualTo("Phone number " + unknown + " not found.");
        assertThat(refusal(simulator, "no such thing")).isEqualTo("'no such thing' is not a phone number id or ARN.");
    }

    private static String refusal(ConnectSimulator simulator, String id) {
        return catchThrowableOfType(ConnectException.class, () -> describe(simulator, id))
                .awsErrorDetails()
                .errorMessage();
    }

    @Test
    void throttlingMayAlternate(ConnectSimulator simulator) {
        simulator
                .set(Knob.RATE, Optional.of(new Knob.Rate(1, 1)))
                .set(Knob.THROTTLE_ERROR, Knob.ThrottleError.ALTERNATE);
        ConnectClient client = Clients.to(simulator);
        client.listPhoneNumbersV2(l -> {});
        Set<String> codes = new HashSet<>();
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> client.listPhoneNumbersV2(l -> {}))
                    .isInstanceOfSatisfying(ConnectException.class, e -> {
                        assertThat(e.statusCode()).isEqualTo(429);
                        codes.add(e.awsErrorDetails().errorCode());
                    });
        }
        assertThat(codes).containsExactlyInAnyOrder("ThrottlingException", "TooManyRequestsException");
    }

    @Test
    void whatTheCallerMayNotDoIsDenied(ConnectSimulator simulator) {
        simulator.set(Knob.PERMISSIONS, Policy.allowing(Set.of("connect:ClaimPhoneNumber")));
        claim(simulator, NUMBER);
        assertThatThrownBy(() -> claim(simulator, "+12065550101", c -> c.tags(Map.of("a", "b"))))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageContaining("connect:TagResource");
        assertThatThrownBy(() -> Clients.to(simulator).listPhoneNumbersV2(l -> {}))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageContaining("connect:ListPhoneNumbersV2");
        assertThat(simulator.usedActions())
                .containsExactlyInAnyOrder(
                        "connect:ClaimPhoneNumber", "connect:TagResource", "connect:ListPhoneNumbersV2");
        assertThat(simulator.numbers()).hasSize(1);
    }

    @Test
    void importMayNeedMore(ConnectSimulator simulator) {
        simulator.set(Knob.IMPORT_ACTIONS, Set.of("sms-voice:DescribePhoneNumbers"));
        simulator.set(Knob.PERMISSIONS, Policy.allowing(Set.of("connect:ImportPhoneNumber")));
        SimulatedAccount account = simulator.account();
        assertThatThrownBy(() -> Clients.to(simulator)
                        .importPhoneNumber(i -> i.instanceId(account.instanceId())
                                .sourcePhoneNumberArn(account.sourcePhoneNumberArn())))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageContaining("sms-voice:DescribePhoneNumbers");
    }

    @Test
    @Turns("malformed-id")
    void aNumberIsNamedByItsIdOrItsArn(ConnectSimulator simulator) {
        String id = claim(simulator, NUMBER);
        String arn = simulator.account().phoneNumberArn(id);
        assertThat(describe(simulator, arn)).isEqualTo(describe(simulator, id));
        assertThatThrownBy(() -> describe(simulator, arn.replace("us-east-1", "us-west-2")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> describe(simulator, "no such thing")).isInstanceOf(InvalidParameterException.class);
        simulator.set(Knob.MALFORMED_ID, Knob.MalformedId.NOT_FOUND);
        assertThatThrownBy(() -> describe(simulator, "no such thing")).isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void aNumberThatDoesNotExistIsNotFoundByIdNorByArn(ConnectSimulator simulator) {
        String unknown = "00000000-0000-4000-8000-000000000000";
        assertThatThrownBy(() -> describe(simulator, unknown)).isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> describe(simulator, simulator.account().phoneNumberArn(unknown)))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void inAnotherRegionOnlyTheArnOfANumberOnTheTdgWorks(ConnectSimulator simulator) {
        SimulatedAccount account = simulator.account();
        ConnectClient elsewhere = Clients.to(simulator, "us-west-2");
        String onTdg = claim(simulator, NUMBER, c -> c.targetArn(account.tdgArn()));
        String onInstance = claim(simulator, "+12065550101");

        assertThat(elsewhere
                        .describePhoneNumber(d -> d.phoneNumberId(account.phoneNumberArn(onTdg)))
                        .claimedPhoneNumberSummary()
                        .phoneNumber())
                .isEqualTo(NUMBER);
        assertThatThrownBy(() -> elsewhere.describePhoneNumber(d -> d.phoneNumberId(onTdg)))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(
                        () -> elsewhere.describePhoneNumber(d -> d.phoneNumberId(account.phoneNumberArn(onInstance))))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThat(elsewhere.listPhoneNumbersV2(l -> {}).listPhoneNumbersSummaryList())
                .hasSize(1);
        assertThatThrownBy(() -> elsewhere.claimPhoneNumber(
                        c -> c.phoneNumber("+12065550102").targetArn(account.tdgArn())))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("home Region");
    }

    @ParameterizedTest
    @CsvSource({"us-gov-west-1, aws-us-gov", "cn-north-1, aws-cn", "eu-central-1, aws"})
    @Turns("region")
    void arnsAreOfTheRegionsPartition(String region, String partition, ConnectSimulator simulator) {
        simulator.reset(Knobs.standard().with(Knob.REGION, region));
        String id = claim(simulator, NUMBER);
        assertThat(describe(simulator, id).phoneNumberArn())
                .isEqualTo("arn:" + partition + ":connect:" + region + ":123456789012:phone-number/" + id);
    }

    @Test
    void parallelClaimsOfOneNumberHaveOneWinner(ConnectSimulator simulator) {
        simulator.set(Knob.RATE, Optional.empty());
        Set<String> winners = ConcurrentHashMap.newKeySet();
        IntStream.range(0, 20).parallel().forEach(i -> {
            try {
                winners.add(claim(simulator, NUMBER));
            } catch (InvalidParameterException lost) {
                assertThat(lost).hasMessageContaining("not available");
            }
        });
        assertThat(winners).hasSize(1);
        assertThat(simulator.calls()).hasSize(20).extracting(Call::index).doesNotHaveDuplicates();
    }
}
