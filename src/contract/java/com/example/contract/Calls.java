package com.example.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Operations on resources, each carried through to its last event. */
final class Calls {
    private static final int MOST_PAGES = 1000;

    private final Handlers handlers;
    private final TypeSchema schema;
    private final Caller caller;
    private final Waiting waiting;

    Calls(Handlers handlers, TypeSchema schema, Caller caller, Waiting waiting) {
        this.handlers = handlers;
        this.schema = schema;
        this.caller = caller;
        this.waiting = waiting;
    }

    Exchange create(JsonNode desired) {
        return operate("create", desired, Json.object());
    }

    Exchange update(JsonNode desired, JsonNode previous) {
        return operate("update", desired, previous);
    }

    Exchange delete(JsonNode model) {
        return operate("delete", model, Json.object());
    }

    /** By the primary identifier alone. */
    Exchange read(JsonNode model) {
        return operate("read", identifier(model), Json.object());
    }

    /** All pages in one; the first that fails is the answer. */
    Exchange list(JsonNode model) {
        String token = UUID.randomUUID().toString();
        ObjectNode all = Json.object().put("status", "SUCCESS");
        var models = all.putArray("resourceModels");
        String next = "";
        for (int page = 1; page <= MOST_PAGES; page++) {
            ObjectNode request = caller.request("list", schema.typeName(), token);
            ((ObjectNode) request.get("requestData")).set("resourceProperties", model);
            if (!next.isEmpty()) {
                request.put("nextToken", next);
            }
            Answer answer = invoke("list", request);
            if (!answer.succeeded()) {
                return new Exchange("list", model, Json.object(), page, synchronous("list", answer));
            }
            answer.models().forEach(models::add);
            next = answer.json().path("nextToken").asText("");
            if (next.isEmpty() || next.equals("null")) {
                return new Exchange("list", model, Json.object(), page, new Answer(all));
            }
        }
        Answer endless = Answer.failure("The list has not ended after " + MOST_PAGES + " pages");
        return new Exchange("list", model, Json.object(), MOST_PAGES, endless);
    }

    /** The primary identifier of {@code model}, as far as it is there. */
    ObjectNode identifier(JsonNode model) {
        return only(schema.primaryIdentifier(), model);
    }

    /** {@code model} with nothing but the top-level properties that are, or hold, {@code paths}. */
    ObjectNode only(List<PropertyPath> paths, JsonNode model) {
        ObjectNode kept = Json.object();
        for (PropertyPath path : paths) {
            String top = path.steps().get(0);
            if (model.hasNonNull(top)) {
                kept.set(top, model.get(top).deepCopy());
            }
        }
        return kept;
    }

    /** Whether each part of the primary identifier has a value. */
    boolean isIdentified(JsonNode model) {
        return schema.primaryIdentifier().stream()
                .allMatch(path -> path.values(model).stream()
                        .anyMatch(value -> !value.isTextual() || !value.asText().isBlank()));
    }

    private Exchange operate(String action, JsonNode desired, JsonNode previous) {
        ObjectNode request =
                caller.request(action, schema.typeName(), UUID.randomUUID().toString());
        ObjectNode data = (ObjectNode) request.get("requestData");
        data.set("resourceProperties", desired);
        if (!previous.isEmpty()) {
            data.set("previousResourceProperties", previous);
        }
        Answer answer = invoke(action, request);
        int invocations = 1;
        if (action.equals("read")) {
            return new Exchange(action, desired, previous, invocations, synchronous(action, answer));
        }
        Duration left = schema.timeout(action);
        while (answer.isInProgress()) {
            left = left.minus(answer.delay());
            if (left.isNegative()) {
                answer = Answer.failure("Still IN_PROGRESS after the " + action + " handler's timeoutInMinutes");
                break;
            }
            hold(answer.delay());
            request.set("callbackContext", answer.json().path("callbackContext"));
            if (answer.model().isObject()) {
                data.set("resourceProperties", answer.model());
            }
            answer = invoke(action, request);
            invocations++;
        }
        return new Exchange(action, desired, previous, invocations, answer);
    }

    private static Answer synchronous(String action, Answer answer) {
        return answer.isInProgress() ? Answer.failure("A " + action + " must not be IN_PROGRESS") : answer;
    }

    private Answer invoke(String action, ObjectNode request) {
        try {
            return new Answer(Json.readObject(handlers.invoke(action, request.toString()), "the answer"));
        } catch (Handlers.NoAnswer | IllegalArgumentException none) {
            return Answer.failure(String.valueOf(none.getMessage()));
        }
    }

    private void hold(Duration delay) {
        try {
            waiting.await(delay);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting", interrupted);
        }
    }
}
