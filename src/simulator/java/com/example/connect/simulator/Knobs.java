package com.example.connect.simulator;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** One setting of every {@link Knob}; immutable. */
public final class Knobs {
    private static final Knobs STANDARD = new Knobs(Map.of());

    private final Map<Knob<?>, Object> turned;

    private Knobs(Map<Knob<?>, Object> turned) {
        this.turned = Collections.unmodifiableMap(turned);
    }

    /** Every knob at its default. */
    public static Knobs standard() {
        return STANDARD;
    }

    /** This setting with one knob turned. */
    public <T> Knobs with(Knob<T> knob, T value) {
        Map<Knob<?>, Object> copy = new HashMap<>(turned);
        copy.put(knob, value);
        return new Knobs(copy);
    }

    /** The same, by the name and the text that the command line and the control API use. */
    public Knobs with(String name, String text) {
        return with(Knob.named(name), text);
    }

    private <T> Knobs with(Knob<T> knob, String text) {
        return with(knob, knob.read(text));
    }

    /** The value of one knob. */
    public <T> T get(Knob<T> knob) {
        T value = value(knob);
        KnobUse.read(knob, value);
        return value;
    }

    /** The same, for what only records or writes it. */
    @SuppressWarnings("unchecked")
    <T> T value(Knob<T> knob) {
        return (T) turned.getOrDefault(knob, knob.standard());
    }

    /** Every knob's name and value as text, in the order of {@link Knob#all}. */
    public Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        Knob.all().forEach(knob -> texts.put(knob.name(), text(knob)));
        return texts;
    }

    private <T> String text(Knob<T> knob) {
        return knob.write(value(knob));
    }
}
