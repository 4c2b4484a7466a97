package com.example.connect.simulator;

import static com.example.connect.simulator.Clients.NUMBER;
import static com.example.connect.simulator.Clients.claim;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.connect.simulator.NumberState.Status;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.connect.ConnectClient;
import software.amazon.awssdk.services.connect.model.InvalidRequestException;
import software.amazon.awssdk.services.connect.model.PhoneNumberCountryCode;
import software.amazon.awssdk.services.connect.model.PhoneNumberType;

/** What the simulator believes of the service and no knob turns, where no other test would notice a change. */
@ExtendWith(SimulatorExtension.class)
class BeliefsTest {
    private static final Duration WORK = Duration.ofSeconds(2);

    private final ConnectSimulator simulator;
    private final ConnectClient client;

    BeliefsTest(ConnectSimulator simulator) {
        this.simulator = simulator;
        this.client = Clients.to(simulator);
    }

    @BeforeEach
    void noRateLimit() {
        simulator.set(Knob.RATE, Optional.empty());
    }

    private Status statusOfAClaim(String number) {
        String id = claim(simulator, number);
        simulator.advance(WORK);
        return simulator.number(id).orElseThrow().status();
    }

    @Test
    void pagesHaveTheirGreatestSizeWhereNoneIsAskedFor() {
        simulator.set(Knob.QUOTA, Knob.UNLIMITED);
        assertThat(client.searchAvailablePhoneNumbers(
                                s -> s.targetArn(simulator.account().instanceArn())
                                        .phoneNumberCountryCode(PhoneNumberCountryCode.US)
                                        .phoneNumberType(PhoneNumberType.DID))
                        .availableNumbersList())
                .hasSize(10);
        IntStream.range(0, 101).forEach(i -> claim(simulator, String.format("+1206555%04d", i)));
        assertThat(client.listPhoneNumbersV2(l -> {}).listPhoneNumbersSummaryList())
                .hasSize(101);
    }

    @Test
    void importsCountTowardsTheTwoHundredPercentRule() {
        simulator.set(Knob.QUOTA, 1);
        for (int i = 0; i < 2; i++) {
            String source = simulator.account().sourcePhoneNumberArns().get(i);
            String id = client.importPhoneNumber(
                            n -> n.instanceId(simulator.account().instanceId()).sourcePhoneNumberArn(source))
                    .phoneNumberId();
            simulator.advance(WORK);
            client.releasePhoneNumber(r -> r.phoneNumberId(id));
        }
        assertThat(statusOfAClaim(NUMBER)).isEqualTo(Status.FAILED);
    }

    @Test
    void theRateIsCheckedBeforeTheRequestIsRead() throws Exception {
        simulator.set(Knob.RATE, Optional.of(new Knob.Rate(1, 1)));
        client.listPhoneNumbersV2(l -> {});
        HttpRequest unreadable = HttpRequest.newBuilder(URI.create(simulator.endpoint() + "/phone-number/list"))
                .header("Authorization", "AWS4-HMAC-SHA256 Credential=key/20261123/us-east-1/connect/aws4_request")
                .POST(HttpRequest.BodyPublishers.ofString("{"))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(unreadable, HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(429);
    }

    @Test
    void amazonsTagsCountTowardsTheFifty() {
        String id = claim(simulator, NUMBER);
        simulator.putTags(id, Map.of("aws:cloudformation:stack-name", "mine"));
        Map<String, String> tags = new TreeMap<>();
        IntStream.range(0, 50).forEach(i -> tags.put("key" + i, "value"));
        assertThatThrownBy(() -> client.tagResource(t ->
                        t.resourceArn(simulator.account().phoneNumberArn(id)).tags(tags)))
                .isInstanceOf(InvalidRequestException.class);
    }
}
