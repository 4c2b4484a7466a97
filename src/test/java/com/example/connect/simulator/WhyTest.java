package com.example.connect.simulator;

import static com.example.connect.simulator.Clients.claim;
import static com.example.connect.simulator.Clients.number;
import static com.example.connect.simulator.Clients.settled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.connect.model.ConnectException;

/** Each call that comes to nothing says why in one sentence; the service's own words stay as they are. */
@ExtendWith(SimulatorExtension.class)
class WhyTest {

    @BeforeEach
    void noLimitOfTheRate(ConnectSimulator simulator) {
        simulator.set(Knob.RATE, Optional.empty());
    }

    private static String why(ConnectSimulator simulator) {
        List<Exchange> exchanges = exchanges(simulator);
        return exchanges.get(exchanges.size() - 1).fate().why().orElse("");
    }

    private static List<Exchange> exchanges(ConnectSimulator simulator) {
        return simulator.look((world, log) -> log.exchanges());
    }

    private static void refused(Runnable call) {
        assertThatThrownBy(call::run).isInstanceOf(ConnectException.class);
    }

    @Test
    void theSixthNumberOfAnInstance(ConnectSimulator simulator) {
        for (int i = 0; i < 6; i++) {
            claim(simulator, number(i));
        }
        assertThat(why(simulator)).as("accepted, and nothing is known yet").isEmpty();
        simulator.advance(Duration.ofSeconds(2));

        assertThat(why(simulator))
                .isEqualTo(
                        "Instance simulated holds 5 of 5 numbers, its quota \"Phone numbers per instance\": release one,"
                                + " move one to another target, or raise the quota.");
        assertThat(simulator.number(number(5)).orElseThrow().state().message()).contains(Quota.EXCEEDED);
    }

    @Test
    void theTwoHundredPercentRule(ConnectSimulator simulator) {
        for (int i = 0; i < 5; i++) {
            String id = settled(simulator, i);
            Clients.to(simulator).releasePhoneNumber(r -> r.phoneNumberId(id));
        }
        settled(simulator, 5);
        simulator.advance(Duration.ofDays(10));
        settled(simulator, 6);

        String sentence =
                "The account has claimed 6 and released 5 numbers in the last 180 days, together 11, more than the"
                        + " 10 that are 200 % of its quota of 5: it can claim again on 30 June 2026 at 00:00 UTC, when the oldest of"
                        + " them leave the window.";
        assertThat(why(simulator)).isEqualTo(sentence);

        simulator.set(Knob.WINDOW, Knob.FOREVER);
        settled(simulator, 7);
        assertThat(why(simulator)).contains("numbers ever").endsWith("it cannot claim again.");
    }

    @Test
    void oneNumberHasNoPlural(ConnectSimulator simulator) {
        simulator.set(Knob.QUOTA, 0);
        simulator.set(Knob.WINDOW, Duration.ofDays(1));
        settled(simulator, 0);
        assertThat(why(simulator)).startsWith("Instance simulated holds 0 of 0 numbers, its quota");
        settled(simulator, 1);
        assertThat(why(simulator)).startsWith("The account has claimed 1 and released 0 numbers in the last 1 day,");

        simulator.set(Knob.WINDOW, Duration.ZERO);
        simulator.set(Knob.QUOTA, 1);
        settled(simulator, 2);
        settled(simulator, 3);
        assertThat(why(simulator)).startsWith("Instance simulated holds 1 of 1 number, its quota");
    }

    @Test
    void itFreesOnThatDayAndNotBefore(ConnectSimulator simulator) {
        theTwoHundredPercentRule(simulator);
        simulator.set(Knob.WINDOW, Duration.ofDays(180));
        Turnover.Budget budget = simulator.look(
                (world, log) -> world.quota.budget(world.account.instanceArn(), world.knobs(), world.now()));
        simulator.advance(
                Duration.between(simulator.clock().now(), budget.freesAt().orElseThrow())
                        .minusMillis(1));
        settled(simulator, 8);
        assertThat(why(simulator)).contains("it can claim again on");
    }

    @Test
    void aNumberThatCoolsDownIsHeldOrIsSomebodyElses(ConnectSimulator simulator) {
        String id = settled(simulator, 0);
        refused(() -> claim(simulator, number(0)));
        assertThat(why(simulator)).isEqualTo(number(0) + " is held already, by Instance simulated as " + id + ".");

        Clients.to(simulator).releasePhoneNumber(r -> r.phoneNumberId(id));
        refused(() -> claim(simulator, number(0)));
        assertThat(why(simulator))
                .isEqualTo(number(0) + " was released, and cools down until 30 June 2026 at 00:00 UTC.");

        simulator.takeElsewhere(number(1));
        refused(() -> claim(simulator, number(1)));
        assertThat(why(simulator)).isEqualTo(number(1) + " is taken by somebody else.");

        refused(() -> claim(simulator, "+10000000"));
        assertThat(why(simulator)).isEqualTo("+10000000 is not a number that a carrier of any country can have.");
    }

    @Test
    void aThrottledCall(ConnectSimulator simulator) {
        simulator.set(Knob.RATE, Optional.of(new Knob.Rate(2, 1)));
        claim(simulator, number(0));
        refused(() -> claim(simulator, number(1)));

        assertThat(why(simulator))
                .isEqualTo(
                        "The account has used up its calls of ClaimPhoneNumber: the API allows 2 a second after a burst of"
                                + " 1, and the next one in 0.5 s.");
    }

    @Test
    void scriptedTrouble(ConnectSimulator simulator) {
        simulator.script(Trouble.onAny().of(Faults.THROTTLE));
        refused(() -> claim(simulator, number(0)));
        assertThat(why(simulator))
                .isEqualTo(
                        "Scripted trouble struck: THROTTLE. Connect answers 429 ThrottlingException, and nothing happens.");

        simulator.script(Trouble.onAny().of(new Fault.FailLater("no carrier")));
        settled(simulator, 0);
        assertThat(why(simulator)).isEqualTo("Scripted trouble made it fail later, with the message \"no carrier\".");
    }

    @Test
    void aCallThatIsNotAllowed(ConnectSimulator simulator) {
        simulator.set(Knob.PERMISSIONS, Policy.allowing(Set.of()));
        refused(() -> claim(simulator, number(0)));

        assertThat(why(simulator)).contains("no identity-based policy allows the connect:ClaimPhoneNumber action");
    }

    @Test
    void whatTheServiceWordsShortlyIsSaidInFull(ConnectSimulator simulator) {
        String unknown = "11111111-2222-4333-8444-555555555555";
        refused(() -> Clients.describe(simulator, unknown));

        assertThat(why(simulator)).isEqualTo("Phone number " + unknown + " not found.");
    }

    @Test
    void everyRefusalHasOne(ConnectSimulator simulator) {
        aNumberThatCoolsDownIsHeldOrIsSomebodyElses(simulator);

        assertThat(exchanges(simulator))
                .allSatisfy(exchange -> assertThat(exchange.fate().why().isPresent())
                        .isEqualTo(exchange.call().status() != 200));
    }

    @Test
    void aCallThatComesToSomethingHasNone(ConnectSimulator simulator) {
        settled(simulator, 0);

        assertThat(why(simulator)).isEmpty();
    }
}
