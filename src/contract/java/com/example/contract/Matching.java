package com.example.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether a read returns all that was asked for, with the values that were asked for; it may return more. */
final class Matching {
    private final TypeSchema schema;

    Matching(TypeSchema schema) {
        this.schema = schema;
    }

    /** The first difference; none where {@code actual} has everything of {@code expected}. */
    Optional<String> difference(JsonNode expected, JsonNode actual) {
        JsonNode comparable = expected.deepCopy();
        schema.readOnly().forEach(path -> path.removeFrom(comparable));
        schema.writeOnly().forEach(path -> path.removeFrom(comparable));
        schema.transformed().forEach(pointer -> PropertyPath.of(pointer).removeFrom(comparable));
        return difference(comparable, actual, new PropertyPath(List.of()));
    }

    private Optional<String> difference(JsonNode expected, JsonNode actual, PropertyPath path) {
        if (actual.isMissingNode()) {
            return Optional.of(path + " was asked for and is not returned");
        }
        if (expected.isObject() && actual.isObject()) {
            return ofFields(expected, actual, path);
        }
        if (expected.isArray() && actual.isArray() && expected.size() == actual.size()) {
            return schema.isOrdered(path) ? inOrder(expected, actual, path) : inAnyOrder(expected, actual, path);
        }
        return same(expected, actual)
                ? Optional.empty()
                : Optional.of(path + " was asked for as " + expected + " and is returned as " + actual);
    }

    private Optional<String> ofFields(JsonNode expected, JsonNode actual, PropertyPath path) {
        for (Map.Entry<String, JsonNode> field : expected.properties()) {
            Optional<String> difference =
                    difference(field.getValue(), actual.path(field.getKey()), path.then(field.getKey()));
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }

    private Optional<String> inOrder(JsonNode expected, JsonNode actual, PropertyPath path) {
        for (int i = 0; i < expected.size(); i++) {
            Optional<String> difference = difference(expected.get(i), actual.get(i), path.thenEach());
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }

    private Optional<String> inAnyOrder(JsonNode expected, JsonNode actual, PropertyPath path) {
        List<JsonNode> left = new ArrayList<>();
        actual.forEach(left::add);
        for (JsonNode wanted : expected) {
            Optional<JsonNode> match = left.stream()
                    .filter(candidate ->
                            difference(wanted, candidate, path.thenEach()).isEmpty())
                    .findFirst();
            if (match.isEmpty()) {
                return Optional.of(path + " lacks " + wanted + " in " + actual);
            }
            left.remove(match.get());
        }
        return Optional.empty();
    }

    private static boolean same(JsonNode expected, JsonNode actual) {
        return expected.isNumber() && actual.isNumber()
                ? expected.decimalValue().compareTo(actual.decimalValue()) == 0
                : expected.equals(actual);
    }
}
