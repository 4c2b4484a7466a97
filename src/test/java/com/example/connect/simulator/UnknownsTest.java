package com.example.connect.simulator;

import static com.example.connect.simulator.Clients.NUMBER;
import static com.example.connect.simulator.Clients.OTHER_TOKEN;
import static com.example.connect.simulator.Clients.TOKEN;
import static com.example.connect.simulator.Clients.claim;
import static com.example.connect.simulator.Clients.describe;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.connect.ConnectClient;
import software.amazon.awssdk.services.connect.model.ConnectException;
import software.amazon.awssdk.services.connect.model.IdempotencyException;
import software.amazon.awssdk.services.connect.model.InvalidParameterException;
import software.amazon.awssdk.services.connect.model.InvalidRequestException;
import software.amazon.awssdk.services.connect.model.ResourceNotFoundException;

/** ClientTokens and eventual consistency, under each setting of what the service does not document. */
@ExtendWith(SimulatorExtension.class)
class UnknownsTest {
    private static final String OTHER_NUMBER = "+12065550101";

    @BeforeEach
    void noRateLimit(ConnectSimulator simulator) {
        simulator.set(Knob.RATE, Optional.empty());
    }

    private static String claimAs(ConnectSimulator simulator, String token, String number) {
        return claim(simulator, number, c -> c.clientToken(token));
    }

    @Test
    void theSameTokenAndParametersGiveTheSameAnswer(ConnectSimulator simulator) {
        String id = claimAs(simulator, TOKEN, NUMBER);
        assertThat(claimAs(simulator, TOKEN, NUMBER)).isEqualTo(id);
        assertThat(simulator.claimsMade()).isEqualTo(1);
        assertThat(claimAs(simulator, OTHER_TOKEN, OTHER_NUMBER)).isNotEqualTo(id);
    }

    @Test
    void theAnswerIsTheSameAfterTheNumbersRelease(ConnectSimulator simulator) {
        String id = claimAs(simulator, TOKEN, NUMBER);
        simulator.advance(Duration.ofSeconds(2));
        Clients.to(simulator).releasePhoneNumber(r -> r.phoneNumberId(id));
        assertThat(claimAs(simulator, TOKEN, NUMBER)).isEqualTo(id);
        assertThat(simulator.numbers()).isEmpty();
    }

    @Test
    void aTokenIsForgottenAfterItsLife(ConnectSimulator simulator) {
        simulator.set(Knob.TOKEN_LIFE, Duration.ofMinutes(10));
        String id = claimAs(simulator, TOKEN, NUMBER);
        simulator.advance(Duration.ofMinutes(10).minusSeconds(1));
        assertThat(claimAs(simulator, TOKEN, NUMBER)).isEqualTo(id);
        simulator.advance(Duration.ofSeconds(1));
        assertThatThrownBy(() -> claimAs(simulator, TOKEN, NUMBER))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("not available");
    }

    @Test
    @Turns("token-seconds")
    void tokensCanBeForgottenAtOnceOrNever(ConnectSimulator simulator) {
        simulator.set(Knob.TOKEN_LIFE, Duration.ZERO);
        claimAs(simulator, TOKEN, NUMBER);
        assertThatThrownBy(() -> claimAs(simulator, TOKEN, NUMBER)).isInstanceOf(InvalidParameterException.class);

        simulator.set(Knob.TOKEN_LIFE, Knob.FOREVER);
        String id = claimAs(simulator, OTHER_TOKEN, OTHER_NUMBER);
        simulator.advance(Duration.ofDays(3650));
        assertThat(claimAs(simulator, OTHER_TOKEN, OTHER_NUMBER)).isEqualTo(id);
    }

    @Test
    void aTokenWithOtherParametersIsRefused(ConnectSimulator simulator) {
        claimAs(simulator, TOKEN, NUMBER);
        assertThatThrownBy(() -> claimAs(simulator, TOKEN, OTHER_NUMBER)).isInstanceOf(IdempotencyException.class);
        assertThatThrownBy(() ->
                        claim(simulator, NUMBER, c -> c.clientToken(TOKEN).tags(Map.of("a", "b"))))
                .isInstanceOf(IdempotencyException.class);
        assertThat(simulator.claimsMade()).isEqualTo(1);
    }

    @Test
    void aTokenWithOtherParametersMayGiveTheFirstAnswer(ConnectSimulator simulator) {
        simulator.set(Knob.TOKEN_CONFLICT, Knob.TokenConflict.FIRST_ANSWER);
        String id = claimAs(simulator, TOKEN, NUMBER);
        assertThat(claimAs(simulator, TOKEN, OTHER_NUMBER)).isEqualTo(id);
        assertThat(simulator.claimsMade()).isEqualTo(1);
    }

    @Test
    void aTokenWithOtherParametersMayBeANewClaim(ConnectSimulator simulator) {
        simulator.set(Knob.TOKEN_CONFLICT, Knob.TokenConflict.NEW_CLAIM);
        String id = claimAs(simulator, TOKEN, NUMBER);
        assertThat(claimAs(simulator, TOKEN, OTHER_NUMBER)).isNotEqualTo(id);
        assertThat(simulator.claimsMade()).isEqualTo(2);
    }

    @Test
    void aRefusedClaimLeavesItsTokenUnused(ConnectSimulator simulator) {
        simulator.takeElsewhere(NUMBER);
        assertThatThrownBy(() -> claimAs(simulator, TOKEN, NUMBER)).isInstanceOf(InvalidParameterException.class);
        assertThatCode(() -> claimAs(simulator, TOKEN, OTHER_NUMBER)).doesNotThrowAnyException();
    }

    @Test
    @Turns("token-uuid")
    void claimWantsALowerCaseUuidUnlessToldOtherwise(ConnectSimulator simulator) {
        assertThatThrownBy(() -> claimAs(simulator, "once", NUMBER)).isInstanceOf(InvalidParameterException.class);
        simulator.set(Knob.TOKEN_UUID, false);
        assertThat(claimAs(simulator, "once", NUMBER)).isEqualTo(claimAs(simulator, "once", NUMBER));
    }

    @Test
    void changesAndReleasesAreDoneOnceUnderAToken(ConnectSimulator simulator) {
        ConnectClient client = Clients.to(simulator);
        String id = claim(simulator, NUMBER);
        simulator.advance(Duration.ofSeconds(2));
        for (int i = 0; i < 2; i++) {
            client.updatePhoneNumberMetadata(
                    u -> u.phoneNumberId(id).phoneNumberDescription("new").clientToken(TOKEN));
        }
        simulator.advance(Duration.ofSeconds(2));
        for (int i = 0; i < 2; i++) {
            client.updatePhoneNumber(u ->
                    u.phoneNumberId(id).targetArn(simulator.account().tdgArn()).clientToken(TOKEN));
        }
        simulator.advance(Duration.ofSeconds(2));
        for (int i = 0; i < 2; i++) {
            client.releasePhoneNumber(r -> r.phoneNumberId(id).clientToken(TOKEN));
        }
        assertThat(simulator.releasesMade()).isEqualTo(1);
    }

    @Test
    void aClaimedNumberMayStayInvisibleForAWhile(ConnectSimulator simulator) {
        simulator.set(Knob.INVISIBLE, Duration.ofSeconds(30)).set(Knob.LIST_INVISIBLE, Duration.ofSeconds(60));
        ConnectClient client = Clients.to(simulator);
        String id = claim(simulator, NUMBER);
        String arn = simulator.account().phoneNumberArn(id);
        simulator.advance(Duration.ofSeconds(29));
        assertThatThrownBy(() -> describe(simulator, id)).isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> client.listTagsForResource(t -> t.resourceArn(arn)))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> client.releasePhoneNumber(r -> r.phoneNumberId(id)))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThat(simulator.number(id)).isPresent();

        simulator.advance(Duration.ofSeconds(1));
        assertThat(describe(simulator, id).phoneNumber()).isEqualTo(NUMBER);
        assertThat(client.listPhoneNumbersV2(l -> {}).listPhoneNumbersSummaryList())
                .isEmpty();
        simulator.advance(Duration.ofSeconds(30));
        assertThat(client.listPhoneNumbersV2(l -> {}).listPhoneNumbersSummaryList())
                .hasSize(1);
    }

    /** Where the model lists both. Describe's does not: there the number is not found. */
    @ParameterizedTest
    @CsvSource({
        "NOT_FOUND, ResourceNotFoundException, ResourceNotFoundException",
        "INVALID_REQUEST, InvalidRequestException, InvalidRequestException",
        "ALTERNATE, ResourceNotFoundException, InvalidRequestException"
    })
    @Turns("invisible-error")
    void anInvisibleNumberIsNotFoundOrTheRequestIsInvalid(
            Knob.InvisibleError error, String first, String second, ConnectSimulator simulator) {
        simulator.set(Knob.INVISIBLE_ERROR, error).set(Knob.INVISIBLE, Duration.ofMinutes(1));
        ConnectClient client = Clients.to(simulator);
        String id = claim(simulator, NUMBER);
        String arn = simulator.account().phoneNumberArn(id);
        List<ThrowingCallable> calls = List.of(
                () -> client.tagResource(t -> t.resourceArn(arn).tags(Map.of("a", "b"))),
                () -> client.untagResource(t -> t.resourceArn(arn).tagKeys("a")),
                () -> client.listTagsForResource(t -> t.resourceArn(arn)),
                () -> client.updatePhoneNumberMetadata(u -> u.phoneNumberId(id).phoneNumberDescription("new")));
        for (ThrowingCallable call : calls) {
            assertThat(errorCode(call)).isEqualTo(first);
            assertThat(errorCode(call)).isEqualTo(second);
        }
        assertThatThrownBy(() -> describe(simulator, id)).isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> client.releasePhoneNumber(r -> r.phoneNumberId(id)))
                .isInstanceOf(ResourceNotFoundException.class);
        simulator.advance(Duration.ofMinutes(1));
        for (ThrowingCallable call : calls) {
            assertThatCode(call).doesNotThrowAnyException();
        }
    }

    private static String errorCode(ThrowingCallable call) {
        return catchThrowableOfType(ConnectException.class, call)
                .awsErrorDetails()
                .errorCode();
    }

    @Test
    @Turns("invisible-error")
    void theFlowOfAnInvisibleNumberIsNotFoundOrTheRequestIsInvalid(ConnectSimulator simulator) {
        simulator.set(Knob.INVISIBLE, Duration.ofMinutes(1));
        SimulatedAccount account = simulator.account();
        String arn = account.phoneNumberArn(claim(simulator, NUMBER));
        ThrowingCallable read = () -> assertThat(Clients.to(simulator)
                        .batchGetFlowAssociation(
                                b -> b.instanceId(account.instanceId()).resourceIds(arn))
                        .flowAssociationSummaryList())
                .isEmpty();
        assertThatCode(read).doesNotThrowAnyException();
        simulator.set(Knob.INVISIBLE_ERROR, Knob.InvisibleError.INVALID_REQUEST);
        assertThatThrownBy(read).isInstanceOf(InvalidRequestException.class);
        simulator.advance(Duration.ofMinutes(1));
        assertThatCode(read).doesNotThrowAnyException();
    }

    @Test
    @Turns("invisible-writable")
    void anInvisibleNumberMayBeChanged(ConnectSimulator simulator) {
        simulator.set(Knob.INVISIBLE, Duration.ofMinutes(1));
        ConnectClient client = Clients.to(simulator);
        String id = claim(simulator, NUMBER);
        simulator.advance(Duration.ofSeconds(2));
        String arn = simulator.account().phoneNumberArn(id);
        assertThatThrownBy(() -> client.tagResource(t -> t.resourceArn(arn).tags(Map.of("team", "red"))))
                .isInstanceOf(ResourceNotFoundException.class);
        simulator.set(Knob.INVISIBLE_WRITABLE, true);
        client.tagResource(t -> t.resourceArn(arn).tags(Map.of("team", "red")));
        assertThat(simulator.number(id).orElseThrow().state().tags()).isEqualTo(Map.of("team", "red"));
        assertThatThrownBy(() -> describe(simulator, id)).isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> client.listTagsForResource(t -> t.resourceArn(arn)))
                .isInstanceOf(ResourceNotFoundException.class);
        client.releasePhoneNumber(r -> r.phoneNumberId(id));
        assertThat(simulator.releasesMade()).isEqualTo(1);
    }

    @Test
    void readsMayShowANumberAsBeforeItsLastChange(ConnectSimulator simulator) {
        simulator.set(Knob.STALE, Duration.ofSeconds(10));
        ConnectClient client = Clients.to(simulator);
        String id = claim(simulator, NUMBER, c -> c.tags(Map.of("team", "blue")));
        String arn = simulator.account().phoneNumberArn(id);
        simulator.advance(Duration.ofSeconds(60));
        client.tagResource(t -> t.resourceArn(arn).tags(Map.of("team", "red")));
        client.updatePhoneNumber(
                u -> u.phoneNumberId(id).targetArn(simulator.account().tdgArn()));

        assertThat(client.listTagsForResource(t -> t.resourceArn(arn)).tags()).isEqualTo(Map.of("team", "blue"));
        assertThat(describe(simulator, id).phoneNumberStatus().statusAsString()).isEqualTo("CLAIMED");
        assertThat(describe(simulator, id).targetArn())
                .isEqualTo(simulator.account().instanceArn());
        simulator.advance(Duration.ofSeconds(10));
        assertThat(describe(simulator, id).tags()).isEqualTo(Map.of("team", "red"));
        assertThat(describe(simulator, id).phoneNumberStatus().statusAsString()).isEqualTo("IN_PROGRESS");
        simulator.advance(Duration.ofSeconds(2));
        assertThat(describe(simulator, id).targetArn())
                .isEqualTo(simulator.account().tdgArn());
    }

    @ParameterizedTest
    @CsvSource({"IN_PROGRESS, IN_PROGRESS", "UNCHANGED, CLAIMED"})
    @Turns("stale-release-status")
    void readsMayStillShowAReleasedNumberThatNoCallCanChange(
            Knob.StaleReleaseStatus status, String shown, ConnectSimulator simulator) {
        simulator.set(Knob.STALE_RELEASE, Duration.ofSeconds(10)).set(Knob.STALE_RELEASE_STATUS, status);
        ConnectClient client = Clients.to(simulator);
        String id = claim(simulator, NUMBER);
        simulator.advance(Duration.ofSeconds(2));
        client.releasePhoneNumber(r -> r.phoneNumberId(id));

        assertThat(describe(simulator, id).phoneNumberStatus().statusAsString()).isEqualTo(shown);
        assertThat(client.listPhoneNumbersV2(l -> {}).listPhoneNumbersSummaryList())
                .hasSize(1);
        assertThatThrownBy(() -> client.releasePhoneNumber(r -> r.phoneNumberId(id)))
                .isInstanceOf(ResourceNotFoundException.class);
        simulator.advance(Duration.ofSeconds(10));
        assertThatThrownBy(() -> describe(simulator, id)).isInstanceOf(ResourceNotFoundException.class);
        assertThat(client.listPhoneNumbersV2(l -> {}).listPhoneNumbersSummaryList())
                .isEmpty();
    }
}
