package com.example.connect.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;

/** JSON in and out, the one place that knows the library. */
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An object's members; a key is text in any JSON. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> object(Map<?, ?> object) {
        return (Map<String, Object>) object;
    }

    /** An object's members, each value as its text. */
    static Map<String, String> texts(Map<?, ?> object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.forEach((key, value) -> texts.put(String.valueOf(key), String.valueOf(value)));
        return texts;
    }

    /** Reads one JSON object; nothing at all is the empty one. */
    static Map<String, Object> readObject(String text) throws JsonProcessingException {
        if (text.isEmpty()) {
            return Map.of();
        }
        Map<String, Object> object = MAPPER.readValue(text, new TypeReference<Map<String, Object>>() {});
        return object == null ? Map.of() : object;
    }
}
