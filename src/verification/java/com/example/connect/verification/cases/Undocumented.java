package com.example.connect.verification.cases;

import com.example.connect.simulator.Belief;
import com.example.connect.simulator.Knob;
import com.example.connect.simulator.Knobs;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Everything that nobody has documented of the service, with all answers that may be the true ones. The matrix and the
 * random lives draw from them. A question of yes or no has both, a choice has all its constants; the values of any other
 * are listed here, or the build fails.
 */
public final class Undocumented {

    private static final Map<Knob<?>, List<?>> LISTED = Map.ofEntries(
            Map.entry(Knob.CLAIM_TIME, seconds(0, 2, 60, 600)),
            Map.entry(Knob.MOVE_TIME, seconds(0, 2, 120)),
            Map.entry(Knob.METADATA_TIME, seconds(0, 1, 30)),
            Map.entry(Knob.INVISIBLE, seconds(0, 5, 50)),
            Map.entry(Knob.LIST_INVISIBLE, seconds(0, 5, 20)),
            Map.entry(Knob.STALE, seconds(0, 5)),
            Map.entry(Knob.STALE_RELEASE, seconds(0, 5, 30)),
            Map.entry(Knob.FLOW_INVISIBLE, seconds(0, 5, 30)),
            Map.entry(Knob.GROUP_TIME, seconds(0, 10, 120)),
            Map.entry(Knob.RETRY_AFTER, seconds(0, 3)),
            Map.entry(Knob.TOKEN_LIFE, seconds(0, 1, 60, 86_400)));

    private Undocumented() {}

    private static List<Duration> seconds(Integer... values) {
        return Stream.of(values).map(Duration::ofSeconds).toList();
    }

    /** All knobs whose true answer is an open question. */
    public static List<Knob<?>> all() {
        return Knob.all().stream()
                .filter(knob -> knob.belief().grade() == Belief.Grade.GUESS)
                .toList();
    }

    /** The values that are listed here although they are documented. */
    static List<Knob<?>> listedInVain() {
        return LISTED.keySet().stream().filter(knob -> !all().contains(knob)).toList();
    }

    /** The plausible values of an open question, its default among them. */
    @SuppressWarnings("unchecked")
    public static <T> List<T> values(Knob<T> open) {
        List<?> listed = LISTED.get(open);
        if (listed != null) {
            return (List<T>) listed;
        }
        if (open.standard() instanceof Boolean) {
            return (List<T>) List.of(true, false);
        }
        if (open.standard() instanceof Enum<?> constant) {
            return (List<T>) List.of(constant.getDeclaringClass().getEnumConstants());
        }
        throw new IllegalStateException(open.name() + " is undocumented: say in Undocumented what it may be");
    }

    /** One setting of all of them. */
    public static Knobs drawn(Random random) {
        Knobs drawn = Knobs.standard();
        for (Knob<?> open : all()) {
            drawn = turned(drawn, open, random);
        }
        return drawn;
    }

    private static <T> Knobs turned(Knobs knobs, Knob<T> open, Random random) {
        List<T> values = values(open);
        return knobs.with(open, values.get(random.nextInt(values.size())));
    }
}
