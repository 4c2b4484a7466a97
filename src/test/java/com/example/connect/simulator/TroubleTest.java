package com.example.connect.simulator;

import static com.example.connect.simulator.Clients.NUMBER;
import static com.example.connect.simulator.Clients.claim;
import static com.example.connect.simulator.Clients.describe;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.connect.ConnectClient;
import software.amazon.awssdk.services.connect.model.ConnectException;
import software.amazon.awssdk.services.connect.model.InvalidParameterException;
import software.amazon.awssdk.services.connect.model.ThrottlingException;

@ExtendWith(SimulatorExtension.class)
class TroubleTest {
    @BeforeEach
    void noRateLimit(ConnectSimulator simulator) {
        simulator.set(Knob.RATE, Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "THROTTLE, 429, ThrottlingException, false",
        "TOO_MANY_REQUESTS, 429, TooManyRequestsException, false",
        "ACCESS_DENIED, 403, AccessDeniedException, false",
        "INTERNAL_ERROR_BEFORE, 500, InternalServiceException, false",
        "INTERNAL_ERROR_AFTER, 500, InternalServiceException, true",
    })
    void errorsComeBeforeOrAfterTheEffect(
            String fault, int status, String code, boolean effect, ConnectSimulator simulator) {
        simulator.script(Trouble.at(0).of(Faults.named(fault)));

        assertThatThrownBy(() -> claim(simulator, NUMBER)).isInstanceOfSatisfying(ConnectException.class, e -> {
            assertThat(e.statusCode()).isEqualTo(status);
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
            assertThat(e.awsErrorDetails().errorMessage()).isNotBlank();
        });

        assertThat(simulator.numbers()).hasSize(effect ? 1 : 0);
        Call call = simulator.calls().get(0);
        assertThat(call.effect()).isEqualTo(effect);
        assertThat(call.status()).isEqualTo(status);
        assertThat(call.errorCode()).contains(code);
    }

    @ParameterizedTest
    @CsvSource({"DROP_BEFORE, false", "DROP_AFTER, true", "CRASH_BEFORE, false", "CRASH_AFTER, true"})
    void aDroppedClaimIsAClientExceptionAndOneCall(String fault, boolean effect, ConnectSimulator simulator) {
        simulator.script(Trouble.at(0).of(Faults.named(fault)));

        assertThatThrownBy(() -> claim(simulator, NUMBER)).isInstanceOf(SdkClientException.class);
        simulator.revive();

        assertThat(simulator.numbers()).hasSize(effect ? 1 : 0);
        assertThat(simulator.calls()).extracting(Call::status, Call::effect).containsExactly(tuple(0, effect));
    }

    @Test
    void aDropOnAKeptConnectionIsOneCall(ConnectSimulator simulator) {
        ConnectClient client = Clients.to(simulator);
        String id = claim(simulator, NUMBER);
        String arn = simulator.account().phoneNumberArn(id);
        List<Runnable> calls = List.of(
                () -> client.describePhoneNumber(d -> d.phoneNumberId(id)),
                () -> client.updatePhoneNumberMetadata(d -> d.phoneNumberId(id).phoneNumberDescription("new")),
                () -> client.listTagsForResource(d -> d.resourceArn(arn)),
                () -> client.tagResource(d -> d.resourceArn(arn).tags(Map.of("a", "b"))),
                () -> client.untagResource(d -> d.resourceArn(arn).tagKeys("a")),
                () -> client.listPhoneNumbersV2(d -> {}),
                () -> client.releasePhoneNumber(d -> d.phoneNumberId(id)));
        for (Runnable call : calls) {
            describe(simulator, id);
            simulator.clearCalls();
            simulator.script(Trouble.at(0).of(Faults.DROP_BEFORE));
            assertThatThrownBy(call::run).isInstanceOf(SdkClientException.class);
            assertThat(simulator.calls()).hasSize(1);
            simulator.clearTroubles();
        }
    }

    /** Why neither the provider nor these tests use the JDK's own client, which would start faster. */
    @Test
    void theJdksOwnClientSendsAReleaseAgainWhenAKeptConnectionDrops(ConnectSimulator simulator) {
        String id = claim(simulator, NUMBER);
        ConnectClient client = Clients.to(simulator, UrlConnectionHttpClient.create());
        simulator.advance(Duration.ofMinutes(1));
        client.describePhoneNumber(d -> d.phoneNumberId(id));
        simulator.script(Trouble.on("ReleasePhoneNumber").of(Faults.DROP_AFTER));

        client.releasePhoneNumber(d -> d.phoneNumberId(id));

        assertThat(simulator.calls("ReleasePhoneNumber")).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"GARBAGE_BEFORE, false", "GARBAGE_AFTER, true"})
    void garbageCannotBeRead(String fault, boolean effect, ConnectSimulator simulator) {
        simulator.script(Trouble.at(0).of(Faults.named(fault)));
        assertThatThrownBy(() -> claim(simulator, NUMBER)).isInstanceOf(SdkClientException.class);
        assertThat(simulator.numbers()).hasSize(effect ? 1 : 0);
        assertThat(simulator.calls()).extracting(Call::status, Call::effect).containsExactly(tuple(200, effect));
    }

    @ParameterizedTest
    @CsvSource({"EMPTY_BEFORE, false", "EMPTY_AFTER, true"})
    @SuppressWarnings("NullAway")
    void anEmptyAnswerSaysNothing(String fault, boolean effect, ConnectSimulator simulator) {
        simulator.script(Trouble.at(0).of(Faults.named(fault)));
        assertThat((Object) claim(simulator, NUMBER)).isNull();
        assertThat(simulator.numbers()).hasSize(effect ? 1 : 0);
    }

    @Test
    void anyRefusalCanBeScripted(ConnectSimulator simulator) {
        Fault taken = Fault.refuse(
                Fault.Stage.BEFORE, 400, "InvalidParameterException", "Phone number not available: " + NUMBER);
        simulator.script(Trouble.on("ClaimPhoneNumber").of(taken));
        assertThatThrownBy(() -> claim(simulator, NUMBER))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("Phone number not available");
        assertThatCode(() -> claim(simulator, NUMBER)).doesNotThrowAnyException();
    }

    @Test
    void troubleByIndexHitsThatCallAndSoManyInARow(ConnectSimulator simulator) {
        simulator.script(Trouble.at(1).times(2).of(Faults.THROTTLE));
        assertThat(fiveLists(simulator)).containsExactly(200, 429, 429, 200, 200);
    }

    @Test
    void pairsOfTroublesHitTheirOwnCalls(ConnectSimulator simulator) {
        simulator.script(Trouble.at(0).of(Faults.THROTTLE));
        simulator.script(Trouble.at(3).of(Faults.INTERNAL_ERROR_AFTER));
        assertThat(fiveLists(simulator)).containsExactly(429, 200, 200, 500, 200);
    }

    @Test
    void troubleByOperationCountsOnlyItsCallsFromNowOn(ConnectSimulator simulator) {
        String id = claim(simulator, NUMBER);
        describe(simulator, id);
        simulator.script(Trouble.on("DescribePhoneNumber").nth(2).of(Faults.THROTTLE));
        assertThat(fiveLists(simulator)).containsExactly(200, 200, 200, 200, 200, 200, 200);
        describe(simulator, id);
        assertThatThrownBy(() -> describe(simulator, id)).isInstanceOf(ThrottlingException.class);
        assertThatCode(() -> describe(simulator, id)).doesNotThrowAnyException();
    }

    @Test
    void troubleOnAnyCallCountsThemAll(ConnectSimulator simulator) {
        claim(simulator, NUMBER);
        simulator.script(Trouble.onAny().nth(3).of(Faults.THROTTLE));
        assertThat(fiveLists(simulator)).containsExactly(200, 200, 200, 429, 200, 200);
    }

    /** Lists five times and answers the status of every call recorded. */
    private static List<Integer> fiveLists(ConnectSimulator simulator) {
        for (int i = 0; i < 5; i++) {
            try {
                Clients.to(simulator).listPhoneNumbersV2(l -> {});
            } catch (SdkException expected) {
                assertThat(simulator.calls().get(simulator.calls().size() - 1).errorCode())
                        .isPresent();
            }
        }
        return simulator.calls().stream().map(Call::status).toList();
    }

    @Test
    void aCrashedFunctionCallsNothingUntilItIsRevived(ConnectSimulator simulator) {
        simulator.script(Trouble.at(0).of(Faults.CRASH_AFTER));
        assertThatThrownBy(() -> claim(simulator, NUMBER)).isInstanceOf(SdkClientException.class);
        assertThat(simulator.isCrashed()).isTrue();

        assertThatThrownBy(() -> claim(simulator, "+12065550101")).isInstanceOf(SdkClientException.class);
        assertThat(simulator.calls()).hasSize(1);
        assertThat(simulator.numbers()).extracting(HeldNumber::number).containsExactly(NUMBER);

        simulator.revive();
        claim(simulator, "+12065550101");
        assertThat(simulator.calls()).extracting(Call::index).containsExactly(0, 1);
    }

    @Test
    void aListenerSeesEveryCallBeforeAndAfter(ConnectSimulator simulator) {
        List<String> seen = new ArrayList<>();
        simulator.listen(new CallListener() {
            @Override
            public void before(int index, String operation) {
                seen.add("before " + index + " " + operation + " with "
                        + simulator.numbers().size());
            }

            @Override
            public void after(Call call) {
                seen.add(
                        "after " + call.index() + " with " + simulator.numbers().size());
            }
        });
        claim(simulator, NUMBER);
        assertThat(seen).containsExactly("before 0 ClaimPhoneNumber with 0", "after 0 with 1");
    }

    @Test
    void aRecordedCallHasItsParametersByTheirNamesInTheModel(ConnectSimulator simulator) {
        String id = claim(simulator, NUMBER, c -> c.tags(Map.of("team", "blue")));
        Clients.to(simulator).describePhoneNumber(d -> d.phoneNumberId(id));
        Call claim = simulator.calls("ClaimPhoneNumber").get(0);
        assertThat(claim.parameter("PhoneNumber")).contains(NUMBER);
        assertThat(claim.parameters()).containsEntry("Tags", Map.of("team", "blue"));
        assertThat(claim.at()).isEqualTo(SimulatedClock.START);
        assertThat(simulator.calls("DescribePhoneNumber").get(0).parameter("PhoneNumberId"))
                .contains(id);
    }

    @Test
    void throttledCallsCanTellWhenToRetry(ConnectSimulator simulator) {
        simulator.set(Knob.RETRY_AFTER, Duration.ofSeconds(3));
        simulator.script(Trouble.at(0).of(Faults.TOO_MANY_REQUESTS));
        assertThatThrownBy(() -> claim(simulator, NUMBER))
                .isInstanceOfSatisfying(
                        ConnectException.class,
                        e -> assertThat(e.awsErrorDetails().sdkHttpResponse().firstMatchingHeader("Retry-After"))
                                .contains("3"));
    }
}
