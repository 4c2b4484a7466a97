package com.example.connect.verification.lives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.HeldNumber;
import com.example.connect.simulator.Knob;
import com.example.connect.simulator.Knobs;
import com.example.connect.simulator.NumberState.Status;
import com.example.connect.verification.cloudformation.CloudFormation;
import com.example.connect.verification.cloudformation.CloudFormationExtension;
import com.example.connect.verification.cloudformation.Templates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Lives of stacks, one after another, for {@code -Dsoak.seconds=N} seconds: some by default, an hour by
 * {@code make soak}. They begin with {@code -Dsoak.seed=N}, each with the next seed. A life that breaks a law is
 * shortened to the operations that it takes, and the command that runs these again is the failure's message.
 */
@ExtendWith(CloudFormationExtension.class)
class SoakTest {

    private static final long SEED = Long.getLong("soak.seed", 1);
    private static final Duration TIME = Duration.ofSeconds(Long.getLong("soak.seconds", 10));

    /** Places of one life's operations, to run only these: {@code 3,7,12}. */
    private static final Optional<String> OPERATIONS = Optional.ofNullable(System.getProperty("soak.operations"));

    private static final List<Integer> WHOLE_LIFE =
            IntStream.range(0, StackLife.OPERATIONS).boxed().toList();

    @Test
    void noLifeOfAStackLosesANumber(ConnectSimulator connect) {
        if (OPERATIONS.isPresent()) {
            new StackLife(connect, SEED)
                    .live(Stream.of(OPERATIONS.get().split(",", -1))
                            .map(Integer::valueOf)
                            .toList());
            return;
        }
        Map<String, Integer> endings = new TreeMap<>();
        long began = System.nanoTime();
        long seed = SEED;
        do {
            StackLife life = new StackLife(connect, seed);
            try {
                life.live(WHOLE_LIFE);
            } catch (AssertionError broken) {
                throw shortest(connect, seed, broken);
            }
            life.endings().forEach((ending, count) -> endings.merge(ending, count, Integer::sum));
            seed++;
        } while (System.nanoTime() - began < TIME.toNanos());

        System.out.printf(
                "soak: %d lives from seed %d, %d operations, %d s%n",
                seed - SEED,
                SEED,
                endings.values().stream().mapToInt(Integer::intValue).sum(),
                Duration.ofNanos(System.nanoTime() - began).toSeconds());
        endings.forEach((ending, count) -> System.out.printf("soak: %7d %s%n", count, ending));
        assertThat(endings.keySet()).as("the lives are not idle").anyMatch(ending -> ending.endsWith("SUCCESS"));
    }

    /** A life whose account has a number, so that something can be done to them that CloudFormation does not know. */
    private static StackLife wellBegun(ConnectSimulator connect) {
        for (long seed = SEED; ; seed++) {
            StackLife life = new StackLife(connect, seed);
            life.live(WHOLE_LIFE.subList(0, 6));
            if (claimed(connect).isPresent()) {
                life.checkAccount();
                connect.set(Knobs.standard().with(Knob.QUOTA, Knob.UNLIMITED));
                return life;
            }
        }
    }

    private static Optional<HeldNumber> claimed(ConnectSimulator connect) {
        return connect.numbers().stream()
                .filter(number -> number.status() == Status.CLAIMED)
                .findFirst();
    }

    @Test
    void findsANumberThatNobodyKnows(ConnectSimulator connect) {
        StackLife life = wellBegun(connect);

        new CloudFormation(connect).create("Stray", new Templates(connect).searched());

        assertThatThrownBy(life::checkAccount).hasMessageContaining("every live number is known");
    }

    @Test
    void findsAReleaseThatNobodyAskedFor(ConnectSimulator connect) {
        StackLife life = wellBegun(connect);
        String arn = claimed(connect).orElseThrow().arn();
        new CloudFormation(connect)
                .update(
                        "Number",
                        CloudFormation.model(arn, Map.of("ReleaseProtection", true)),
                        CloudFormation.model(arn, Map.of("ReleaseProtection", false)));

        new CloudFormation(connect).delete("Number", arn);

        assertThatThrownBy(life::checkAccount).hasMessageContaining("nothing is released that was not deleted");
    }

    /** Leaves out operations for as long as the life still breaks. */
    private static AssertionError shortest(ConnectSimulator connect, long seed, AssertionError first) {
        AssertionError broken = first;
        List<Integer> places = WHOLE_LIFE;
        for (int place = StackLife.OPERATIONS - 1; place >= 0; place--) {
            List<Integer> fewer = new ArrayList<>(places);
            fewer.remove(Integer.valueOf(place));
            Optional<AssertionError> still = broken(connect, seed, fewer);
            if (still.isPresent()) {
                places = fewer;
                broken = still.get();
            }
        }
        String operations = places.stream().map(String::valueOf).collect(Collectors.joining(","));
        return new AssertionError(
                String.format(
                        "seed %d broke a law. To run it again:%nmvn -q -B test -Dtest=SoakTest -Dsoak.seed=%d"
                                + " -Dsoak.operations=%s%n%s",
                        seed, seed, operations, broken.getMessage()),
                broken);
    }

    private static Optional<AssertionError> broken(ConnectSimulator connect, long seed, List<Integer> places) {
        try {
            new StackLife(connect, seed).live(places);
            return Optional.empty();
        } catch (AssertionError broken) {
            return Optional.of(broken);
        }
    }
}
