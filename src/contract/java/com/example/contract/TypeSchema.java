package com.example.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.everit.json.schema.ValidationException;
import org.everit.json.schema.loader.SchemaLoader;
import org.json.JSONObject;

/** What a resource type's schema says that the tests ask. */
final class TypeSchema {
    private static final int STANDARD_MINUTES = 120;
    private static final List<String> OF_THE_SHAPE =
            List.of("definitions", "properties", "patternProperties", "required", "additionalProperties");

    private final JsonNode schema;

    TypeSchema(JsonNode schema) {
        this.schema = schema;
    }

    String typeName() {
        return schema.path("typeName").asText();
    }

    Set<String> handlers() {
        Set<String> handlers = new TreeSet<>();
        schema.path("handlers").fieldNames().forEachRemaining(handlers::add);
        return handlers;
    }

    /** How long an operation may take in all. */
    Duration timeout(String action) {
        int minutes =
                schema.path("handlers").path(action).path("timeoutInMinutes").asInt(STANDARD_MINUTES);
        return Duration.ofMinutes(minutes);
    }

    /** Whether a list needs no properties of a resource. */
    boolean listsWithoutModel() {
        return schema.at("/handlers/list/handlerSchema/required").isEmpty();
    }

    List<PropertyPath> primaryIdentifier() {
        return paths("primaryIdentifier");
    }

    List<PropertyPath> readOnly() {
        return paths("readOnlyProperties");
    }

    List<PropertyPath> writeOnly() {
        return paths("writeOnlyProperties");
    }

    /** What the service may say in other words than it was told; the expressions are not evaluated here. */
    Set<String> transformed() {
        Set<String> transformed = new TreeSet<>();
        schema.path("propertyTransform").fieldNames().forEachRemaining(transformed::add);
        return transformed;
    }

    boolean identifierIsReadOnly() {
        return readOnly().containsAll(primaryIdentifier());
    }

    /** Every property, those within objects and arrays too. */
    Set<PropertyPath> properties() {
        Set<PropertyPath> found = new LinkedHashSet<>();
        collect(schema, new PropertyPath(List.of()), new HashSet<>(), found);
        return found;
    }

    /** Whether the elements of the array at {@code path} have an order. */
    boolean isOrdered(PropertyPath path) {
        JsonNode node = schema;
        for (String step : path.steps()) {
            JsonNode resolved = resolve(node);
            node = step.equals("*")
                    ? resolved.path("items")
                    : resolved.path("properties").path(step);
        }
        JsonNode array = resolve(node);
        return array.path("insertionOrder").asBoolean(true);
    }

    /** What of {@code model} breaks the schema; nothing where it conforms. */
    List<String> violations(JsonNode model) {
        ObjectNode shape = Json.object();
        OF_THE_SHAPE.stream().filter(schema::has).forEach(key -> shape.set(key, schema.get(key)));
        try {
            SchemaLoader.builder()
                    .schemaJson(new JSONObject(shape.toString()))
                    .draftV7Support()
                    .build()
                    .load()
                    .build()
                    .validate(new JSONObject(model.toString()));
            return List.of();
        } catch (ValidationException invalid) {
            return invalid.getAllMessages();
        }
    }

    private List<PropertyPath> paths(String kind) {
        List<PropertyPath> paths = new ArrayList<>();
        schema.path(kind).forEach(pointer -> paths.add(PropertyPath.of(pointer.asText())));
        return paths;
    }

    private void collect(JsonNode node, PropertyPath path, Set<String> above, Set<PropertyPath> found) {
        String reference = node.path("$ref").asText();
        if (!reference.isEmpty() && !above.add(reference)) {
            return;
        }
        JsonNode resolved = resolve(node);
        resolved.path("properties").properties().forEach(property -> {
            PropertyPath inner = path.then(property.getKey());
            found.add(inner);
            collect(property.getValue(), inner, new HashSet<>(above), found);
        });
        if (resolved.has("items")) {
            collect(resolved.get("items"), path.thenEach(), new HashSet<>(above), found);
        }
    }

    private JsonNode resolve(JsonNode node) {
        String reference = node.path("$ref").asText();
        return reference.startsWith("#/") ? schema.at(reference.substring(1)) : node;
    }
}
