package com.example.connect.simulator;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One thing that can be set about the simulated service, with what its default rests on.
 *
 * <p>Each knob is one declaration in the interface of its {@link Concern}. This class inherits them all, so that code
 * says {@code Knob.QUOTA} wherever QUOTA is declared. Java, the command line ({@code quota=5}), the control API and
 * docs/simulator.md read the same declarations.
 */
public final class Knob<T>
        implements AccountKnobs,
                InstanceKnobs,
                LimitKnobs,
                NeighbourKnobs,
                TurnoverKnobs,
                DelayKnobs,
                ConsistencyKnobs,
                TokenKnobs,
                RuleKnobs,
                FlowKnobs,
                AnswerKnobs,
                ErrorKnobs,
                PermissionKnobs {
    /** A duration that never passes; as text {@code forever}. */
    public static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();

    /** No limit; as text {@code off}. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    private static int declared;

    private final int place = next();
    private final String name;
    private final KnobForm<T> form;
    private final T standard;
    private final Belief belief;

    Knob(String name, KnobForm<T> form, T standard, Belief belief) {
        this.name = name;
        this.form = form;
        this.standard = standard;
        this.belief = belief;
    }

    private static synchronized int next() {
        return declared++;
    }

    /** Every knob, concern by concern, each in the order of its declarations. */
    public static Collection<Knob<?>> all() {
        return KnobTable.ALL.values();
    }

    /** The same, by the headings of their concerns. */
    public static Map<String, List<Knob<?>>> byConcern() {
        Map<String, List<Knob<?>>> byHeading = new LinkedHashMap<>();
        KnobTable.concerns()
                .forEach(concern ->
                        byHeading.put(concern.getAnnotation(Concern.class).value(), KnobTable.of(concern)));
        return byHeading;
    }

    /** The knob of that name; IllegalArgumentException, with the names there are, where there is none. */
    public static Knob<?> named(String name) {
        Knob<?> knob = KnobTable.ALL.get(name);
        if (knob == null) {
            throw new IllegalArgumentException(
                    "there is no setting " + name + "; the settings are " + String.join(", ", KnobTable.ALL.keySet()));
        }
        return knob;
    }

    /** The name, in lower case with dashes. */
    public String name() {
        return name;
    }

    /** The default. */
    public T standard() {
        return standard;
    }

    /** The default as text. */
    public String standardText() {
        return write(standard);
    }

    /** The texts that it takes, in words. */
    public String form() {
        return form.words();
    }

    /** What it sets, and why its default is what it is. */
    public Belief belief() {
        return belief;
    }

    /** Its place among all knobs declared so far: within one concern, the order of the declarations. */
    int place() {
        return place;
    }

    /** One line for a reader: name, accepted form, meaning, default and grade. */
    public String help() {
        return String.format(
                Locale.ROOT,
                "%s=%s  %s (default %s, %s)",
                name,
                form.words(),
                belief.meaning(),
                standardText(),
                belief.grade().word());
    }

    T read(String text) {
        try {
            return form.reader().apply(text);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IllegalArgumentException(name + "=" + text + " cannot be read; give " + form.words(), e);
        }
    }

    String write(T value) {
        return form.writer().apply(value);
    }
}
