package com.example.connect.phonenumber;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.Faults;
import com.example.connect.simulator.Knob;
import com.example.connect.simulator.SimulatorExtension;
import com.example.connect.simulator.Trouble;
import com.example.connect.verification.cloudformation.CloudFormation;
import com.example.connect.verification.cloudformation.Ending;
import com.example.connect.verification.cloudformation.Templates;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How soon a create knows that its number is CLAIMED, and what that costs, through the function. */
@ExtendWith(SimulatorExtension.class)
class NoticingTest {

    /** Milliseconds that a claim takes: from half a second to ten minutes. */
    static Stream<Integer> latencies() {
        return Stream.concat(Stream.iterate(500, ms -> ms < 600_000, ms -> ms * 11 / 10), Stream.of(600_000));
    }

    @ParameterizedTest
    @MethodSource("latencies")
    void isWithinAQuarterOfTheLatencyAndASecond(int milliseconds, ConnectSimulator connect) {
        Noticed noticed = Noticed.of(connect, milliseconds);

        double latency = milliseconds / 1000.0;
        assertThat((double) noticed.after()).isLessThanOrEqualTo(1.25 * latency + 1);
        assertThat(noticed.describes()).isLessThanOrEqualTo(latency <= 30 ? 12 : 26);
    }

    /**
     * One create of a number alone.
     *
     * @param after seconds from the claim to the event of success
     */
    record Noticed(int after, int describes) {

        static Noticed of(ConnectSimulator connect, int milliseconds) {
            connect.reset();
            connect.set(Knob.CLAIM_TIME, Duration.ofMillis(milliseconds));
            Ending ending = new CloudFormation(connect).create("Number", new Templates(connect).exact());
            assertThat(ending.succeeded()).as(ending.event().toString()).isTrue();
            return new Noticed(
                    ending.waited(), connect.calls("DescribePhoneNumber").size());
        }
    }

    @Test
    void comesLaterAfterACreateThatWasThrottled(ConnectSimulator connect) {
        connect.script(Trouble.on("ClaimPhoneNumber").times(3).of(Faults.THROTTLE));

        Ending ending = new CloudFormation(connect).create("Number", new Templates(connect).exact());

        assertThat(ending.succeeded()).isTrue();
        assertThat(connect.calls("DescribePhoneNumber")).hasSize(1);
        assertThat(ending.waited() - ending.shownAfter().orElseThrow()).isBetween(3, 6);
    }
}
