package com.example.connect.simulator;

import static com.example.connect.simulator.Knob.Ground.CHOICE;
import static com.example.connect.simulator.Knob.Ground.FACT;
import static com.example.connect.simulator.Knob.Ground.GUESS;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Everything that can be set about the simulated service: one table for Java, the command line ({@code --name=text})
 * and the control API. Each row says what its default rests on: a documented fact, a guess where the service is not
 * documented, or our own choice where the service has no say.
 */
public final class Knob<T> {
    /** What a knob's default rests on. */
    public enum Ground {
        FACT,
        GUESS,
        CHOICE
    }

    /** A duration that never passes; as text {@code forever}. */
    public static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();

    /** No limit; as text {@code off}. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    /** A token bucket's refill a second and its depth. */
    public record Rate(double perSecond, int burst) {}

    /** Which error a throttled call gets. */
    public enum ThrottleError {
        THROTTLING,
        TOO_MANY_REQUESTS,
        ALTERNATE
    }

    /** How the 200 % rule shows: the claim ends FAILED, or is refused at once. */
    public enum WindowBlock {
        FAILED,
        REFUSED
    }

    /** What a used ClientToken with other parameters does. */
    public enum TokenConflict {
        FIRST_ANSWER,
        IDEMPOTENCY_EXCEPTION,
        NEW_CLAIM
    }

    private static final Map<String, Knob<?>> ALL = new LinkedHashMap<>();

    public static final Knob<String> ACCOUNT =
            text("account", "123456789012", "\\d{12}", "account id; from the next reset");
    public static final Knob<String> REGION =
            text("region", "us-east-1", "[a-z]{2}(-[a-z]+)+-\\d", "home Region; from the next reset");
    public static final Knob<Integer> SEED = count("seed", 1, CHOICE, "seed of all identifiers; from the next reset");

    public static final Knob<Integer> QUOTA = count("quota", 5, FACT, "numbers that one instance or TDG may hold");
    public static final Knob<Optional<Rate>> RATE = new Knob<>(
            "rate",
            Optional.of(new Rate(2, 5)),
            FACT,
            "token bucket of each API: refill a second/burst",
            "REFILL/BURST or off",
            Knob::readRate,
            Knob::writeRate);
    public static final Knob<ThrottleError> THROTTLE_ERROR =
            choice("throttle-error", ThrottleError.THROTTLING, GUESS, "the error of a throttled call");
    public static final Knob<Duration> RETRY_AFTER =
            seconds("retry-after-seconds", 0, GUESS, "Retry-After on throttled calls; off: no such header");

    public static final Knob<Duration> CLAIM_TIME =
            seconds("claim-seconds", 2, GUESS, "a claim's or import's IN_PROGRESS");
    public static final Knob<Duration> MOVE_TIME = seconds("move-seconds", 2, GUESS, "a move's IN_PROGRESS");
    public static final Knob<Duration> METADATA_TIME =
            seconds("metadata-seconds", 1, GUESS, "a metadata change's IN_PROGRESS");
    public static final Knob<Duration> FAILED_RETURN =
            days("failed-return-days", 1, FACT, "after which a FAILED claim's number is back in the inventory");
    public static final Knob<Duration> COOLDOWN =
            days("cooldown-days", 180, FACT, "for which nobody can search or claim a released number");
    public static final Knob<Duration> WINDOW =
            days("window-days", 180, FACT, "rolling window of the 200 % rule; off: no such rule");
    public static final Knob<WindowBlock> WINDOW_BLOCK =
            choice("window-block", WindowBlock.FAILED, GUESS, "how the 200 % rule shows");

    public static final Knob<Duration> INVISIBLE =
            seconds("invisible-seconds", 0, GUESS, "for which calls by id do not find a number just claimed");
    public static final Knob<Duration> LIST_INVISIBLE =
            seconds("list-invisible-seconds", 0, GUESS, "for which List leaves out a number just claimed");
    public static final Knob<Duration> STALE =
            seconds("stale-seconds", 0, GUESS, "for which reads show a number as before its last change");
    public static final Knob<Duration> STALE_RELEASE =
            seconds("stale-release-seconds", 0, GUESS, "for which reads still show a number that was released");

    public static final Knob<Duration> TOKEN_LIFE =
            seconds("token-seconds", 86_400, GUESS, "for which a ClientToken is remembered; off: never");
    public static final Knob<TokenConflict> TOKEN_CONFLICT = choice(
            "token-conflict", TokenConflict.IDEMPOTENCY_EXCEPTION, GUESS, "a remembered token with other parameters");
    public static final Knob<Boolean> TOKEN_UUID =
            flag("token-uuid", true, GUESS, "Claim refuses a ClientToken that is no lower-case UUID");

    public static final Knob<Boolean> RELEASE_FAILED =
            flag("release-failed", true, GUESS, "a FAILED number can be released");
    public static final Knob<Boolean> RELEASE_IN_PROGRESS =
            flag("release-in-progress", false, GUESS, "an IN_PROGRESS number can be released");
    public static final Knob<Boolean> RELEASE_BOUND =
            flag("release-bound", true, FACT, "a number with a contact flow can be released");
    public static final Knob<Boolean> FAILED_MOVE_STAYS =
            flag("failed-move-stays", true, GUESS, "a FAILED move leaves the number on its old target");
    public static final Knob<Boolean> BIND_IN_PROGRESS =
            flag("bind-in-progress", false, GUESS, "an IN_PROGRESS number can be bound to a contact flow");

    public static final Knob<Set<String>> PERMISSIONS =
            actions("permissions", Set.of("*"), CHOICE, "the caller's IAM actions; * for all");
    public static final Knob<Set<String>> IMPORT_ACTIONS =
            actions("import-actions", Set.of(), GUESS, "IAM actions that Import needs besides its own");

    private final String name;
    private final T standard;
    private final Ground ground;
    private final String meaning;
    private final String form;
    private final Function<String, T> reader;
    private final Function<T, String> writer;

    private Knob(
            String name,
            T standard,
            Ground ground,
            String meaning,
            String form,
            Function<String, T> reader,
            Function<T, String> writer) {
        this.name = name;
        this.standard = standard;
        this.ground = ground;
        this.meaning = meaning;
        this.form = form;
        this.reader = reader;
        this.writer = writer;
        ALL.put(name, this);
    }

    /** Every knob, in the order of the table. */
    public static Collection<Knob<?>> all() {
        return Collections.unmodifiableCollection(ALL.values());
    }

    /** The knob of that name; IllegalArgumentException, with the names there are, where there is none. */
    public static Knob<?> named(String name) {
        Knob<?> knob = ALL.get(name);
        if (knob == null) {
            throw new IllegalArgumentException(
                    "there is no setting " + name + "; the settings are " + String.join(", ", ALL.keySet()));
        }
        return knob;
    }

    /** The name, as on the command line without its dashes. */
    public String name() {
        return name;
    }

    /** The default. */
    public T standard() {
        return standard;
    }

    /** One line for a reader: name, accepted form, default, meaning and ground. */
    public String help() {
        return String.format(
                Locale.ROOT,
                "--%s=%s  %s (default %s, a %s)",
                name,
                form,
                meaning,
                write(standard),
                ground.name().toLowerCase(Locale.ROOT));
    }

    T read(String text) {
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IllegalArgumentException(name + "=" + text + " cannot be read; give " + form, e);
        }
    }

    String write(T value) {
        return writer.apply(value);
    }

    private static Knob<String> text(String name, String standard, String pattern, String meaning) {
        Function<String, String> reader = text -> {
            if (!text.matches(pattern)) {
                throw new IllegalArgumentException(text);
            }
            return text;
        };
        return new Knob<>(name, standard, CHOICE, meaning, pattern, reader, Function.identity());
    }

    private static Knob<Integer> count(String name, int standard, Ground ground, String meaning) {
        return new Knob<>(
                name,
                standard,
                ground,
                meaning,
                "a whole number from 0, or off",
                text -> text.equals("off") ? UNLIMITED : natural(text),
                value -> value == UNLIMITED ? "off" : value.toString());
    }

    private static int natural(String text) {
        int value = Integer.parseInt(text);
        if (value < 0) {
            throw new IllegalArgumentException(text);
        }
        return value;
    }

    private static Knob<Boolean> flag(String name, boolean standard, Ground ground, String meaning) {
        return new Knob<>(name, standard, ground, meaning, "true or false", Knob::readFlag, Object::toString);
    }

    private static Boolean readFlag(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException(text);
        }
        return text.equals("true");
    }

    private static <E extends Enum<E>> Knob<E> choice(String name, E standard, Ground ground, String meaning) {
        Class<E> type = standard.getDeclaringClass();
        String form = Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(" or "));
        return new Knob<>(name, standard, ground, meaning, form, text -> Enum.valueOf(type, text), Enum::name);
    }

    private static Knob<Duration> seconds(String name, int standard, Ground ground, String meaning) {
        return duration(name, Duration.ofSeconds(standard), ground, meaning, Duration.ofSeconds(1));
    }

    private static Knob<Duration> days(String name, int standard, Ground ground, String meaning) {
        return duration(name, Duration.ofDays(standard), ground, meaning, Duration.ofDays(1));
    }

    private static Knob<Duration> duration(
            String name, Duration standard, Ground ground, String meaning, Duration unit) {
        BigDecimal millis = BigDecimal.valueOf(unit.toMillis());
        String form = "a number of " + name.substring(name.lastIndexOf('-') + 1) + ", off or forever";
        return new Knob<>(name, standard, ground, meaning, form, text -> readDuration(text, millis), value -> {
            if (value.isZero()) {
                return "off";
            }
            return value.equals(FOREVER)
                    ? "forever"
                    : BigDecimal.valueOf(value.toMillis())
                            .divide(millis, MathContext.DECIMAL64)
                            .stripTrailingZeros()
                            .toPlainString();
        });
    }

    private static Duration readDuration(String text, BigDecimal unitMillis) {
        if (text.equals("off")) {
            return Duration.ZERO;
        }
        if (text.equals("forever")) {
            return FOREVER;
        }
        BigDecimal value = new BigDecimal(text);
        if (value.signum() < 0) {
            throw new IllegalArgumentException(text);
        }
        return Duration.ofMillis(value.multiply(unitMillis).longValue());
    }

    private static Optional<Rate> readRate(String text) {
        if (text.equals("off")) {
            return Optional.empty();
        }
        String[] parts = text.split("/", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException(text);
        }
        double perSecond = Double.parseDouble(parts[0]);
        int burst = natural(parts[1]);
        if (!(perSecond > 0) || Double.isInfinite(perSecond) || burst < 1) {
            throw new IllegalArgumentException(text);
        }
        return Optional.of(new Rate(perSecond, burst));
    }

    private static String writeRate(Optional<Rate> rate) {
        return rate.map(r ->
                        BigDecimal.valueOf(r.perSecond()).stripTrailingZeros().toPlainString() + "/" + r.burst())
                .orElse("off");
    }

    private static Knob<Set<String>> actions(String name, Set<String> standard, Ground ground, String meaning) {
        return new Knob<>(
                name,
                standard,
                ground,
                meaning,
                "service:Action,service:Action or none",
                Knob::readActions,
                value -> value.isEmpty() ? "none" : String.join(",", new TreeSet<>(value)));
    }

    private static Set<String> readActions(String text) {
        Set<String> actions = new TreeSet<>(Arrays.asList(text.split(",")));
        actions.remove("");
        actions.remove("none");
        if (!actions.stream().allMatch(action -> action.matches("\\*|[a-z-]+:[A-Za-z0-9]+"))) {
            throw new IllegalArgumentException(text);
        }
        return actions;
    }
}
