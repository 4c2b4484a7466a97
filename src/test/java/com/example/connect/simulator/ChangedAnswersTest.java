package com.example.connect.simulator;

import static com.example.connect.simulator.Clients.NUMBER;
import static com.example.connect.simulator.Clients.claim;
import static com.example.connect.simulator.Clients.describe;
import static com.example.connect.simulator.Clients.search;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.connect.model.ClaimedPhoneNumberSummary;
import software.amazon.awssdk.services.connect.model.ConnectException;
import software.amazon.awssdk.services.connect.model.InvalidParameterException;
import software.amazon.awssdk.services.connect.model.InvalidRequestException;
import software.amazon.awssdk.services.connect.model.ResourceNotFoundException;

/** Faults that leave the service's answer in part: replicas that lag, members left out, other words, slow answers. */
@ExtendWith(SimulatorExtension.class)
class ChangedAnswersTest {
    @BeforeEach
    void noRateLimit(ConnectSimulator simulator) {
        simulator.set(Knob.RATE, Optional.empty());
    }

    private static void next(ConnectSimulator simulator, Fault fault) {
        simulator.script(Trouble.onAny().of(fault));
    }

    @Test
    void aReplicaThatLagsRefusesACallThatNamesANumber(ConnectSimulator simulator) {
        String id = claim(simulator, NUMBER);
        next(simulator, Faults.NOT_FOUND_BEFORE);
        assertThatThrownBy(() -> describe(simulator, id)).isInstanceOf(ResourceNotFoundException.class);

        simulator.clearTroubles();
        next(simulator, Faults.INVALID_REQUEST_BEFORE);
        String arn = simulator.numbers().get(0).arn();
        assertThatThrownBy(() -> Clients.to(simulator)
                        .tagResource(t -> t.resourceArn(arn).tags(Map.of("team", "blue"))))
                .isInstanceOf(InvalidRequestException.class);
        assertThat(simulator.numbers().get(0).state().tags()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOT_FOUND_BEFORE", "INVALID_REQUEST_BEFORE"})
    void aReplicaThatLagsRefusesNeitherClaimNorSearchNorList(String fault, ConnectSimulator simulator) {
        simulator.script(Trouble.at(0).times(3).of(Faults.named(fault)));

        assertThatCode(() -> claim(simulator, NUMBER)).doesNotThrowAnyException();
        assertThat(search(simulator, "US", "DID", "+1")).isNotEmpty();
        assertThat(Clients.to(simulator).listPhoneNumbersV2(l -> {}).listPhoneNumbersSummaryList())
                .hasSize(1);
        assertThat(simulator.calls())
                .noneMatch(call -> Faults.named(fault).canHit(call))
                .allMatch(Call::effect);
    }

    @Test
    void anAnswerCanLackANestedMember(ConnectSimulator simulator) {
        String id = claim(simulator, NUMBER);
        next(simulator, Faults.named("LEFT_OUT ClaimedPhoneNumberSummary.PhoneNumberStatus.Status"));

        ClaimedPhoneNumberSummary number = describe(simulator, id);

        assertThat(number.phoneNumber()).isEqualTo(NUMBER);
        assertThat(number.phoneNumberStatus()).isNotNull();
        assertThat(number.phoneNumberStatus().status()).isNull();
    }

    @Test
    void everyElementOfAListLacksTheMember(ConnectSimulator simulator) {
        next(simulator, Faults.named(Faults.leftOut("AvailableNumbersList[].PhoneNumber")));
        assertThat(search(simulator, "US", "DID", "+1")).isNotEmpty().containsOnlyNulls();
    }

    @Test
    void anAnswerWithoutTheMemberStaysAsItIs(ConnectSimulator simulator) {
        String id = claim(simulator, NUMBER);
        ClaimedPhoneNumberSummary before = describe(simulator, id);
        next(simulator, Faults.named("LEFT_OUT NoSuchMember"));
        assertThat(describe(simulator, id)).isEqualTo(before);
    }

    @Test
    void aListenerSeesTheMembersOfAnAnswerAndNoKeysOfTags(ConnectSimulator simulator) {
        String id = claim(simulator, NUMBER, c -> c.tags(Map.of("team", "blue")));
        simulator.listen(new CallListener() {
            @Override
            public void answered(int index, Answer answer) {
                assertThat(index).isEqualTo(1);
                assertThat(answer.members())
                        .contains("ClaimedPhoneNumberSummary", "ClaimedPhoneNumberSummary.Tags")
                        .noneMatch(member -> member.contains("team"));
            }
        });
        assertThat(describe(simulator, id).tags()).containsKey("team");
    }

    @ParameterizedTest
    @CsvSource({
        "SIBLING_WORDING, Invalid parameter:  +12065550100, Resource not found",
        "GATEWAY_WORDING, Phone number not available: +12065550100,",
    })
    void aRefusalIsWordedOtherwiseAndKeepsItsCode(
            String fault, String taken, String missing, ConnectSimulator simulator) {
        simulator.set(Knob.WORDING, Knob.Wording.OURS).takeElsewhere(NUMBER);
        simulator.script(Trouble.at(0).times(2).of(Faults.named(fault)));

        assertThatThrownBy(() -> claim(simulator, NUMBER))
                .isInstanceOfSatisfying(
                        InvalidParameterException.class,
                        e -> assertThat(words(e)).isEqualTo(taken));
        assertThatThrownBy(() -> describe(simulator, Clients.TOKEN))
                .isInstanceOfSatisfying(
                        ResourceNotFoundException.class,
                        e -> assertThat(words(e)).contains(missing == null ? Clients.TOKEN : missing));
    }

    private static String words(ConnectException refused) {
        return refused.awsErrorDetails().errorMessage();
    }

    @Test
    void anAnswerThatIsSlowIsHeardAndTakesItsTime(ConnectSimulator simulator) {
        Instant before = simulator.clock().now();
        next(simulator, Faults.SLOW);
        claim(simulator, NUMBER);
        assertThat(Duration.between(before, simulator.clock().now())).isEqualTo(Faults.TIME_OUT.minusSeconds(1));
        assertThat(simulator.calls().get(0).at()).isEqualTo(before);
    }

    @Test
    void anAnswerThatIsTooSlowIsNotHeardAndTheCallHasTakenEffect(ConnectSimulator simulator) {
        Instant before = simulator.clock().now();
        next(simulator, Faults.TIMED_OUT);
        assertThatThrownBy(() -> claim(simulator, NUMBER)).isInstanceOf(SdkClientException.class);
        assertThat(Duration.between(before, simulator.clock().now())).isEqualTo(Faults.TIME_OUT);
        assertThat(simulator.numbers()).hasSize(1);
    }
}
