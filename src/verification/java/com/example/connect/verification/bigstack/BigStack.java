package com.example.connect.verification.bigstack;

import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.Knob;
import com.example.connect.simulator.Knobs;
import com.example.connect.verification.bigstack.SideBySide.Course;
import com.example.connect.verification.cloudformation.CloudFormation;
import com.example.connect.verification.cloudformation.Overhead;
import com.example.connect.verification.cloudformation.Templates;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Stacks of many numbers, created and deleted at once at Connect's own rate.
 *
 * @param numbers how many in all
 * @param stacks in how many stacks of the account
 * @param rate what the account's other traffic leaves of each API's rate
 * @param claims how long a claim takes
 * @param overhead seconds that CloudFormation adds to the delay before each callback
 * @param seed of the order of what is due at once, and of the requests' tokens
 */
public record BigStack(
        int numbers, int stacks, Knob.Rate rate, ClaimTime claims, int overhead, Dependencies dependencies, long seed) {

    /** Which numbers, by their places, the one with a place depends on: smaller ones. */
    public interface Dependencies {
        List<Integer> of(int place);
    }

    /** How long a claim takes: drawn from {@code least} to {@code most}, both included. */
    public record ClaimTime(Duration least, Duration most) {

        public static ClaimTime of(Duration always) {
            return new ClaimTime(always, always);
        }

        private Duration drawn(Random random) {
            return least.plusMillis(random.nextInt((int) most.minus(least).toMillis() + 1));
        }
    }

    /**
     * Seconds that CloudFormation is assumed to add to the delay before each callback. No document says how many; it is
     * believed to add 0 to 5 ({@code callbackOverheadSeconds}).
     */
    public static final int OVERHEAD = 2;

    /** All begin at once. */
    public static final Dependencies NONE = place -> List.of();

    /** How numbers are chosen. */
    public enum Variant {
        EXACT,
        SEARCHED
    }

    /** The service's rate. */
    public static final Knob.Rate WHOLE_RATE = new Knob.Rate(2, 5);

    /** Of one stack on the service's own values and the overhead that is assumed. */
    public static BigStack of(int numbers) {
        return new BigStack(numbers, 1, WHOLE_RATE, ClaimTime.of(Knob.CLAIM_TIME.standard()), OVERHEAD, NONE, 1);
    }

    /** No operation makes fewer than one call of each API that it needs, and a bucket lets no more through. */
    private double queue() {
        return Math.max(0, (numbers - rate.burst()) / rate.perSecond());
    }

    /** Seconds that creates of all take at best. */
    public double floor() {
        return queue() + Outcome.seconds(claims.most());
    }

    public BigStack seed(long other) {
        return new BigStack(numbers, stacks, rate, claims, overhead, dependencies, other);
    }

    public BigStack claims(ClaimTime other) {
        return new BigStack(numbers, stacks, rate, other, overhead, dependencies, seed);
    }

    public BigStack overhead(int seconds) {
        return new BigStack(numbers, stacks, rate, claims, seconds, dependencies, seed);
    }

    public BigStack depending(Dependencies on) {
        return new BigStack(numbers, stacks, rate, claims, overhead, on, seed);
    }

    /** What came of it. */
    public record Outcome(BigStack stack, List<Course> courses, Duration latency) {

        /** Seconds from the beginning to the last end. */
        public double seconds() {
            return seconds(courses.stream()
                    .map(Course::ended)
                    .max(Comparator.naturalOrder())
                    .orElseThrow());
        }

        /** The most seconds that a number's identifier took from its own beginning. */
        public double identified() {
            return seconds(courses.stream()
                    .map(course -> course.shown().orElseThrow())
                    .max(Comparator.naturalOrder())
                    .orElseThrow());
        }

        public double floor() {
            return stack.queue() + seconds(latency);
        }

        public double ratio() {
            return seconds() / floor();
        }

        public double calls() {
            return courses.stream().mapToInt(Course::calls).average().orElseThrow();
        }

        public double calls(String operation) {
            return courses.stream()
                    .mapToInt(course -> course.calls(operation))
                    .average()
                    .orElseThrow();
        }

        public double invocations() {
            return courses.stream().mapToInt(Course::invocations).average().orElseThrow();
        }

        public static double seconds(Duration duration) {
            return duration.toMillis() / 1000.0;
        }
    }

    /** Creates all, in a new world. */
    public Outcome create(ConnectSimulator connect, Variant variant) {
        connect.reset(world());
        return new Outcome(this, run(connect, i -> create(connect, variant, i)), claims.most());
    }

    /** Deletes all that {@link #create} left. */
    public Outcome delete(ConnectSimulator connect, List<Course> created) {
        connect.advance(Duration.ofHours(1));
        return new Outcome(
                this,
                run(
                        connect,
                        i -> new Request(
                                "DELETE",
                                i,
                                Map.of("PhoneNumberArn", created.get(i).identifier()))),
                Duration.ZERO);
    }

    private record Request(String action, int place, Map<String, ?> properties) {}

    private Request create(ConnectSimulator connect, Variant variant, int i) {
        Templates templates = new Templates(connect);
        Map<String, Object> properties = variant == Variant.EXACT ? templates.exact() : templates.searched();
        properties.computeIfPresent("PhoneNumber", (name, standard) -> String.format("+1800555%04d", i));
        return new Request("CREATE", i, new HashMap<>(properties));
    }

    private List<Course> run(ConnectSimulator connect, IntFunction<Request> requests) {
        CloudFormation cfn = new CloudFormation(connect);
        List<Course> added = new ArrayList<>();
        SideBySide all = new SideBySide(connect, cfn, seed, Overhead.always(overhead));
        IntStream.range(0, numbers).mapToObj(requests).forEach(request -> {
            cfn.stackId(String.format(
                    "arn:aws:cloudformation:us-east-1:123456789012:stack/numbers/%d-%d",
                    seed, request.place() % stacks));
            ObjectNode payload = cfn.payload(
                    request.action(),
                    "Number" + request.place(),
                    CloudFormation.JSON.valueToTree(request.properties()),
                    null);
            added.add(all.add(
                    payload,
                    dependencies.of(request.place()).stream().map(added::get).toList()));
        });
        Random random = new Random(seed);
        return all.beforeEach(() -> connect.set(Knob.CLAIM_TIME, claims.drawn(random)))
                .run();
    }

    private Knobs world() {
        return Knobs.standard().with(Knob.QUOTA, 10_000).with(Knob.RATE, Optional.of(rate));
    }
}
