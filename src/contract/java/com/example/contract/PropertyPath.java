package com.example.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A property as a schema points to it: {@code /properties/Tags/*}{@code /Key}, a star for each element of an array. */
record PropertyPath(List<String> steps) {
    private static final String EACH = "*";

    static PropertyPath of(String pointer) {
        List<String> steps = new ArrayList<>(Arrays.asList(pointer.split("/")));
        steps.removeIf(step -> step.isEmpty() || step.equals("properties"));
        return new PropertyPath(List.copyOf(steps));
    }

    PropertyPath then(String step) {
        List<String> longer = new ArrayList<>(steps);
        longer.add(step);
        return new PropertyPath(List.copyOf(longer));
    }

    PropertyPath thenEach() {
        return then(EACH);
    }

    /** Whether this is {@code other} or a part of it. */
    boolean isWithin(PropertyPath other) {
        return steps.size() >= other.steps.size()
                && steps.subList(0, other.steps.size()).equals(other.steps);
    }

    /** The values in {@code model}, none where the property is absent or null. */
    List<JsonNode> values(JsonNode model) {
        List<JsonNode> found = List.of(model);
        for (String step : steps) {
            List<JsonNode> next = new ArrayList<>();
            for (JsonNode node : found) {
                if (step.equals(EACH)) {
                    node.forEach(next::add);
                } else if (node.hasNonNull(step)) {
                    next.add(node.get(step));
                }
            }
            found = next;
        }
        return found;
    }

    /** Takes the property out of {@code model}. */
    void removeFrom(JsonNode model) {
        PropertyPath parent = new PropertyPath(steps.subList(0, steps.size() - 1));
        for (JsonNode node : parent.values(model)) {
            if (node instanceof ObjectNode object) {
                object.remove(steps.get(steps.size() - 1));
            }
        }
    }

    @Override
    public String toString() {
        return "/properties/" + String.join("/", steps);
    }
}
