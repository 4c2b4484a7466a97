package com.example.connect.phonenumber;

import com.example.connect.benchmark.Result;
import com.example.connect.benchmark.Result.Reference;
import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.Knobs;
import com.example.connect.verification.bigstack.BigStack;
import com.example.connect.verification.bigstack.BigStack.ClaimTime;
import com.example.connect.verification.bigstack.BigStack.Outcome;
import com.example.connect.verification.bigstack.BigStack.Variant;
import com.example.connect.verification.cloudformation.CloudFormationFacts;
import com.example.connect.verification.contract.Promises;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Many numbers created and deleted at once at Connect's own rate, for every size of stack that people have. */
public final class ManyNumbersBenchmark {

    /** Numbers at once, with the seconds above the floor that their creation may take. */
    private static final Map<Integer, Integer> ABOVE_FLOOR = new LinkedHashMap<>();

    static {
        ABOVE_FLOOR.put(6, 3);
        ABOVE_FLOOR.put(10, 4);
        ABOVE_FLOOR.put(25, 7);
        ABOVE_FLOOR.put(50, 11);
        ABOVE_FLOOR.put(65, 13);
    }

    /** The most of them, whose identifiers all come in time, whatever the seed. */
    private static final int LARGEST = 65;

    /** Seconds that CloudFormation adds to the delay before a callback: the least, the assumed and the most believed. */
    private static final List<Integer> OVERHEADS = List.of(0, BigStack.OVERHEAD, 5);

    /** Numbers at once that are measured with each overhead. */
    private static final List<Integer> COMPARED = List.of(6, 10, 25, 50);

    /** So many come in time with each overhead, and leave room: a batch may find a bucket that is not full. */
    private static final int BATCH = 45;

    /** A first claim is sent no later. */
    private static final int LATEST_IDENTIFIER = Promises.LAST_CLAIM;

    /** Deleted at once; created, CloudFormation's deadline for the identifier is the bound. */
    private static final List<Integer> HUNDREDS = List.of(200, 500);

    private static final double DELETES_TO_FLOOR = 1.3;
    private static final int NUMBERS_IN_BATCHES = 500;
    private static final String BATCHES = NUMBERS_IN_BATCHES + " creates in batches of " + BATCH;
    private static final String MOST_AT_ONCE =
            "creates at once that all show an identifier within 60 s, whatever the seed: the most";

    /** CloudFormation fails a create that has shown no identifier for so many seconds. */
    private static final int DEADLINE = CloudFormationFacts.identifierDeadline();

    private static final ClaimTime CLAIMS = new ClaimTime(Duration.ofSeconds(2), Duration.ofSeconds(8));
    private static final int SEEDS = 20;
    private static final int FEW_SEEDS = 5;

    private final ConnectSimulator connect;
    private final Result result = new Result("many-numbers", 60, "Many numbers at once");
    private final List<List<?>> table = new ArrayList<>();
    private final List<List<?>> overheads = new ArrayList<>();

    private ManyNumbersBenchmark(ConnectSimulator connect) {
        this.connect = connect;
    }

    /** Writes the result. */
    public static void main(String[] arguments) throws IOException {
        try (ConnectSimulator connect = ConnectSimulator.start(Knobs.standard())) {
            new ManyNumbersBenchmark(connect).run();
        }
    }

    private void run() throws IOException {
        ABOVE_FLOOR.forEach(this::atOnce);
        HUNDREDS.forEach(this::hundreds);
        OVERHEADS.forEach(this::withOverhead);
        explain();
        result.table(
                        "Created at once",
                        List.of(
                                "numbers",
                                "floor, s",
                                "exact, s",
                                "searched, s",
                                "slowest seed, s",
                                "latest identifier, s",
                                "calls a number, exact",
                                "searched"),
                        table)
                .table("By what CloudFormation adds to the delay before each callback", overheadColumns(), overheads)
                .write();
    }

    private void explain() {
        result.text(
                        "All operations of a stack begin at the same time, through `handleRequest`, on a clock that is moved:"
                                + " an invocation takes no time. Amazon Connect takes two calls of each API a second, five at"
                                + " first, and a claim takes 2 to 8 s, drawn. The floor of n creates is `(n - 5) / 2 + 8` s, of n"
                                + " deletes `(n - 5) / 2` s: one call of each API for each number, and no overhead. Figures are"
                                + " medians of " + SEEDS + " seeds, of " + FEW_SEEDS + " for 200 numbers and more.")
                .text("CloudFormation's overhead is assumed: it adds " + BigStack.OVERHEAD
                        + " s to the delay before each callback. No document says what it adds. This project"
                        + " believes in 0 to 5 s (`callbackOverheadSeconds` in `cloudformation.json`, undocumented), so the"
                        + " last table has the figures for 0 and 5 s too. " + BATCH + " creates at once show their"
                        + " identifiers in time with each of them: that is the size of a batch.")
                .text(
                        "How it works (`Pace`): a throttled operation comes back after a delay drawn from m/3 to m, where m is"
                                + " 3 s and a quarter of the time for which it was throttled. A number that was throttled is looked"
                                + " at later, because all that waited with it look too; its later looks keep their distance,"
                                + " because what CloudFormation has added to the last delay is taken off the next. In a larger"
                                + " stack than the largest below,"
                                + " CloudFormation's deadline of " + DEADLINE
                                + " s for the identifier is the bound: no first claim is sent later than "
                                + LATEST_IDENTIFIER
                                + " s. Let the numbers of such a stack depend on each other in batches"
                                + " (`examples/batches.yml`).");
    }

    private void atOnce(int numbers, int above) {
        List<Outcome> exact = created(numbers, Variant.EXACT, BigStack.OVERHEAD);
        List<Outcome> searched = created(numbers, Variant.SEARCHED, BigStack.OVERHEAD);
        result.atMost(above, numbers + " creates at once: seconds above the floor", aboveFloor(exact, searched), "s");
        result.atMost(
                numbers == LARGEST ? 11 : 9,
                numbers + " creates at once: calls",
                median(searched, Outcome::calls),
                "a number");
        if (numbers == LARGEST) {
            result.atMost(
                    LATEST_IDENTIFIER,
                    numbers + " creates at once: the latest identifier of any seed",
                    Math.max(most(exact, Outcome::identified), most(searched, Outcome::identified)),
                    "s");
        }
        tabulate(exact, searched);
    }

    private static double aboveFloor(List<Outcome> exact, List<Outcome> searched) {
        double slower = Math.max(median(exact, Outcome::seconds), median(searched, Outcome::seconds));
        return slower - exact.get(0).floor();
    }

    private void hundreds(int numbers) {
        List<Outcome> deleted = new ArrayList<>();
        for (long seed = 1; seed <= FEW_SEEDS; seed++) {
            Outcome created = inBatches(numbers, seed).create(connect, Variant.SEARCHED);
            deleted.add(checked(stack(numbers, seed).delete(connect, created.courses())));
        }
        result.ratioAtMost(
                DELETES_TO_FLOOR,
                numbers + " deletes at once",
                median(deleted, Outcome::seconds),
                "s",
                new Reference("floor", deleted.get(0).floor()));
    }

    private void tabulate(List<Outcome> exact, List<Outcome> searched) {
        table.add(List.of(
                exact.get(0).stack().numbers(),
                exact.get(0).floor(),
                median(exact, Outcome::seconds),
                median(searched, Outcome::seconds),
                Math.max(most(exact, Outcome::seconds), most(searched, Outcome::seconds)),
                Math.max(most(exact, Outcome::identified), most(searched, Outcome::identified)),
                median(exact, Outcome::calls),
                median(searched, Outcome::calls)));
    }

    private static List<String> overheadColumns() {
        List<String> columns = new ArrayList<>(List.of("added, s"));
        COMPARED.forEach(numbers -> columns.add(numbers + " creates: s above the floor"));
        columns.add("the most at once");
        columns.add(BATCHES + ", s");
        columns.add("their latest identifier, s");
        return columns;
    }

    private void withOverhead(int seconds) {
        List<Object> line = new ArrayList<>(List.of(seconds));
        for (int numbers : COMPARED) {
            List<Outcome> searched = created(numbers, Variant.SEARCHED, seconds);
            line.add(aboveFloor(searched, searched));
        }
        int most = mostAtOnce(seconds);
        List<Outcome> batches = LongStream.rangeClosed(1, FEW_SEEDS)
                .mapToObj(seed -> inBatches(NUMBERS_IN_BATCHES, seed).overhead(seconds))
                .map(stack -> checked(stack.create(connect, Variant.SEARCHED)))
                .toList();
        double ended = median(batches, Outcome::seconds);
        double identified = most(batches, Outcome::identified);
        line.addAll(List.of(most, ended, identified));
        overheads.add(line);
        if (seconds == BigStack.OVERHEAD) {
            result.told(MOST_AT_ONCE, most, "numbers")
                    .told(BATCHES + ", each after the one before: seconds", ended, "s")
                    .atMost(DEADLINE, BATCHES + ": the most seconds until an identifier", identified, "s");
        }
    }

    /** The most numbers that begin at once and all show their identifiers in time, whatever the seed. */
    private int mostAtOnce(int overhead) {
        int most = COMPARED.get(COMPARED.size() - 1);
        while (LongStream.rangeClosed(1, SEEDS).allMatch(inTime(most + 5, overhead))) {
            most += 5;
        }
        return most;
    }

    private LongPredicate inTime(int numbers, int overhead) {
        return seed -> stack(numbers, seed).overhead(overhead).create(connect, Variant.SEARCHED).courses().stream()
                .allMatch(course -> course.status().equals("SUCCESS"));
    }

    private static BigStack inBatches(int numbers, long seed) {
        return stack(numbers, seed)
                .depending(place -> place < BATCH
                        ? List.of()
                        : IntStream.range((place / BATCH - 1) * BATCH, place / BATCH * BATCH)
                                .boxed()
                                .toList());
    }

    private List<Outcome> created(int numbers, Variant variant, int overhead) {
        List<Outcome> outcomes = LongStream.rangeClosed(1, SEEDS)
                .mapToObj(
                        seed -> checked(stack(numbers, seed).overhead(overhead).create(connect, variant)))
                .toList();
        System.out.printf("%d %s, %d s added: %s s%n", numbers, variant, overhead, median(outcomes, Outcome::seconds));
        return outcomes;
    }

    private static BigStack stack(int numbers, long seed) {
        return BigStack.of(numbers).seed(seed).claims(CLAIMS);
    }

    private Outcome checked(Outcome outcome) {
        int numbers = outcome.stack().numbers();
        boolean ended =
                outcome.courses().stream().allMatch(course -> course.status().equals("SUCCESS"));
        boolean all = connect.releasesMade() == 0
                ? connect.numbers().size() == numbers
                : connect.numbers().isEmpty() && connect.releasesMade() == numbers;
        if (!ended || !all || connect.claimsMade() != numbers) {
            throw new IllegalStateException(
                    outcome.stack() + ": all succeeded is " + ended + ", claims made are " + connect.claimsMade());
        }
        return outcome;
    }

    private static double median(List<Outcome> outcomes, ToDoubleFunction<Outcome> figure) {
        double[] sorted = outcomes.stream().mapToDouble(figure).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private static double most(List<Outcome> outcomes, ToDoubleFunction<Outcome> figure) {
        return Arrays.stream(outcomes.stream().mapToDouble(figure).toArray())
                .max()
                .orElseThrow();
    }
}
