package com.example.connect.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The members of a JSON body, by paths like {@code ClaimedPhoneNumberSummary.PhoneNumberStatus.Status} and
 * {@code AvailableNumbersList[].PhoneNumber}. The keys of a tag map are data, and no members.
 */
final class Members {
    private static final Set<String> MAPS = Set.of("Tags", "tags");

    private Members() {}

    /** All of them, nested ones too; none of a body that is no JSON object. */
    static Set<String> of(String body) {
        Set<String> found = new TreeSet<>();
        collect(object(body), "", found);
        return found;
    }

    private static void collect(Object value, String path, Set<String> found) {
        if (value instanceof Map<?, ?> object) {
            object.forEach((name, member) -> {
                String at = path + name;
                found.add(at);
                if (!MAPS.contains(name)) {
                    collect(member, at + (member instanceof Collection ? "[]." : "."), found);
                }
            });
        } else if (value instanceof Collection<?> elements) {
            elements.forEach(element -> collect(element, path, found));
        }
    }

    /** The body without a member; the same text where it has none of that path. */
    static String without(String body, String member) {
        return of(body).contains(member) ? Json.write(without(object(body), "", member)) : body;
    }

    private static Object without(Object value, String path, String member) {
        if (value instanceof Collection<?> elements) {
            return elements.stream()
                    .map(element -> without(element, path, member))
                    .toList();
        }
        if (!(value instanceof Map<?, ?> object)) {
            return value;
        }
        Map<String, Object> rest = new LinkedHashMap<>();
        object.forEach((name, nested) -> {
            String at = path + name;
            if (!at.equals(member)) {
                rest.put(String.valueOf(name), without(nested, at + (nested instanceof List ? "[]." : "."), member));
            }
        });
        return rest;
    }

    /** The JSON object of a body; the text itself where it is none. */
    static Object read(String body) {
        Map<String, Object> object = object(body);
        return object.isEmpty() && !body.equals("{}") ? body : object;
    }

    /** The text of an error's body; empty where it has none. */
    static String text(String body) {
        Map<String, Object> error = object(body);
        return String.valueOf(error.getOrDefault("Message", error.getOrDefault("message", "")));
    }

    /** The body's JSON object; the empty one where it is none. */
    static Map<String, Object> object(String body) {
        try {
            return Json.readObject(body);
        } catch (JsonProcessingException notAnObject) {
            return Map.of();
        }
    }
}
