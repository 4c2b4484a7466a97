package com.example.connect.verification.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * How an operation ended.
 *
 * @param event the last event
 * @param isGivenUp whether CloudFormation itself gave it up: for want of an identifier, of time or of an answer
 * @param identifiers every identifier that an event showed, in order
 * @param shownAfter seconds until the first identifier was shown
 * @param hidden whether an IN_PROGRESS event after that lacked it
 * @param waited seconds from the first invocation to the last event
 * @param invocations payloads delivered, crashed ones included
 * @param longestInvocation seconds that the longest of them took
 * @param largestContext characters of the largest callback context
 */
public record Ending(
        JsonNode event,
        boolean isGivenUp,
        List<String> identifiers,
        Optional<Integer> shownAfter,
        boolean hidden,
        int waited,
        int invocations,
        int longestInvocation,
        int largestContext) {

    public String status() {
        return event.path("status").asText();
    }

    public boolean succeeded() {
        return status().equals("SUCCESS");
    }

    public String errorCode() {
        return event.path("errorCode").asText();
    }

    public String message() {
        return event.path("message").asText();
    }

    public JsonNode model() {
        return event.path("resourceModel");
    }

    public String property(String name) {
        return model().path(name).asText("");
    }

    /** The identifier that was shown last. */
    public Optional<String> identifier() {
        return identifiers.isEmpty() ? Optional.empty() : Optional.of(identifiers.get(identifiers.size() - 1));
    }

    /** Whether CloudFormation takes the resource of this delete for deleted. */
    public boolean isGone() {
        return succeeded() || errorCode().equals("NotFound");
    }
}
