package com.example.connect.verification.cases;

import com.example.connect.simulator.Belief;
import com.example.connect.simulator.Knob;
import com.example.connect.simulator.Knobs;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Everything about the service that is a guess, with all answers that may be the true ones. The matrix and the random
 * lives draw from them. A guess of yes or no has both, a choice has all its constants; the values of any other are listed
 * here, or the build fails.
 */
public final class Guesses {

    private static final Map<Knob<?>, List<?>> LISTED = Map.ofEntries(
            Map.entry(Knob.CLAIM_TIME, seconds(0, 2, 60, 600)),
            Map.entry(Knob.MOVE_TIME, seconds(0, 2, 120)),
            Map.entry(Knob.METADATA_TIME, seconds(0, 1, 30)),
            Map.entry(Knob.INVISIBLE, seconds(0, 5, 50)),
            Map.entry(Knob.LIST_INVISIBLE, seconds(0, 5, 20)),
            Map.entry(Knob.STALE, seconds(0, 5)),
            Map.entry(Knob.STALE_RELEASE, seconds(0, 5, 30)),
            Map.entry(Knob.RETRY_AFTER, seconds(0, 3)),
            Map.entry(Knob.TOKEN_LIFE, seconds(0, 1, 60, 86_400)),
            Map.entry(Knob.IMPORT_ACTIONS, List.of(Set.of(), Set.of("sms-voice:DescribePhoneNumbers"))));

    private Guesses() {}

    private static List<Duration> seconds(Integer... values) {
        return Stream.of(values).map(Duration::ofSeconds).toList();
    }

    /** All knobs whose default is a guess. */
    public static List<Knob<?>> all() {
        return Knob.all().stream()
                .filter(knob -> knob.belief().grade() == Belief.Grade.GUESS)
                .toList();
    }

    /** The values that are listed here although nobody guesses them. */
    static List<Knob<?>> listedInVain() {
        return LISTED.keySet().stream().filter(knob -> !all().contains(knob)).toList();
    }

    /** The plausible values of a guess, its default among them. */
    @SuppressWarnings("unchecked")
    public static <T> List<T> values(Knob<T> guess) {
        List<?> listed = LISTED.get(guess);
        if (listed != null) {
            return (List<T>) listed;
        }
        if (guess.standard() instanceof Boolean) {
            return (List<T>) List.of(true, false);
        }
        if (guess.standard() instanceof Enum<?> constant) {
            return (List<T>) List.of(constant.getDeclaringClass().getEnumConstants());
        }
        throw new IllegalStateException(guess.name() + " is a guess: say in Guesses what it may be");
    }

    /** One setting of all of them. */
    public static Knobs drawn(Random random) {
        Knobs drawn = Knobs.standard();
        for (Knob<?> guess : all()) {
            drawn = turned(drawn, guess, random);
        }
        return drawn;
    }

    private static <T> Knobs turned(Knobs knobs, Knob<T> guess, Random random) {
        List<T> values = values(guess);
        return knobs.with(guess, values.get(random.nextInt(values.size())));
    }
}
