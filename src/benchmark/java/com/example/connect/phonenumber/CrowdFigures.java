package com.example.connect.phonenumber;

import static com.example.connect.phonenumber.BigStacksBenchmark.MANY;
import static com.example.connect.phonenumber.BigStacksBenchmark.NUMBERS;
import static com.example.connect.phonenumber.BigStacksBenchmark.RATIO;

import com.example.connect.benchmark.Result;
import com.example.connect.benchmark.Result.Line;
import com.example.connect.phonenumber.CrowdModel.Rounds;
import com.example.connect.phonenumber.CrowdProfile.Window;
import com.example.connect.simulator.Knob;
import com.example.connect.verification.bigstack.BigStack;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Why a crowd makes the calls that it makes: its profile, the fewest that there can be, and other rounds. */
final class CrowdFigures {

    /** Other traffic takes the other half. */
    static final Knob.Rate HALF_RATE = new Knob.Rate(1, 5);

    /** Seconds above the floor within which {@code BigStackTest} has smaller stacks end. */
    private static final int ROUND = 48;

    private static final double LATENCY = BigStack.Outcome.seconds(Knob.CLAIM_TIME.standard());

    /** The target, for what a stack of the most numbers takes, and more. */
    private static final LeastTries BY_THE_TARGET =
            new LeastTries(LATENCY, BigStack.of(NUMBERS).floor(), RATIO, 0);

    private static final LeastTries FOR_ALL_SIZES = new LeastTries(LATENCY, 0, RATIO, ROUND);

    /** Seconds that a point of the profile stands for. */
    private static final int WINDOW = 50;

    /** Times the shipped length of a round. */
    private static final List<Double> ROUNDS = List.of(0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0);

    /** Of the longest delay, the least that is drawn. */
    private static final List<Double> SHARES = List.of(0.1, 0.75, 0.9);

    private static final int MODEL_RUNS = 21;

    /** The edge of what meets both targets: calls, and per cent above the floor. */
    private static final List<List<? extends Number>> TARGETS = List.of(List.of(0, 15), List.of(8, 15), List.of(8, 0));

    private final Result result;

    CrowdFigures(Result result) {
        this.result = result;
    }

    void explain() {
        result.text(String.format(
                        "The profile shows it: the tokens are taken as they come until the crowd is almost through, and"
                                + " most tries find none. The tries of a number rise with the time at which it gets through,"
                                + " and they must. Who is refused after `w` seconds knows that all tokens up to then are"
                                + " gone, to `5 + 2w` others at most, and may be the only one left. The floor of that crowd is"
                                + " `f = w + 1/2 + L`, with `L` for the latency of a claim, 2 s; or %s s, what 500 take, the"
                                + " smallest crowd of which the target is asked, if that is later. It ends in time only if it"
                                + " tries again by `1.15 f - L`. So tries are due at %s s and so on, in whole seconds. A number"
                                + " that gets its token at `s` has made those due before `s`, and one. That is the fewest that"
                                + " the target allows, if no token is ever lost; it grows with the logarithm of the crowd's"
                                + " size. A create makes one describe besides, a delete a release and a describe.",
                        BY_THE_TARGET.smallest(),
                        IntStream.iterate(0, BY_THE_TARGET::next)
                                .limit(5)
                                .mapToObj(Integer::toString)
                                .collect(Collectors.joining(", "))))
                .text(
                        "Two things come on top. Smaller stacks should end soon too: by `max(1.15 f, f + 48)`, for crowds of"
                                + " any size, which `BigStackTest` holds. And delays must differ, because numbers that are"
                                + " refused together and wait the same time are refused together again; drawn from half of the"
                                + " longest on, they are three quarters of it on average. The rest is the tokens that are lost at"
                                + " the end.")
                .text(
                        "Rounds of other lengths, and other draws, are tried in a model (`CrowdModel`: the delays of `Pace`, a"
                                + " bucket for claims and one for looks), which `CrowdModelTest` holds to the handlers. With longer"
                                + " rounds the calls come down to the target, and the end is far above its own. The model's last"
                                + " line is what no handler can do: to know the crowd's size, and to draw from the time that it"
                                + " needs.");
    }

    /** Who tried when, and who got through, beside the fewest tries that the target allows. */
    void profile(CrowdProfile crowd) {
        double[] least = BY_THE_TARGET.until(crowd.last(), 1);
        List<List<?>> table = new ArrayList<>();
        List<List<? extends Number>> tries = new ArrayList<>();
        List<List<? extends Number>> taken = new ArrayList<>();
        List<List<? extends Number>> ofANumber = new ArrayList<>();
        for (int from = 0; from <= crowd.last(); from += WINDOW) {
            Window window = crowd.window(from, from + WINDOW);
            tries.add(List.of(from, window.triesASecond()));
            taken.add(List.of(from, window.takenASecond()));
            ofANumber.add(List.of(from, window.triesOfANumber()));
            if (from % (2 * WINDOW) == 0) {
                table.add(line(crowd.window(from, from + 2 * WINDOW), least));
            }
        }
        List<List<? extends Number>> bound = new ArrayList<>();
        for (int second = 0; second < least.length; second += 5) {
            bound.add(List.of(second, least[second]));
        }
        result.table(
                        "2,000 creates at once: tries of ClaimPhoneNumber, for which there are two tokens a second",
                        List.of(
                                "seconds",
                                "numbers that remain",
                                "tries a second",
                                "tokens taken a second",
                                "tries of a number that gets through",
                                "at least, by the target"),
                        table)
                .lines(
                        "big-stacks-tries",
                        "2,000 creates at once: tries and tokens a second",
                        "seconds",
                        "a second",
                        List.of(new Line("tries", tries), new Line("tokens taken", taken)))
                .lines(
                        "big-stacks-tries-of-a-number",
                        "2,000 creates at once: tries of a number, by when it gets through",
                        "seconds",
                        "tries",
                        List.of(new Line("measured", ofANumber), new Line("at least, by the target", bound)));
    }

    private static List<?> line(Window window, double[] least) {
        return List.of(
                window.from() + " to " + window.to(),
                window.remaining(),
                window.triesASecond(),
                window.takenASecond(),
                window.triesOfANumber(),
                least[Math.min(window.from() + WINDOW, least.length - 1)]);
    }

    /**
     * What the tries of a number come to by the formula that the text states.
     *
     * @param measured for 500, 500 at half the rate, and 2,000
     */
    void bounds(List<Double> measured) {
        List<List<?>> table = new ArrayList<>();
        table.add(bound("at least, for 1.15 times the floor from 500 on", BY_THE_TARGET, 1));
        table.add(bound("at least, and 48 s above it for smaller ones", FOR_ALL_SIZES, 1));
        table.add(bound("and delays drawn from half of the longest on", FOR_ALL_SIZES, 0.5));
        table.add(List.of("measured", measured.get(0), measured.get(1), measured.get(2)));
        result.told(
                        "2,000 creates: the fewest tries of ClaimPhoneNumber by the target, computed",
                        BY_THE_TARGET.mean(MANY, BigStack.WHOLE_RATE, 1),
                        "a number")
                .table(
                        "Tries of ClaimPhoneNumber a number, computed and measured",
                        List.of("what", "500", "500 at half the rate", "2,000"),
                        table);
    }

    private static List<?> bound(String what, LeastTries least, double share) {
        return List.of(
                what,
                least.mean(NUMBERS, BigStack.WHOLE_RATE, share),
                least.mean(NUMBERS, HALF_RATE, share),
                least.mean(MANY, BigStack.WHOLE_RATE, share));
    }

    /** What rounds of other lengths would do, in the model. */
    void otherRounds() {
        List<CrowdModel> crowds = List.of(
                new CrowdModel(NUMBERS, BigStack.WHOLE_RATE, Rounds.times(1)),
                new CrowdModel(NUMBERS, HALF_RATE, Rounds.times(1)),
                new CrowdModel(MANY, BigStack.WHOLE_RATE, Rounds.times(1)));
        List<List<?>> table = new ArrayList<>();
        List<List<List<? extends Number>>> curves = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (double factor : ROUNDS) {
            List<Object> row = new ArrayList<>(List.of(factor == 1 ? "as shipped" : factor + " times as long"));
            for (int i = 0; i < crowds.size(); i++) {
                CrowdModel.Outcome median = median(crowds.get(i), Rounds.times(factor));
                row.addAll(List.of(median.ratio(), median.calls()));
                curves.get(i).add(List.of(median.calls(), 100 * (median.ratio() - 1)));
            }
            table.add(row);
        }
        for (double share : SHARES) {
            table.add(row("drawn from " + share + " of the longest on", crowds, crowd -> Rounds.from(share)));
        }
        table.add(row("each knows the crowd's size", crowds, crowd -> Rounds.knowing(crowd.floor())));
        result.table(
                        "Rounds of other lengths and other draws, in the model; the shipped ones are drawn from half of the"
                                + " longest on",
                        List.of(
                                "rounds",
                                "500: ratio",
                                "calls",
                                "500 at half the rate: ratio",
                                "calls",
                                "2,000: ratio",
                                "calls"),
                        table)
                .lines(
                        "big-stacks-rounds",
                        "Rounds from half to four times as long as shipped: time or calls",
                        "calls a number",
                        "% above the floor",
                        List.of(
                                new Line("500", curves.get(0)),
                                new Line("500 at half the rate", curves.get(1)),
                                new Line("2,000", curves.get(2)),
                                new Line("both targets are met below and left", TARGETS)));
    }

    private static List<?> row(String what, List<CrowdModel> crowds, Function<CrowdModel, Rounds> rounds) {
        List<Object> row = new ArrayList<>(List.of(what));
        for (CrowdModel crowd : crowds) {
            CrowdModel.Outcome median = median(crowd, rounds.apply(crowd));
            row.addAll(List.of(median.ratio(), median.calls()));
        }
        return row;
    }

    private static CrowdModel.Outcome median(CrowdModel crowd, Rounds rounds) {
        CrowdModel tried = new CrowdModel(crowd.numbers(), crowd.rate(), rounds);
        return LongStream.rangeClosed(1, MODEL_RUNS)
                .mapToObj(tried::run)
                .sorted(Comparator.comparingDouble(CrowdModel.Outcome::seconds))
                .toList()
                .get(MODEL_RUNS / 2);
    }
}
