package com.example.connect.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A call's parameters by their names in the model, wherever the request carried them. */
record Input(Operation operation, Map<String, Object> parameters) {
    /** Reads the parameters. Those that the operation does not know are ignored, as the service ignores them. */
    static Input read(Operation operation, WireRequest request) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        Map<String, Object> body = readBody(request);
        for (Parameter parameter : operation.parameters()) {
            Optional<Object> value = switch (parameter.location()) {
                case PATH -> Optional.of(label(operation, parameter, request));
                case QUERY ->
                    Optional.ofNullable(request.query().get(parameter.wireName()))
                            .map(values -> queried(parameter, values));
                case BODY -> Optional.ofNullable(body.get(parameter.wireName()));
            };
            value.ifPresent(given -> parameters.put(parameter.name(), given));
        }
        return new Input(operation, parameters);
    }

    private static Map<String, Object> readBody(WireRequest request) {
        try {
            return Json.readObject(request.body());
        } catch (JsonProcessingException e) {
            throw new Refusal("SerializationException", 400, "The request's body is not a JSON object.");
        }
    }

    private static String label(Operation operation, Parameter parameter, WireRequest request) {
        return operation.template().label(parameter.wireName(), request.segments());
    }

    private static Object queried(Parameter parameter, List<String> values) {
        return switch (parameter.bound().kind()) {
            case LIST -> values;
            case INTEGER -> integer(parameter, values.get(0));
            default -> values.get(0);
        };
    }

    private static Object integer(Parameter parameter, String text) {
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException e) {
            throw new Refusal("SerializationException", 400, parameter.name() + " is not an integer.");
        }
    }

    /** Throws the service's refusal unless every parameter is within the model's bounds. */
    void check() {
        for (Parameter parameter : operation.parameters()) {
            Object value = parameters.get(parameter.name());
            if (value != null) {
                parameter.bound().check(parameter.name(), value);
            } else if (parameter.required()) {
                throw Refusal.invalidParameter("1 validation error detected: Value null at '" + parameter.name()
                        + "' failed to satisfy constraint: Member must not be null");
            }
        }
    }

    Optional<String> text(String name) {
        return Optional.ofNullable((String) parameters.get(name));
    }

    String mandatory(String name) {
        return text(name).orElseThrow();
    }

    int integer(String name, int absent) {
        return (Integer) parameters.getOrDefault(name, absent);
    }

    Optional<Boolean> flag(String name) {
        return Optional.ofNullable((Boolean) parameters.get(name));
    }

    @SuppressWarnings("unchecked")
    List<String> texts(String name) {
        return (List<String>) parameters.getOrDefault(name, List.of());
    }

    @SuppressWarnings("unchecked")
    Map<String, String> map(String name) {
        return (Map<String, String>) parameters.getOrDefault(name, Map.of());
    }
}
