package com.example.connect.simulator;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How a knob's values are written as text.
 *
 * @param words the texts it takes, for an error and for a page
 * @param reader from text; IllegalArgumentException or ArithmeticException where it cannot be read
 * @param writer to text
 */
record KnobForm<T>(String words, Function<String, T> reader, Function<T, String> writer) {
    /** A text that matches a pattern throughout. */
    static KnobForm<String> text(String pattern) {
        Function<String, String> reader = text -> {
            check(text.matches(pattern), text);
            return text;
        };
        return new KnobForm<>(pattern, reader, Function.identity());
    }

    static KnobForm<Integer> count() {
        return new KnobForm<>(
                "a whole number from 0, or off",
                text -> text.equals("off") ? Knob.UNLIMITED : natural(text),
                value -> value == Knob.UNLIMITED ? "off" : value.toString());
    }

    static KnobForm<Boolean> flag() {
        Function<String, Boolean> reader = text -> {
            check(text.equals("true") || text.equals("false"), text);
            return text.equals("true");
        };
        return new KnobForm<>("true or false", reader, Object::toString);
    }

    static <E extends Enum<E>> KnobForm<E> choice(Class<E> type) {
        String words = Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(" or "));
        return new KnobForm<>(words, text -> Enum.valueOf(type, text), Enum::name);
    }

    static KnobForm<Duration> seconds() {
        return duration("seconds", Duration.ofSeconds(1));
    }

    static KnobForm<Duration> days() {
        return duration("days", Duration.ofDays(1));
    }

    static KnobForm<Set<String>> actions() {
        return new KnobForm<>(
                "service:Action,service:Action or none",
                KnobForm::readActions,
                value -> value.isEmpty() ? "none" : String.join(",", new TreeSet<>(value)));
    }

    static KnobForm<Policy> policy() {
        return new KnobForm<>(
                "service:Action,service:Action or none or a policy document",
                text -> text.startsWith("{") ? Policy.of(text) : Policy.allowing(readActions(text)),
                Policy::toString);
    }

    static void check(boolean readable, String text) {
        if (!readable) {
            throw new IllegalArgumentException(text);
        }
    }

    static int natural(String text) {
        int value = Integer.parseInt(text);
        check(value >= 0, text);
        return value;
    }

    private static KnobForm<Duration> duration(String unitName, Duration unit) {
        BigDecimal millis = BigDecimal.valueOf(unit.toMillis());
        return new KnobForm<>(
                "a number of " + unitName + ", off or forever",
                text -> readDuration(text, millis),
                value -> writeDuration(value, millis));
    }

    private static Duration readDuration(String text, BigDecimal unitMillis) {
        if (text.equals("off")) {
            return Duration.ZERO;
        }
        if (text.equals("forever")) {
            return Knob.FOREVER;
        }
        BigDecimal value = new BigDecimal(text);
        check(value.signum() >= 0, text);
        return Duration.ofMillis(value.multiply(unitMillis).longValue());
    }

    private static String writeDuration(Duration value, BigDecimal unitMillis) {
        if (value.isZero()) {
            return "off";
        }
        if (value.equals(Knob.FOREVER)) {
            return "forever";
        }
        BigDecimal units = BigDecimal.valueOf(value.toMillis()).divide(unitMillis, MathContext.DECIMAL64);
        return units.stripTrailingZeros().toPlainString();
    }

    private static Set<String> readActions(String text) {
        Set<String> actions = new TreeSet<>(Arrays.asList(text.split(",")));
        actions.remove("");
        actions.remove("none");
        check(actions.stream().allMatch(action -> action.matches("\\*|[a-z-]+:[A-Za-z0-9]+")), text);
        return actions;
    }
}
