package com.example.connect.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A request to the control API: its query and its body's members, each read with an error that names it. */
record ControlRequest(WireRequest wire, Map<String, Object> body) {
    static ControlRequest of(WireRequest wire) throws JsonProcessingException {
        return new ControlRequest(wire, Json.readObject(wire.body()));
    }

    boolean has(String name) {
        return body.containsKey(name);
    }

    String text(String name) {
        return Optional.ofNullable(body.get(name))
                .map(Object::toString)
                .orElseThrow(() -> new IllegalArgumentException("the body lacks " + name));
    }

    boolean flag(String name) {
        if (!(body.get(name) instanceof Boolean flag)) {
            throw new IllegalArgumentException(name + " is true or false");
        }
        return flag;
    }

    int whole(String name, int absent) {
        return has(name) ? Integer.parseInt(text(name)) : absent;
    }

    Duration seconds(String name) {
        return Duration.ofMillis(new BigDecimal(text(name)).movePointRight(3).longValueExact());
    }

    Map<String, String> texts(String name) {
        if (!(body.get(name) instanceof Map<?, ?> given)) {
            throw new IllegalArgumentException("the body lacks " + name + ", an object");
        }
        return Json.texts(given);
    }

    List<Map<String, Object>> objects(String name) {
        if (!(body.get(name) instanceof List<?> given) || !given.stream().allMatch(Map.class::isInstance)) {
            throw new IllegalArgumentException("the body lacks " + name + ", an array of objects");
        }
        return given.stream().map(each -> Json.object((Map<?, ?>) each)).toList();
    }

    /** A parameter of the query; empty text for none. */
    String query(String name) {
        return wire.query(name).orElse("");
    }

    int query(String name, int absent) {
        return wire.query(name).map(Integer::parseInt).orElse(absent);
    }

    /** Whether tag values and client tokens are asked for. */
    boolean reveals() {
        return query("reveal").equals("true");
    }
}
