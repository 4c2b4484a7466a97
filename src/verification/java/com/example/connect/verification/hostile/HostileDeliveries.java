package com.example.connect.verification.hostile;

import com.example.connect.verification.cloudformation.CloudFormation;
import com.example.connect.verification.cloudformation.Lambda;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Delivers hostile models to the function, and counts those that reached a handler, and what was refused. */
final class HostileDeliveries {

    /** One event, as JSON. */
    record Answer(JsonNode event, boolean reached) {
        String code() {
            return event.path("errorCode").asText();
        }

        String message() {
            return event.path("message").asText();
        }
    }

    private final Lambda function = new Lambda();
    private final Map<String, Integer> reached = new TreeMap<>();
    private final Map<String, Integer> refused = new TreeMap<>();
    private int delivered;

    Answer deliver(ObjectNode payload) {
        delivered++;
        String answer = function.handleRequest(payload.toString());
        boolean reachedAHandler = Lambda.LOG.indexOf("invoking handler...") >= 0;
        if (reachedAHandler) {
            reached.merge(payload.path("action").asText(), 1, Integer::sum);
        }
        try {
            return new Answer(CloudFormation.JSON.readTree(answer), reachedAHandler);
        } catch (JsonProcessingException notJson) {
            throw new AssertionError("the function answered no JSON: " + answer, notJson);
        }
    }

    void refused(String property) {
        refused.merge(property, 1, Integer::sum);
    }

    int refusals(String property) {
        return refused.getOrDefault(property, 0);
    }

    int delivered() {
        return delivered;
    }

    int reached() {
        return reached.values().stream().mapToInt(Integer::intValue).sum();
    }

    Set<String> actionsReached() {
        return reached.keySet();
    }

    @Override
    public String toString() {
        return String.format(
                "hostile input: %d models, %d reached a handler %s; refused by property %s",
                delivered, reached(), reached, refused);
    }
}
