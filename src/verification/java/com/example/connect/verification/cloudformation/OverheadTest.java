package com.example.connect.verification.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.simulator.ConnectSimulator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** CloudFormation may take longer for a callback than the event asks for; its deadlines count what it adds. */
@ExtendWith(CloudFormationExtension.class)
class OverheadTest {

    private static List<Integer> drawn(long seed) {
        Overhead overhead = Overhead.drawn(seed);
        return IntStream.range(0, 100).mapToObj(callback -> overhead.next()).toList();
    }

    @Test
    void eachCallbackTakesUpToFiveSecondsMoreAndTheSameAgainFromTheSameSeed() {
        assertThat(drawn(1)).contains(0, 5).allMatch(seconds -> seconds >= 0 && seconds <= 5);
        assertThat(drawn(1)).isEqualTo(drawn(1)).isNotEqualTo(drawn(2));
    }

    @Test
    void anOperationWaitsLongerAndItsDeadlineCountsThat(ConnectSimulator connect) {
        assertThat(create(tenCallbacks(connect)).waited()).isEqualTo(60);
        assertThat(create(tenCallbacks(connect).withOverhead(1)).waited()).isBetween(61, 110);

        assertThat(create(tenCallbacks(connect).withIdentifierDeadline()).isGivenUp())
                .isFalse();
        Ending late = create(tenCallbacks(connect).withOverhead(1).withIdentifierDeadline());
        assertThat(late.isGivenUp()).isTrue();
        assertThat(late.waited()).isEqualTo(60);
    }

    private static Ending create(CloudFormation cfn) {
        return cfn.create("Number", Map.of());
    }

    /** Towards a function that asks for ten callbacks, six seconds apart. */
    private static CloudFormation tenCallbacks(ConnectSimulator connect) {
        AtomicInteger invocations = new AtomicInteger();
        Function function = payload -> invocations.getAndIncrement() == 10
                ? "{\"status\":\"SUCCESS\"}"
                : "{\"status\":\"IN_PROGRESS\",\"callbackDelaySeconds\":6}";
        return new CloudFormation(connect, function, connect.endpoint());
    }
}
