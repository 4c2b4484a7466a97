package com.example.connect.simulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Knobs as the page shows them: each with its value, its forms, and the evidence for its default. */
final class KnobJson {
    private KnobJson() {}

    static List<Map<String, Object>> shown(List<? extends Knob<?>> knobs, Knobs set) {
        Map<String, String> values = set.texts();
        return knobs.stream().map(knob -> shown(knob, values)).toList();
    }

    private static Map<String, Object> shown(Knob<?> knob, Map<String, String> values) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("name", knob.name());
        shown.put("value", values.get(knob.name()));
        shown.put("standard", knob.standardText());
        shown.put("form", knob.form());
        shown.put("meaning", knob.belief().meaning());
        shown.put("grade", knob.belief().grade().word());
        shown.put("sense", knob.belief().grade().sense());
        shown.put("source", knob.belief().source());
        return shown;
    }
}
