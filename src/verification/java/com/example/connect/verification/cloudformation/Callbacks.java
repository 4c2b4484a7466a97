package com.example.connect.verification.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/** What CloudFormation does with an event: the handler contract, spelt once. */
public final class Callbacks {

    private Callbacks() {}

    public static boolean isInProgress(JsonNode event) {
        return event.path("status").asText().equals("IN_PROGRESS");
    }

    /** The identifier that an event shows; empty text for none. */
    public static String identifier(JsonNode event) {
        return event.path("resourceModel").path("PhoneNumberArn").asText("");
    }

    /** How long after an event the function is called back, where CloudFormation adds nothing to what the event asks for. */
    public static Duration delay(JsonNode event) {
        return delay(event, Overhead.NONE);
    }

    /** The same, with what CloudFormation adds. */
    public static Duration delay(JsonNode event, Overhead overhead) {
        return Duration.ofSeconds(event.path("callbackDelaySeconds").asInt() + overhead.next());
    }

    /** Makes the operation's payload that of its next invocation. An event without a model leaves the one there is. */
    public static void goOn(ObjectNode payload, JsonNode event) {
        payload.set("callbackContext", event.get("callbackContext"));
        if (event.path("resourceModel").isObject()) {
            ((ObjectNode) payload.get("requestData")).set("resourceProperties", event.get("resourceModel"));
        }
    }
}
