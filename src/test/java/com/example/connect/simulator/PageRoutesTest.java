package com.example.connect.simulator;

import static com.example.connect.simulator.Clients.NUMBER;
import static com.example.connect.simulator.Clients.TOKEN;
import static com.example.connect.simulator.Clients.claim;
import static com.example.connect.simulator.Clients.number;
import static com.example.connect.simulator.Clients.settled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.connect.model.ConnectException;

/** What the page reads. */
@ExtendWith(SimulatorExtension.class)
class PageRoutesTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @BeforeEach
    void noLimitOfTheRate(ConnectSimulator simulator) {
        simulator.set(Knob.RATE, Optional.empty());
    }

    private static JsonNode view(ConnectSimulator simulator, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(simulator.endpoint() + "/_simulator/view/" + path))
                .build();
        return MAPPER.readTree(
                HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    @Test
    void listsComeInPages(ConnectSimulator simulator) throws Exception {
        for (int i = 0; i < 5; i++) {
            settled(simulator, i);
        }
        JsonNode page = view(simulator, "numbers?from=3&most=10");
        assertThat(page.path("total").asInt()).isEqualTo(5);
        assertThat(page.path("rows")).hasSize(2);
        assertThat(page.at("/rows/0/number").asText()).isEqualTo(number(3));
        assertThat(view(simulator, "calls?from=4").at("/rows/0/index").asInt()).isEqualTo(4);
        assertThat(view(simulator, "numbers?from=99").path("rows")).isEmpty();
        assertThat(view(simulator, "calls?most=0").path("total").asInt()).isEqualTo(5);
    }

    @Test
    void aTargetIsShownWithItsQuota(ConnectSimulator simulator) throws Exception {
        settled(simulator, 0);
        simulator.set(Knob.QUOTA, 1);
        JsonNode target = view(simulator, "account").at("/targets/0");

        assertThat(target.path("holds").asInt()).isEqualTo(1);
        assertThat(target.path("quota").asInt()).isEqualTo(1);
        assertThat(target.path("why").asText()).contains("holds 1 of 1 number,");
        assertThat(view(simulator, "account").at("/targets/1").has("why")).isFalse();
    }

    @Test
    void theClockGoesToTheNextThingThatHappens(ConnectSimulator simulator) throws Exception {
        assertThat(view(simulator, "account").at("/clock").has("next")).isFalse();
        claim(simulator, NUMBER);
        assertThat(view(simulator, "account").at("/clock/next/what").asText())
                .isEqualTo(NUMBER + " will no longer be IN_PROGRESS");
        toNext(simulator);
        assertThat(simulator.clock().now()).isEqualTo(SimulatedClock.START.plusSeconds(2));
        assertThat(simulator.number(NUMBER).orElseThrow().status()).isEqualTo(NumberState.Status.CLAIMED);
        toNext(simulator);
        assertThat(simulator.clock().now()).isEqualTo(SimulatedClock.START.plusSeconds(2));
    }

    @Test
    void whatComesIsToldInTheFuture(ConnectSimulator simulator) throws Exception {
        simulator.set(Knob.QUOTA, 1);
        settled(simulator, 0);
        settled(simulator, 1);
        assertThat(next(simulator)).isEqualTo("the FAILED claim of " + number(1) + " will leave the list");

        simulator.advance(Duration.ofDays(2));
        Clients.to(simulator)
                .releasePhoneNumber(r -> r.phoneNumberId(
                        simulator.number(number(0)).orElseThrow().id()));
        assertThat(next(simulator)).isEqualTo("the account will be able to claim again");

        simulator.set(Knob.WINDOW, Duration.ZERO);
        assertThat(next(simulator)).isEqualTo(number(0) + " will have cooled down, and can be claimed again");
        Clients.to(simulator)
                .createInstance(c -> c.identityManagementType("CONNECT_MANAGED")
                        .instanceAlias("new")
                        .inboundCallsEnabled(true)
                        .outboundCallsEnabled(true));
        assertThat(next(simulator)).isEqualTo("Instance new will no longer be CREATION_IN_PROGRESS");
    }

    private static String next(ConnectSimulator simulator) throws Exception {
        return view(simulator, "account").at("/clock/next/what").asText();
    }

    private static void toNext(ConnectSimulator simulator) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(simulator.endpoint() + "/_simulator/clock"))
                .POST(HttpRequest.BodyPublishers.ofString("{\"toNext\": true}"))
                .build();
        assertThat(HTTP.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void tokensAndTagValuesAreShownOnDemandOnly(ConnectSimulator simulator) throws Exception {
        String id = claim(simulator, NUMBER, c -> c.clientToken(TOKEN).tags(Map.of("key", "the value")));
        Clients.describe(simulator, id);

        for (String path : new String[] {"numbers", "number?id=" + id, "calls", "call?index=0", "call?index=1"}) {
            assertThat(view(simulator, path).toString()).as(path).doesNotContain("the value", TOKEN);
        }
        assertThat(view(simulator, "number?id=" + id + "&reveal=true").toString())
                .contains("the value");
        assertThat(view(simulator, "call?index=0&reveal=true").toString()).contains("the value", TOKEN);
        assertThat(view(simulator, "call?index=1&reveal=true").toString()).contains("the value");
    }

    @Test
    void aReleasedNumberIsShownUntilItIsBack(ConnectSimulator simulator) throws Exception {
        String id = settled(simulator, 0);
        Clients.to(simulator).releasePhoneNumber(r -> r.phoneNumberId(id));

        assertThat(view(simulator, "cooling").at("/rows/0/returnsAt").asText()).startsWith("2026-06-30");
        assertThat(view(simulator, "number?id=" + id).path("life").toString())
                .contains("Claim accepted", "CLAIMED", "Released", "Can be claimed again");
        simulator.advance(Duration.ofDays(180));
        assertThat(view(simulator, "cooling").path("total").asInt()).isZero();
    }

    @Test
    void callsAreFiltered(ConnectSimulator simulator) throws Exception {
        String id = settled(simulator, 0);
        Clients.describe(simulator, id);
        simulator.script(Trouble.onAny().of(Faults.THROTTLE));
        assertThatThrownBy(() -> Clients.describe(simulator, id)).isInstanceOf(ConnectException.class);

        assertThat(view(simulator, "calls?show=refused").path("total").asInt()).isEqualTo(1);
        assertThat(view(simulator, "calls?show=throttled").path("total").asInt())
                .isEqualTo(1);
        assertThat(view(simulator, "calls?show=struck").path("total").asInt()).isEqualTo(1);
        assertThat(view(simulator, "calls?show=changes").path("total").asInt()).isEqualTo(1);
        assertThat(view(simulator, "calls?q=describe").path("total").asInt()).isEqualTo(2);
        assertThat(view(simulator, "calls").at("/rows/0/userAgent").asText()).contains("aws-sdk-java");
    }

    @Test
    void theTroubleThatStrikesTheNextClaimIsTold(ConnectSimulator simulator) throws Exception {
        simulator.script(Trouble.on("DescribePhoneNumber").of(Faults.THROTTLE));
        simulator.script(Trouble.onAny().of(Faults.NOT_FOUND_BEFORE));
        assertThat(view(simulator, "account").has("trouble")).isFalse();
        simulator.clearTroubles();
        simulator.script(Trouble.on("ClaimPhoneNumber").nth(2).of(Faults.DROP_AFTER));
        assertThat(view(simulator, "account").has("trouble")).isFalse();

        claim(simulator, NUMBER);
        assertThat(view(simulator, "account").at("/trouble/name").asText()).isEqualTo("DROP_AFTER");
        assertThat(view(simulator, "account").at("/trouble/sense").asText()).startsWith("The call takes effect");
    }

    @Test
    void throttledCallsAreLeftOut(ConnectSimulator simulator) throws Exception {
        settled(simulator, 0);
        simulator.script(Trouble.onAny().times(3).of(Faults.THROTTLE));
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> claim(simulator, NUMBER)).isInstanceOf(ConnectException.class);
        }
        JsonNode calls = view(simulator, "calls?throttled=hide");
        assertThat(calls.path("total").asInt()).isEqualTo(1);
        assertThat(calls.path("throttled").asInt()).isEqualTo(3);
        assertThat(view(simulator, "calls").path("total").asInt()).isEqualTo(4);
    }

    @Test
    void aNumberNamesTheCallThatClaimedIt(ConnectSimulator simulator) throws Exception {
        Clients.to(simulator).listPhoneNumbersV2(l -> {});
        String id = settled(simulator, 0);
        Clients.describe(simulator, id);

        for (String path : new String[] {"number?id=" + id, "numbers"}) {
            JsonNode shown = view(simulator, path);
            JsonNode claim = (shown.has("rows") ? shown.at("/rows/0") : shown).path("claim");
            assertThat(claim.path("index").asInt()).isEqualTo(1);
            assertThat(claim.path("userAgent").asText()).contains("aws-sdk-java");
            assertThat(claim.path("principal").asText()).isEqualTo("arn:aws:iam::123456789012:user/simulated");
        }
        simulator.set(Knob.CALLER, "role/deployer");
        assertThat(view(simulator, "call?index=2").path("principal").asText()).endsWith("user/simulated");
        Clients.describe(simulator, id);
        assertThat(view(simulator, "call?index=3").path("principal").asText()).contains("assumed-role/deployer");
    }

    @Test
    void aTroubleShowsThatItStruck(ConnectSimulator simulator) throws Exception {
        simulator.script(Trouble.on("ClaimPhoneNumber").times(2).of(Faults.THROTTLE));
        assertThatThrownBy(() -> claim(simulator, NUMBER)).isInstanceOf(ConnectException.class);

        for (JsonNode fault : view(simulator, "trouble").path("faults")) {
            assertThat(fault.path("sense").asText()).as(fault.toString()).matches("(Connect|The) .* .*\\.");
        }
        JsonNode scripted = view(simulator, "trouble").at("/scripted/0");
        assertThat(scripted.path("sense").asText()).contains("429 ThrottlingException, and nothing happens");
        assertThat(scripted.path("fault").asText()).isEqualTo("THROTTLE");
        assertThat(scripted.path("struck").asInt()).isEqualTo(1);
        assertThat(scripted.path("lastCall").asInt()).isZero();
    }
}
