package com.example.connect.simulator;

import static com.example.connect.simulator.Clients.NUMBER;
import static com.example.connect.simulator.Clients.claim;
import static com.example.connect.simulator.Clients.describe;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.connect.model.ClaimedPhoneNumberSummary;
import software.amazon.awssdk.services.connect.model.InvalidParameterException;
import software.amazon.awssdk.services.connect.model.PhoneNumberCountryCode;
import software.amazon.awssdk.services.connect.model.PhoneNumberType;
import software.amazon.awssdk.services.connect.model.PhoneNumberWorkflowStatus;
import software.amazon.awssdk.services.connect.model.ResourceNotFoundException;
import software.amazon.awssdk.services.connect.model.SearchAvailablePhoneNumbersRequest;
import software.amazon.awssdk.services.connect.model.SearchAvailablePhoneNumbersResponse;

@ExtendWith(SimulatorExtension.class)
class ClaimTest {
    @Test
    void aClaimIsInProgressAndThenClaimed(ConnectSimulator simulator) {
        String id = claim(
                simulator, NUMBER, c -> c.phoneNumberDescription("front desk").tags(Map.of("team", "blue")));

        ClaimedPhoneNumberSummary early = describe(simulator, id);
        assertThat(early.phoneNumberStatus().status()).isEqualTo(PhoneNumberWorkflowStatus.IN_PROGRESS);

        simulator.advance(Duration.ofSeconds(2));
        ClaimedPhoneNumberSummary number = describe(simulator, id);
        assertThat(number.phoneNumberStatus().status()).isEqualTo(PhoneNumberWorkflowStatus.CLAIMED);
        assertThat(number.phoneNumber()).isEqualTo(NUMBER);
        assertThat(number.phoneNumberArn()).isEqualTo(simulator.account().phoneNumberArn(id));
        assertThat(number.phoneNumberCountryCodeAsString()).isEqualTo("US");
        assertThat(number.phoneNumberTypeAsString()).isEqualTo("DID");
        assertThat(number.phoneNumberDescription()).isEqualTo("front desk");
        assertThat(number.targetArn()).isEqualTo(simulator.account().instanceArn());
        assertThat(number.instanceId()).isEqualTo(simulator.account().instanceId());
        assertThat(number.tags()).isEqualTo(Map.of("team", "blue"));
        assertThat(number.sourcePhoneNumberArn()).isNull();
    }

    @Test
    void aClaimCanTakeForEver(ConnectSimulator simulator) {
        simulator.set(Knob.CLAIM_TIME, Knob.FOREVER);
        String id = claim(simulator, NUMBER);
        simulator.advance(Duration.ofDays(3650));
        assertThat(describe(simulator, id).phoneNumberStatus().status())
                .isEqualTo(PhoneNumberWorkflowStatus.IN_PROGRESS);
    }

    @Test
    void aTakenNumberIsNotAvailable(ConnectSimulator simulator) {
        claim(simulator, NUMBER);
        assertThatThrownBy(() -> claim(simulator, NUMBER))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("Phone number not available: " + NUMBER);
        assertThat(simulator.claimsMade()).isEqualTo(1);
    }

    @Test
    void aNumberTakenElsewhereIsNotAvailable(ConnectSimulator simulator) {
        simulator.takeElsewhere(NUMBER);
        assertThatThrownBy(() -> claim(simulator, NUMBER)).isInstanceOf(InvalidParameterException.class);
        assertThat(Clients.search(simulator, "US", "DID", NUMBER.substring(0, 12)))
                .isEmpty();
    }

    @Test
    void aClaimAtTheQuotaFailsAndTheNumberReturnsAfterADay(ConnectSimulator simulator) {
        simulator.set(Knob.RATE, Optional.empty());
        IntStream.range(0, 5).forEach(i -> claim(simulator, "+1206555020" + i));
        String id = claim(simulator, NUMBER);
        simulator.advance(Duration.ofSeconds(2));

        ClaimedPhoneNumberSummary failed = describe(simulator, id);
        assertThat(failed.phoneNumberStatus().status()).isEqualTo(PhoneNumberWorkflowStatus.FAILED);
        assertThat(failed.phoneNumberStatus().message())
                .isEqualTo("The allowed limit for claimed phone numbers has been exceeded for your instance");

        simulator.advance(Duration.ofDays(1).minusSeconds(1));
        assertThat(describe(simulator, id).phoneNumber()).isEqualTo(NUMBER);
        simulator.advance(Duration.ofSeconds(1));
        assertThatThrownBy(() -> describe(simulator, id)).isInstanceOf(ResourceNotFoundException.class);
        assertThat(Clients.search(simulator, "US", "DID", NUMBER.substring(0, 12)))
                .contains(NUMBER);
        assertThat(simulator.releasesMade()).isZero();
    }

    @Test
    void theQuotaIsEachTargetsOwn(ConnectSimulator simulator) {
        simulator.set(Knob.QUOTA, 1);
        simulator.quota(simulator.account().otherInstanceArn(), 0);
        claim(simulator, NUMBER);
        String onTdg = claim(
                simulator, "+12065550101", c -> c.targetArn(simulator.account().tdgArn()));
        String onOther = claim(
                simulator, "+12065550102", c -> c.targetArn(simulator.account().otherInstanceArn()));
        simulator.advance(Duration.ofSeconds(2));
        assertThat(simulator.number(onTdg).orElseThrow().status()).isEqualTo(NumberState.Status.CLAIMED);
        assertThat(simulator.number(onOther).orElseThrow().status()).isEqualTo(NumberState.Status.FAILED);
    }

    @Test
    void aClaimCanBeScriptedToFail(ConnectSimulator simulator) {
        simulator.script(Trouble.on("ClaimPhoneNumber").of(new Fault.FailLater("the carrier said no")));
        String id = claim(simulator, NUMBER);
        String next = claim(simulator, "+12065550101");
        simulator.advance(Duration.ofSeconds(2));
        assertThat(describe(simulator, id).phoneNumberStatus().message()).isEqualTo("the carrier said no");
        assertThat(describe(simulator, next).phoneNumberStatus().status()).isEqualTo(PhoneNumberWorkflowStatus.CLAIMED);
    }

    @Test
    void whatTheAccountDoesNotHaveIsNotFound(ConnectSimulator simulator) {
        String unknown = simulator.account().instanceArn().replace("11111111", "99999999");
        assertThatThrownBy(() -> claim(simulator, NUMBER, c -> c.targetArn(unknown)))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> claim(simulator, NUMBER, c -> c.targetArn(null).instanceId("nowhere")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> describe(simulator, "00000000-0000-4000-8000-000000000000"))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    @Turns("search-unknown")
    void aSearchOnAnUnknownTargetIsInvalidOrFindsNothing(ConnectSimulator simulator) {
        simulator.set(Knob.RATE, Optional.empty());
        String unknown = simulator.account().instanceArn().replace("11111111", "99999999");
        assertThatThrownBy(() -> search(simulator, s -> s.targetArn(unknown)))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("Invalid parameter:  " + unknown);
        assertThatThrownBy(() -> search(simulator, s -> s.instanceId("nowhere")))
                .isInstanceOf(InvalidParameterException.class);

        simulator.set(Knob.SEARCH_UNKNOWN, Knob.SearchUnknown.EMPTY);
        SearchAvailablePhoneNumbersResponse nothing = search(simulator, s -> s.targetArn(unknown));
        assertThat(nothing.hasAvailableNumbersList()).isTrue();
        assertThat(nothing.availableNumbersList()).isEmpty();
        assertThatThrownBy(() -> search(simulator, s -> {})).isInstanceOf(InvalidParameterException.class);

        simulator.set(Knob.SEARCH_UNKNOWN, Knob.SearchUnknown.NOT_FOUND);
        assertThatThrownBy(() -> search(simulator, s -> s.targetArn(unknown)))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    private static SearchAvailablePhoneNumbersResponse search(
            ConnectSimulator simulator, Consumer<SearchAvailablePhoneNumbersRequest.Builder> more) {
        return Clients.to(simulator)
                .searchAvailablePhoneNumbers(s -> s.phoneNumberCountryCode(PhoneNumberCountryCode.US)
                        .phoneNumberType(PhoneNumberType.DID)
                        .applyMutation(more));
    }

    @Test
    @Turns("two-targets")
    void ofTwoTargetsTheArnMayCountOrBothMayBeRefused(ConnectSimulator simulator) {
        SimulatedAccount account = simulator.account();
        simulator.set(Knob.TWO_TARGETS, Knob.TwoTargets.TARGET_ARN);
        String id = claim(simulator, NUMBER, c -> c.instanceId(account.otherInstanceId()));
        assertThat(describe(simulator, id).targetArn()).isEqualTo(account.instanceArn());

        simulator.set(Knob.TWO_TARGETS, Knob.TwoTargets.REFUSED);
        assertThatThrownBy(() -> claim(simulator, "+12065550101", c -> c.instanceId(account.instanceId())))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void theTargetIsGivenByArnByIdOrByBothInAgreement(ConnectSimulator simulator) {
        SimulatedAccount account = simulator.account();
        claim(simulator, "+12065550101", c -> c.targetArn(null).instanceId(account.otherInstanceId()));
        claim(simulator, "+12065550102", c -> c.instanceId(account.instanceId()));
        assertThatThrownBy(() -> claim(simulator, NUMBER, c -> c.targetArn(null)))
                .isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> claim(simulator, NUMBER, c -> c.instanceId(account.otherInstanceId())))
                .isInstanceOf(InvalidParameterException.class);
        assertThat(simulator.numbers())
                .extracting(number -> number.state().targetArn())
                .containsExactly(account.otherInstanceArn(), account.instanceArn());
    }

    @Test
    @Turns("seed")
    void theSameSeedGivesTheSameIdentifiers(ConnectSimulator simulator) {
        String id = claim(simulator, NUMBER);
        simulator.reset();
        assertThat(claim(simulator, NUMBER)).isEqualTo(id);
        simulator.reset(Knobs.standard().with(Knob.SEED, 2));
        assertThat(claim(simulator, NUMBER)).isNotEqualTo(id);
    }
}
