package com.example.connect.phonenumber;

import com.example.connect.benchmark.Result;
import com.example.connect.benchmark.Result.Line;
import com.example.connect.benchmark.Result.Reference;
import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.Knob;
import com.example.connect.simulator.Knobs;
import com.example.connect.verification.bigstack.BigStack;
import com.example.connect.verification.bigstack.BigStack.Outcome;
import com.example.connect.verification.bigstack.BigStack.Variant;
import com.example.connect.verification.bigstack.SideBySide.Course;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Hundreds of numbers created and deleted at once, at Connect's own rate. */
public final class BigStacksBenchmark {

    static final int NUMBERS = 500;
    static final int MANY = 2000;
    private static final int BATCH = 75;
    static final double RATIO = 1.15;

    /** CloudFormation fails a create that has shown no identifier for so many seconds. */
    private static final int DEADLINE = 60;

    private static final long[] SEEDS = {1, 2, 3};
    private static final List<String> COLUMNS = List.of(
            "what", "seed", "seconds", "floor", "ratio", "calls a number", "most calls", "invocations a number");

    private final ConnectSimulator connect;
    private final Result result = new Result("big-stacks", 60, "Big stacks");
    private final CrowdFigures crowd = new CrowdFigures(result);
    private final List<List<?>> runs = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();

    /** Calls of ClaimPhoneNumber a number, of the first seed's run. */
    private final Map<String, Double> triesOfClaims = new HashMap<>();

    private BigStacksBenchmark(ConnectSimulator connect) {
        this.connect = connect;
    }

    /** Writes the result. */
    public static void main(String[] arguments) throws IOException {
        try (ConnectSimulator connect = ConnectSimulator.start(Knobs.standard())) {
            new BigStacksBenchmark(connect).run();
        }
    }

    private void run() throws IOException {
        explain();
        crowd.explain();
        atOnce();
        fourStacks();
        besideOtherTraffic();
        crowd.bounds(Stream.of("create, exact", "create, exact, half the rate", "create, exact, 2,000 in 4 stacks")
                .map(triesOfClaims::get)
                .toList());
        crowd.otherRounds();
        byLatency();
        deadline();
        batches();
        result.table("Every run", COLUMNS, runs)
                .lines("big-stacks", "500 numbers at once: how many are done", "seconds", "numbers", lines)
                .write();
    }

    private void explain() {
        result.text(
                        "All operations begin at the same time and are invoked through `handleRequest` when their own delays"
                                + " are over, on a clock that is moved; an invocation takes no time, and what is due at once comes"
                                + " in an order drawn from a seed. The simulator's buckets are the service's: two calls of each API"
                                + " a second, five at first. The floor is what a bucket lets through at best: of each API one call"
                                + " for each number, less the five at first, at two a second, and one latency of a claim. Every"
                                + " create and delete ended well, no number was lost or claimed twice; the benchmark stops where"
                                + " one is. Figures are medians of three seeds; the table has each run.")
                .text(
                        "How it works (`Pace`): handlers cannot talk to each other, and none knows how many began with it. Who"
                                + " is throttled before it had any answer waits for a time drawn from 1 to 30 s, and after"
                                + " every further refusal from 20 to 40 s, or, beyond four minutes of waiting, from a twelfth to a"
                                + " sixth of the time waited. The crowd so tries more often than there are tokens until it has gone"
                                + " through, and then there is at most one round to come. Who has had an answer of one API stands in"
                                + " the next one's crowd with two others a second only, and comes back after 1 to 2 s, doubling. A"
                                + " create without an identifier does not wait across CloudFormation's deadline of 60 s, but tries"
                                + " between 42 and 58 s. The first look at a number that was throttled comes later, because a look"
                                + " that comes too early takes DescribePhoneNumber's rate from all others. A delete looks at the"
                                + " tags first, and not at the number: that leaves DescribePhoneNumber's rate to its end.")
                .text(
                        "What bounds it: a refusal says only that more than two came in that second, so what a handler learns of"
                                + " the crowd's size is how long it waits already. Longer rounds cost time at the end, shorter ones"
                                + " cost calls. Rounds that suit a stack of 500, the most that one template holds, are many in a"
                                + " crowd of 2,000; that is why four such stacks at once, and one beside other traffic, end in time"
                                + " but make more calls than the target. For the same reason some seeds end above the target: it is"
                                + " the last few numbers' luck.");
    }

    private void atOnce() {
        for (Variant variant : Variant.values()) {
            List<Outcome> created = new ArrayList<>();
            List<Outcome> deleted = new ArrayList<>();
            for (long seed : SEEDS) {
                BigStack stack = BigStack.of(NUMBERS).seed(seed);
                Outcome creates = checked("create, " + name(variant), stack.create(connect, variant));
                created.add(creates);
                if (variant == Variant.EXACT) {
                    deleted.add(checked("delete", stack.delete(connect, creates.courses())));
                }
            }
            figures(NUMBERS + " creates, " + name(variant), created);
            lines.add(new Line("created, " + name(variant), completions(created.get(0))));
            if (!deleted.isEmpty()) {
                figures(NUMBERS + " deletes", deleted);
                lines.add(new Line("deleted", completions(deleted.get(0))));
            }
        }
        List<List<? extends Number>> floor = new ArrayList<>();
        for (int second = 0; second <= NUMBERS / 2; second += 10) {
            floor.add(List.of(second, Math.min(NUMBERS, 5 + 2 * second)));
        }
        lines.add(new Line("floor", floor));
    }

    private void fourStacks() {
        BigStack stacks =
                new BigStack(MANY, 4, BigStack.WHOLE_RATE, Knob.CLAIM_TIME.standard(), 0, BigStack.NONE, SEEDS[0]);
        Outcome created = checked("create, exact, 2,000 in 4 stacks", stacks.create(connect, Variant.EXACT));
        figures("2,000 creates in four stacks, exact", List.of(created));
        crowd.profile(CrowdProfile.of(connect));
        figures(
                "2,000 deletes in four stacks",
                List.of(checked("delete, 2,000 in 4 stacks", stacks.delete(connect, created.courses()))));
    }

    private void besideOtherTraffic() {
        BigStack half = new BigStack(
                NUMBERS, 1, CrowdFigures.HALF_RATE, Knob.CLAIM_TIME.standard(), 0, BigStack.NONE, SEEDS[0]);
        figures(
                NUMBERS + " creates, exact, beside traffic that takes half the rate",
                List.of(checked("create, exact, half the rate", half.create(connect, Variant.EXACT))));
    }

    private void byLatency() {
        List<List<?>> table = new ArrayList<>();
        for (int seconds : List.of(0, 5, 10, 30)) {
            BigStack slow = new BigStack(
                    NUMBERS, 1, BigStack.WHOLE_RATE, Duration.ofSeconds(seconds), 0, BigStack.NONE, SEEDS[0]);
            Outcome created =
                    checked("create, exact, claims of " + seconds + " s", slow.create(connect, Variant.EXACT));
            table.add(List.of(seconds, created.ratio(), created.calls("DescribePhoneNumber")));
        }
        BigStack late = new BigStack(
                NUMBERS, 1, BigStack.WHOLE_RATE, Knob.CLAIM_TIME.standard(), 1000, BigStack.NONE, SEEDS[0]);
        Outcome created = checked("create, exact, late by up to 1 s", late.create(connect, Variant.EXACT));
        table.add(List.of("2, each invocation up to 1 s late", created.ratio(), created.calls("DescribePhoneNumber")));
        result.table(
                "Claims that take longer: who looks too early looks twice, and DescribePhoneNumber's rate becomes the"
                        + " bound",
                List.of("claim takes (s)", "ratio", "DescribePhoneNumber a number"),
                table);
    }

    /** The most numbers that begin at once and all show their identifiers in time, whatever the seed. */
    private void deadline() {
        List<List<?>> table = new ArrayList<>();
        int largest = 0;
        for (int numbers = 60; numbers <= 110; numbers += 5) {
            BigStack stack = BigStack.of(numbers);
            long inTime = LongStream.of(SEEDS)
                    .filter(seed ->
                            stack.seed(seed).create(connect, Variant.SEARCHED).identified() < DEADLINE)
                    .count();
            largest = inTime == SEEDS.length && largest >= numbers - 5 || numbers == 60 ? numbers : largest;
            table.add(List.of(numbers, inTime + " of " + SEEDS.length));
        }
        result.told("creates at once that all show an identifier within 60 s: the most", largest, "numbers")
                .table(
                        "CloudFormation is documented to fail a create that has shown no identifier for 60 s; stacks in"
                                + " which each was in time",
                        List.of("numbers at once", "seeds"),
                        table);
    }

    private void batches() {
        BigStack batched = BigStack.of(NUMBERS)
                .depending(place -> place < BATCH
                        ? List.of()
                        : IntStream.range((place / BATCH - 1) * BATCH, place / BATCH * BATCH)
                                .boxed()
                                .toList());
        Outcome created = checked("create, searched, in batches of 75", batched.create(connect, Variant.SEARCHED));
        result.told("500 creates in batches of 75, each after the one before: seconds", created.seconds(), "s")
                .atMost(
                        DEADLINE,
                        "500 creates in batches of 75: the most seconds until an identifier",
                        created.identified(),
                        "s");
    }

    private static String name(Variant variant) {
        return variant == Variant.EXACT ? "exact" : "searched";
    }

    private Outcome checked(String what, Outcome outcome) {
        long lost = outcome.courses().stream()
                .filter(course -> !course.status().equals("SUCCESS"))
                .count();
        int numbers = outcome.stack().numbers();
        boolean all = connect.releasesMade() == 0
                ? connect.numbers().size() == numbers
                : connect.numbers().isEmpty() && connect.releasesMade() == numbers;
        if (lost > 0 || !all || connect.claimsMade() != numbers) {
            throw new IllegalStateException(what + ": " + lost + " failed, " + connect.claimsMade() + " claims");
        }
        triesOfClaims.putIfAbsent(what, outcome.calls("ClaimPhoneNumber"));
        runs.add(List.of(
                what,
                outcome.stack().seed(),
                outcome.seconds(),
                outcome.floor(),
                outcome.ratio(),
                outcome.calls(),
                outcome.mostCalls(),
                outcome.invocations()));
        System.out.println(runs.get(runs.size() - 1));
        return outcome;
    }

    private void figures(String what, List<Outcome> outcomes) {
        List<Outcome> sorted = outcomes.stream()
                .sorted(Comparator.comparingDouble(Outcome::ratio))
                .toList();
        Outcome median = sorted.get(sorted.size() / 2);
        result.ratioAtMost(RATIO, what, median.seconds(), "s", new Reference("floor", median.floor()))
                .atMost(8, what + ": calls", median.calls(), "a number")
                .atMost(8, what + ": invocations", median.invocations(), "a number");
    }

    private static List<List<? extends Number>> completions(Outcome outcome) {
        List<Double> ends = outcome.courses().stream()
                .map(Course::ended)
                .map(Outcome::seconds)
                .sorted()
                .toList();
        List<List<? extends Number>> points = new ArrayList<>();
        int last = (int) Math.ceil(ends.get(ends.size() - 1));
        for (int second = 0; second < last + 10; second += 10) {
            int upTo = second;
            points.add(List.of(
                    second, (int) ends.stream().filter(end -> end <= upTo).count()));
        }
        return points;
    }
}
