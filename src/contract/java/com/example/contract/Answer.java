package com.example.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/** An event that a handler returned. */
record Answer(JsonNode json) {

    /** What counts as a failure though no handler said so. */
    static Answer failure(String reason) {
        ObjectNode json = Json.object();
        json.put("status", "FAILED");
        json.put("errorCode", "(none: the executor's finding)");
        json.put("message", reason);
        return new Answer(json);
    }

    boolean succeeded() {
        return json.path("status").asText().equals("SUCCESS");
    }

    boolean isInProgress() {
        return json.path("status").asText().equals("IN_PROGRESS");
    }

    boolean failedWith(String errorCode) {
        return json.path("status").asText().equals("FAILED")
                && json.path("errorCode").asText().equals(errorCode);
    }

    /** Missing where there is none. */
    JsonNode model() {
        return json.path("resourceModel");
    }

    JsonNode models() {
        return json.path("resourceModels");
    }

    Duration delay() {
        return Duration.ofSeconds(json.path("callbackDelaySeconds").asLong(0));
    }

    /** In a few words: {@code SUCCESS}, or {@code FAILED NotFound: why}. */
    String brief() {
        String status = json.path("status").asText("no status");
        if (succeeded()) {
            return status;
        }
        return status + " " + json.path("errorCode").asText("without an error code") + ": "
                + json.path("message").asText("no message").lines().findFirst().orElse("");
    }
}
