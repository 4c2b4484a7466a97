package com.example.connect.simulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The control API's description of itself, made of its routes: OpenAPI 3.1. */
final class OpenApi {
    private OpenApi() {}

    static Map<String, Object> of(List<Route> routes) {
        Map<String, Map<String, Object>> paths = new LinkedHashMap<>();
        for (Route route : routes) {
            paths.computeIfAbsent("/_simulator/" + route.path(), path -> new LinkedHashMap<>())
                    .put(route.method().toLowerCase(Locale.ROOT), operation(route));
        }
        Map<String, Object> api = new LinkedHashMap<>();
        api.put("openapi", "3.1.0");
        api.put(
                "info",
                Map.of(
                        "title",
                        "connect-simulator, control API",
                        "version",
                        "1",
                        "description",
                        "Looks into a simulated Amazon Connect and steers it. It answers under the names 127.0.0.1 and"
                                + " localhost only, and no page of another origin."));
        api.put("paths", paths);
        return api;
    }

    private static Map<String, Object> operation(Route route) {
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("summary", route.summary());
        operation.put("operationId", (route.method() + "-" + route.path()).replaceAll("[^A-Za-z]+", "-"));
        if (!route.query().isEmpty()) {
            operation.put(
                    "parameters", route.query().stream().map(OpenApi::parameter).toList());
        }
        if (!route.body().isEmpty()) {
            operation.put(
                    "requestBody", Map.of("content", Map.of("application/json", Map.of("schema", schema(route)))));
        }
        operation.put("responses", responses(route));
        return operation;
    }

    private static Map<String, Object> responses(Route route) {
        String type = route.path().equals("events") ? "text/event-stream" : "application/json";
        return Map.of(
                "200", Map.of("description", "done", "content", Map.of(type, Map.of())),
                "400", Map.of("description", "the request cannot be understood; Message says why"),
                "403", Map.of("description", "asked under a foreign host name or from a foreign origin"));
    }

    private static Map<String, Object> parameter(Route.Field field) {
        return Map.of(
                "name",
                field.name(),
                "in",
                "query",
                "description",
                field.meaning(),
                "schema",
                Map.of("type", field.type()));
    }

    private static Map<String, Object> schema(Route route) {
        Map<String, Object> properties = new LinkedHashMap<>();
        route.body()
                .forEach(field ->
                        properties.put(field.name(), Map.of("type", field.type(), "description", field.meaning())));
        return Map.of("type", "object", "properties", properties);
    }
}
