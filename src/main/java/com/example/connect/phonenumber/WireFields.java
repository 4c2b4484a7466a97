package com.example.connect.phonenumber;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a callback context by their short names. A field that is absent has the value that its reader names, so
 * that a later version can add one; a field of another type than expected makes the context unreadable.
 */
final class WireFields {

    private final Map<String, Object> fields;

    private WireFields(Map<String, Object> fields) {
        this.fields = fields;
    }

    /** A value that is not what this version writes. */
    static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unreadable(String what) {
            super(what, null, false, false);
        }
    }

    static WireFields empty() {
        return new WireFields(new LinkedHashMap<>());
    }

    static WireFields of(@Nullable Object wire) {
        if (!(wire instanceof Map<?, ?> object)) {
            throw new Unreadable("it is not an object");
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        object.forEach((name, value) -> {
            if (value != null) {
                fields.put(String.valueOf(name), value);
            }
        });
        return new WireFields(fields);
    }

    Map<String, Object> asMap() {
        return fields;
    }

    boolean isEmpty() {
        return fields.isEmpty();
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    WireFields put(String name, Object value) {
        fields.put(name, value);
        return this;
    }

    /** Writes a flag that is set; one that is not set is absent. */
    WireFields putFlag(String name, boolean value) {
        return value ? put(name, true) : this;
    }

    /** Writes a count that is not 0; one that is 0 is absent. */
    WireFields putCount(String name, int count) {
        return count == 0 ? this : put(name, count);
    }

    /** Writes counts by their names, where there are any. */
    WireFields putCounts(String name, Map<String, Integer> counts) {
        return counts.isEmpty() ? this : put(name, counts);
    }

    WireFields putOptional(String name, Optional<String> value) {
        value.ifPresent(text -> put(name, text));
        return this;
    }

    int integer(String name) {
        long value = seconds(name);
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw new Unreadable(name + " is out of range");
        }
        return (int) value;
    }

    /** A count of seconds, which may be too large for an integer. */
    long seconds(String name) {
        return has(name) ? value(name, Number.class).longValue() : 0;
    }

    boolean flag(String name) {
        return has(name) && value(name, Boolean.class);
    }

    String text(String name) {
        return value(name, String.class);
    }

    Optional<String> optional(String name) {
        return has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        if (has(name)) {
            for (Object each : value(name, List.class)) {
                texts.add(type(name, each, String.class));
            }
        }
        return List.copyOf(texts);
    }

    /** Counts by their names. */
    Map<String, Integer> integers(String name) {
        Map<String, Integer> counts = new TreeMap<>();
        if (has(name)) {
            WireFields each = of(value(name, Map.class));
            each.fields.keySet().forEach(key -> counts.put(key, each.integer(key)));
        }
        return counts;
    }

    private <T> T value(String name, Class<T> type) {
        return type(name, fields.get(name), type);
    }

    private static <T> T type(String name, @Nullable Object value, Class<T> type) {
        if (!type.isInstance(value)) {
            throw new Unreadable(name + " is not of the type " + type.getSimpleName());
        }
        return type.cast(value);
    }
}
