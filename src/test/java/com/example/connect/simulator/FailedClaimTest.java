package com.example.connect.simulator;

import static com.example.connect.simulator.Clients.NUMBER;
import static com.example.connect.simulator.Clients.claim;
import static com.example.connect.simulator.Clients.describe;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.connect.model.InvalidParameterException;
import software.amazon.awssdk.services.connect.model.ListPhoneNumbersSummary;
import software.amazon.awssdk.services.connect.model.ResourceNotFoundException;

/** A claim that ended FAILED: the one day in which its holder can make it again, and what lists show of it. */
@ExtendWith(SimulatorExtension.class)
class FailedClaimTest {
    private static final Duration WORK = Duration.ofSeconds(2);
    private static final Duration DAY = Duration.ofDays(1);

    @BeforeEach
    void noRateLimit(ConnectSimulator simulator) {
        simulator.set(Knob.RATE, Optional.empty());
    }

    private static String claimed(ConnectSimulator simulator) {
        String id = claim(simulator, NUMBER);
        simulator.advance(WORK);
        return id;
    }

    /** The next claim ends FAILED. */
    private static String failed(ConnectSimulator simulator) {
        simulator.script(Trouble.on("ClaimPhoneNumber").of(new Fault.FailLater("the carrier said no")));
        return claimed(simulator);
    }

    private static String status(ConnectSimulator simulator, String id) {
        return describe(simulator, id).phoneNumberStatus().statusAsString();
    }

    private static List<String> listed(ConnectSimulator simulator) {
        return Clients.to(simulator).listPhoneNumbersV2(l -> {}).listPhoneNumbersSummaryList().stream()
                .map(ListPhoneNumbersSummary::phoneNumber)
                .toList();
    }

    @Test
    void itsHolderClaimsItAgainUnderANewIdWithinADay(ConnectSimulator simulator) {
        String first = failed(simulator);
        simulator.advance(DAY.minusSeconds(1));
        assertThat(Clients.search(simulator, "US", "DID", NUMBER)).isEmpty();
        String second = claimed(simulator);

        assertThat(second).isNotEqualTo(first);
        assertThat(status(simulator, second)).isEqualTo("CLAIMED");
        assertThatThrownBy(() -> describe(simulator, first)).isInstanceOf(ResourceNotFoundException.class);
        assertThat(simulator.claimsMade()).isEqualTo(2);
        assertThat(simulator.released()).extracting(HeldNumber::id).containsExactly(first);
        simulator.advance(DAY);
        assertThat(status(simulator, second)).isEqualTo("CLAIMED");
    }

    @Test
    void itMayComeToLifeUnderItsOldId(ConnectSimulator simulator) {
        simulator.set(Knob.FAILED_AGAIN, Knob.FailedAgain.SAME_ID);
        String id = failed(simulator);
        String again = claim(
                simulator,
                NUMBER,
                c -> c.tags(Map.of("team", "red")).targetArn(simulator.account().otherInstanceArn()));
        assertThat(again).isEqualTo(id);
        assertThat(status(simulator, id)).isEqualTo("IN_PROGRESS");
        simulator.advance(DAY);

        assertThat(status(simulator, id)).isEqualTo("CLAIMED");
        assertThat(describe(simulator, id).targetArn())
                .isEqualTo(simulator.account().otherInstanceArn());
        assertThat(describe(simulator, id).tags()).isEqualTo(Map.of("team", "red"));
        assertThat(listed(simulator)).containsExactly(NUMBER);
        assertThat(simulator.claimsMade()).isEqualTo(2);
        assertThat(simulator.released()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"NEW_ID", "SAME_ID"})
    @Turns("failed-again")
    void aClaimThatFailsAgainHasADayOfItsOwn(Knob.FailedAgain again, ConnectSimulator simulator) {
        simulator.set(Knob.FAILED_AGAIN, again);
        failed(simulator);
        simulator.advance(DAY.dividedBy(2));
        String id = failed(simulator);
        simulator.advance(DAY.minusSeconds(1));
        assertThat(status(simulator, id)).isEqualTo("FAILED");

        simulator.advance(Duration.ofSeconds(1));
        assertThatThrownBy(() -> describe(simulator, id)).isInstanceOf(ResourceNotFoundException.class);
        assertThat(Clients.search(simulator, "US", "DID", NUMBER)).containsExactly(NUMBER);
    }

    @Test
    void itsNumberMayBeUnavailableToItsHolderToo(ConnectSimulator simulator) {
        simulator.set(Knob.FAILED_AGAIN, Knob.FailedAgain.NOT_AVAILABLE);
        String id = failed(simulator);
        assertThatThrownBy(() -> claim(simulator, NUMBER))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("Phone number not available: " + NUMBER);
        assertThat(status(simulator, id)).isEqualTo("FAILED");
    }

    @Test
    void aNumberThatIsClaimedCannotBeClaimedAgain(ConnectSimulator simulator) {
        claimed(simulator);
        assertThatThrownBy(() -> claim(simulator, NUMBER)).isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void anImportThatFailedCanBeMadeAgainByAnImportOnly(ConnectSimulator simulator) {
        simulator.script(Trouble.on("ImportPhoneNumber").of(new Fault.FailLater("no")));
        String id = imported(simulator);
        String number = describe(simulator, id).phoneNumber();
        assertThatThrownBy(() -> claim(simulator, number)).isInstanceOf(InvalidParameterException.class);

        String again = imported(simulator);
        assertThat(again).isNotEqualTo(id);
        assertThat(status(simulator, again)).isEqualTo("CLAIMED");
    }

    private static String imported(ConnectSimulator simulator) {
        SimulatedAccount account = simulator.account();
        String id = Clients.to(simulator)
                .importPhoneNumber(
                        i -> i.instanceId(account.instanceId()).sourcePhoneNumberArn(account.sourcePhoneNumberArn()))
                .phoneNumberId();
        simulator.advance(WORK);
        return id;
    }

    @Test
    @Turns("list-failed")
    void theListShowsNoFailedClaimUnlessToldOtherwise(ConnectSimulator simulator) {
        failed(simulator);
        assertThat(listed(simulator)).isEmpty();
        simulator.set(Knob.LIST_FAILED, true);
        assertThat(listed(simulator)).containsExactly(NUMBER);
    }

    @Test
    void theListShowsANumberWhoseMoveFailed(ConnectSimulator simulator) {
        String id = claimed(simulator);
        simulator.script(Trouble.on("UpdatePhoneNumber").of(new Fault.FailLater("no")));
        Clients.to(simulator)
                .updatePhoneNumber(
                        u -> u.phoneNumberId(id).targetArn(simulator.account().tdgArn()));
        simulator.advance(WORK);
        assertThat(status(simulator, id)).isEqualTo("FAILED");
        assertThat(listed(simulator)).containsExactly(NUMBER);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Turns("list-in-progress")
    void whetherTheListShowsNumbersInProgressIsAKnob(boolean shown, ConnectSimulator simulator) {
        simulator.set(Knob.LIST_IN_PROGRESS, shown);
        claim(simulator, NUMBER);
        assertThat(listed(simulator)).hasSize(shown ? 1 : 0);
        simulator.advance(WORK);
        assertThat(listed(simulator)).containsExactly(NUMBER);
    }
}
