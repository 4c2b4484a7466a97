package com.example.connect.simulator;

import static com.example.connect.simulator.Clients.NUMBER;
import static com.example.connect.simulator.Clients.claim;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.connect.model.ConnectException;

/** Service Quotas and CloudTrail. */
@ExtendWith(SimulatorExtension.class)
class NeighboursTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String OF_NUMBERS = "\"ServiceCode\": \"connect\", \"QuotaCode\": \"L-8F812903\"";

    private final ConnectSimulator simulator;

    NeighboursTest(ConnectSimulator simulator) {
        this.simulator = simulator;
    }

    private JsonNode call(String target, String body) throws IOException, InterruptedException {
        String service = target.startsWith("ServiceQuotas") ? "servicequotas" : "cloudtrail";
        String scope = "AWS4-HMAC-SHA256 Credential=key/20260101/us-east-1/" + service + "/aws4_request, Signature=0";
        HttpRequest request = HttpRequest.newBuilder(simulator.endpoint())
                .header("X-Amz-Target", target)
                .header("Authorization", scope)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return MAPPER.readTree(
                HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    private JsonNode quota(String more) throws IOException, InterruptedException {
        return call(Neighbours.QUOTA, "{" + OF_NUMBERS + more + "}");
    }

    private String ofInstance() {
        return of(simulator.account().instanceArn());
    }

    private static String of(String targetArn) {
        return ", \"ContextId\": \"" + targetArn + "\"";
    }

    private List<String> told(String body) throws IOException, InterruptedException {
        List<String> names = new ArrayList<>();
        call(Neighbours.LOOKUP, body)
                .path("Events")
                .forEach(event -> names.add(event.path("EventName").asText()));
        return names;
    }

    @Test
    void theQuotaIsTheAccountsAndAnInstanceMayHaveItsOwn() throws Exception {
        simulator.quota(simulator.account().instanceArn(), 7);
        assertThat(quota("").path("Quota").path("Value").asInt()).isEqualTo(5);
        JsonNode own = quota(ofInstance()).path("Quota");
        assertThat(own.path("Value").asInt()).isEqualTo(7);
        assertThat(own.path("QuotaAppliedAtLevel").asText()).isEqualTo("RESOURCE");
        assertThat(call(Neighbours.DEFAULT_QUOTA, "{" + OF_NUMBERS + "}")
                        .path("Quota")
                        .path("Value")
                        .asInt())
                .isEqualTo(5);
    }

    @Test
    void aQuotaIsToldOfEachTargetThereIs() throws Exception {
        String group = Clients.to(simulator)
                .createTrafficDistributionGroup(
                        c -> c.name("coasts").instanceId(simulator.account().instanceId()))
                .arn();
        simulator.quota(group, 7);
        assertThat(quota(of(group)).path("Quota").path("Value").asInt()).isEqualTo(7);

        String readyMade = simulator.account().tdgArn();
        assertThat(quota(of(readyMade)).path("Quota").path("Value").asInt()).isEqualTo(5);
        Clients.to(simulator).deleteTrafficDistributionGroup(d -> d.trafficDistributionGroupId(readyMade));
        assertThat(quota(of(readyMade)).path("__type").asText()).isEqualTo("NoSuchResourceException");
    }

    @Test
    void aQuotaHasTheArnOnWhichItsReadIsChecked() throws Exception {
        String arn = quota("").path("Quota").path("QuotaArn").asText();
        simulator.set(Knob.PERMISSIONS, Policy.allowing(Set.of()));
        assertThat(quota("").path("message").asText()).contains("on resource: " + arn + " ");
    }

    @Test
    @Turns("resource-quotas")
    void anInstancesQuotaMayNotBeTold() throws Exception {
        assertThat(quota(ofInstance()).path("Quota").path("Value").asInt()).isEqualTo(5);
        simulator.set(Knob.RESOURCE_QUOTAS, false);
        assertThat(quota(ofInstance()).path("__type").asText()).isEqualTo("NoSuchResourceException");
        assertThat(quota("").path("Quota").path("Value").asInt()).isEqualTo(5);
    }

    @Test
    void aQuotaThatDoesNotExistIsNotFound() throws Exception {
        assertThat(quota(", \"ContextId\": \"arn:unknown\"").path("__type").asText())
                .isEqualTo("NoSuchResourceException");
        assertThat(call(Neighbours.QUOTA, "{\"ServiceCode\": \"connect\", \"QuotaCode\": \"L-0\"}")
                        .path("__type")
                        .asText())
                .isEqualTo("NoSuchResourceException");
    }

    @Test
    void theTrailTellsClaimsAndReleasesTheLatestFirstPageByPage() throws Exception {
        simulator.set(Knob.TRAIL_LAG, Duration.ZERO);
        String id = claim(simulator, NUMBER);
        simulator.advance(Duration.ofSeconds(60));
        Clients.to(simulator).releasePhoneNumber(r -> r.phoneNumberId(id));
        Clients.to(simulator).listPhoneNumbersV2(r -> {});

        assertThat(told("{}")).containsExactly("ReleasePhoneNumber", "ClaimPhoneNumber");
        JsonNode first = call(Neighbours.LOOKUP, "{\"MaxResults\": 1}");
        String token = first.path("NextToken").asText();
        assertThat(told("{\"MaxResults\": 1, \"NextToken\": \"" + token + "\"}"))
                .containsExactly("ClaimPhoneNumber");
        JsonNode event = call(Neighbours.LOOKUP, attribute("EventName", "ClaimPhoneNumber"))
                .path("Events")
                .path(0);
        JsonNode whole = MAPPER.readTree(event.path("CloudTrailEvent").asText());
        assertThat(whole.path("responseElements").path("PhoneNumberId").asText())
                .isEqualTo(id);
        assertThat(event.path("EventTime").asLong()).isEqualTo(SimulatedClock.START.getEpochSecond());
        long later = SimulatedClock.START.getEpochSecond() + 30;
        assertThat(told("{\"StartTime\": " + later + "}")).containsExactly("ReleasePhoneNumber");
        assertThat(told("{\"EndTime\": " + later + "}")).containsExactly("ClaimPhoneNumber");
    }

    @Test
    void theTrailTellsWhatWasRefused() throws Exception {
        simulator.set(Knob.TRAIL_LAG, Duration.ZERO);
        simulator.takeElsewhere(NUMBER);
        assertThatThrownBy(() -> claim(simulator, NUMBER)).isInstanceOf(ConnectException.class);
        JsonNode event = call(Neighbours.LOOKUP, "{}").path("Events").path(0);
        assertThat(MAPPER.readTree(event.path("CloudTrailEvent").asText())
                        .path("errorCode")
                        .asText())
                .isEqualTo("InvalidParameterException");
    }

    @Test
    @Turns("trail-lag-seconds")
    void aCallIsToldAfterTheTrailsLag() throws Exception {
        claim(simulator, NUMBER);
        assertThat(told("{}")).isEmpty();
        simulator.advance(Duration.ofMinutes(5));
        assertThat(told("{}")).containsExactly("ClaimPhoneNumber");
        simulator.set(Knob.TRAIL_LAG, Knob.FOREVER);
        assertThat(told("{}")).isEmpty();
    }

    @Test
    void theTrailForgetsAfterNinetyDays() throws Exception {
        claim(simulator, NUMBER);
        simulator.advance(Duration.ofDays(90));
        assertThat(told("{}")).containsExactly("ClaimPhoneNumber");
        simulator.advance(Duration.ofSeconds(1));
        assertThat(told("{}")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"LookupAttributes": [{}, {}]}        | InvalidLookupAttributesException
            {"StartTime": 2, "EndTime": 1}        | InvalidTimeRangeException
            {"MaxResults": 51}                    | InvalidMaxResultsException
            {"NextToken": "made up"}              | InvalidNextTokenException
            """)
    void whatALookupDoesNotTakeIsRefused(String body, String code) throws Exception {
        assertThat(call(Neighbours.LOOKUP, body).path("__type").asText()).isEqualTo(code);
    }

    @Test
    void whatTheCallerMayNotDoIsDenied() throws Exception {
        simulator.set(Knob.PERMISSIONS, Policy.allowing(Set.of("connect:*")));
        assertThat(quota("").path("__type").asText()).isEqualTo("AccessDeniedException");
        assertThat(call(Neighbours.LOOKUP, "{}").path("message").asText()).contains("cloudtrail:LookupEvents");
        assertThat(call("ServiceQuotasV20190624.Nothing", "{}").path("__type").asText())
                .isEqualTo("UnknownOperationException");
    }

    private static String attribute(String key, String value) {
        return "{\"LookupAttributes\": [{\"AttributeKey\": \"" + key + "\", \"AttributeValue\": \"" + value + "\"}]}";
    }
}
