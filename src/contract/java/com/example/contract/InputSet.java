package com.example.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The inputs that belong together, their template variables filled in. */
record InputSet(String name, ObjectNode create, Optional<ObjectNode> update) {
    private static final Pattern FILE = Pattern.compile("inputs_(\\w+)_(create|update|invalid)\\.json");

    /** The sets of {@code files} (name and text), in the order of their numbers. */
    static List<InputSet> of(Map<String, String> files, Caller caller) {
        Map<String, ObjectNode> creates = new TreeMap<>();
        Map<String, ObjectNode> updates = new TreeMap<>();
        files.forEach((name, text) -> {
            Matcher file = FILE.matcher(name);
            if (file.matches() && !file.group(2).equals("invalid")) {
                var kind = file.group(2).equals("create") ? creates : updates;
                kind.put(file.group(1), Json.readObject(filledIn(text, caller), name));
            }
        });
        List<InputSet> sets = new ArrayList<>();
        creates.forEach((number, create) ->
                sets.add(new InputSet("inputs_" + number, create, Optional.ofNullable(updates.get(number)))));
        return sets;
    }

    private static String filledIn(String text, Caller caller) {
        return text.replace("{{region}}", caller.region())
                .replace("{{account}}", caller.account())
                .replace("{{partition}}", caller.partition());
    }
}
