package com.example.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON in and out. */
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** Raises IllegalArgumentException that names {@code what}. */
    static JsonNode read(String text, String what) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException notJson) {
            throw new IllegalArgumentException(what + " is not JSON: " + notJson.getOriginalMessage(), notJson);
        }
    }

    static ObjectNode readObject(String text, String what) {
        if (read(text, what) instanceof ObjectNode object) {
            return object;
        }
        throw new IllegalArgumentException(what + " is not a JSON object");
    }
}
