package com.example.connect.verification.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The resource type's schema, as CloudFormation reads it. */
public final class Schema {

    private static final JsonNode SCHEMA = read();

    private Schema() {}

    private static JsonNode read() {
        try (InputStream schema = Schema.class.getResourceAsStream("/example-connect-phonenumber.json")) {
            return new ObjectMapper().readTree(Objects.requireNonNull(schema));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    public static String typeName() {
        return SCHEMA.path("typeName").asText();
    }

    /** The names of all properties. */
    public static List<String> properties() {
        List<String> names = new ArrayList<>();
        SCHEMA.path("properties").fieldNames().forEachRemaining(names::add);
        return List.copyOf(names);
    }

    /** The names of the properties that are texts and that a template can give. */
    public static List<String> writableTexts() {
        Set<String> readOnly = new HashSet<>();
        SCHEMA.path("readOnlyProperties").forEach(pointer -> readOnly.add(pointer.asText()));
        return properties().stream()
                .filter(name -> !readOnly.contains("/properties/" + name))
                .filter(name -> SCHEMA.path("properties")
                        .path(name)
                        .path("type")
                        .asText()
                        .equals("string"))
                .toList();
    }

    /** The IAM actions that a handler asks for. */
    public static Set<String> permissions(String handler) {
        Set<String> permissions = new TreeSet<>();
        handler(handler).path("permissions").forEach(action -> permissions.add(action.asText()));
        return permissions;
    }

    /** The names of the properties in a list of the schema's, for example readOnlyProperties. */
    public static Set<String> properties(String list) {
        Set<String> names = new TreeSet<>();
        SCHEMA.path(list).forEach(pointer -> names.add(pointer.asText().substring("/properties/".length())));
        return names;
    }

    /** The shortest time-out that a handler names: every operation must end within it. */
    public static Duration timeOut() {
        int shortest = Integer.MAX_VALUE;
        for (JsonNode handler : SCHEMA.path("handlers")) {
            shortest = Math.min(shortest, handler.path("timeoutInMinutes").asInt(Integer.MAX_VALUE));
        }
        return Duration.ofMinutes(shortest);
    }

    /** The time-out that the handler of an action names. */
    public static Optional<Integer> timeOutMinutes(String action) {
        JsonNode minutes = handler(action.toLowerCase(Locale.ROOT)).path("timeoutInMinutes");
        return minutes.isInt() ? Optional.of(minutes.asInt()) : Optional.empty();
    }

    private static JsonNode handler(String name) {
        return SCHEMA.path("handlers").path(name);
    }
}
