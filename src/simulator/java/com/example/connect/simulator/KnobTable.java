package com.example.connect.simulator;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The knobs of every concern, found by their declarations: a knob declared is a knob listed. */
final class KnobTable {
    static final Map<String, Knob<?>> ALL = byName();

    private KnobTable() {}

    /** The interfaces in which knobs are declared, in the order in which they are shown. */
    static List<Class<?>> concerns() {
        return List.of(Knob.class.getInterfaces());
    }

    /** The knobs that one interface declares, in the order of its text. */
    static List<Knob<?>> of(Class<?> concern) {
        return Arrays.stream(concern.getDeclaredFields())
                .filter(field -> field.getType() == Knob.class)
                .<Knob<?>>map(KnobTable::value)
                .sorted(Comparator.comparingInt(Knob::place))
                .toList();
    }

    private static Knob<?> value(Field field) {
        try {
            return (Knob<?>) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Knob<?>> byName() {
        Map<String, Knob<?>> all = new LinkedHashMap<>();
        for (Class<?> concern : concerns()) {
            for (Knob<?> knob : of(concern)) {
                if (all.put(knob.name(), knob) != null) {
                    throw new IllegalStateException("two knobs are named " + knob.name());
                }
            }
        }
        return Collections.unmodifiableMap(all);
    }
}
