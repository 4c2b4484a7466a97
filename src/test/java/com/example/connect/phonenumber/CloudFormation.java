package com.example.connect.phonenumber;

import com.example.connect.simulator.ConnectSimulator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Plays CloudFormation towards the function: the payload of {@code handleRequest}, model and callback context kept as
 * JSON from one invocation to the next, delays waited on the simulator's clock, and an invocation whose function
 * crashed delivered again with what it had been given.
 */
final class CloudFormation {

    static final ObjectMapper JSON = new ObjectMapper();

    /** An operation that has not ended after so many invocations never does. */
    static final int MOST_INVOCATIONS = 600;

    /** Seconds after which CloudFormation gives a crashed function its invocation again. */
    private static final int AFTER_CRASH = 1;

    private final ConnectSimulator connect;
    private final Lambda function = new Lambda();
    private final List<String> invocations = new ArrayList<>();
    private Map<String, String> stackTags = Map.of();
    private Map<String, String> previousStackTags = Map.of();
    private String stackId = "arn:aws:cloudformation:us-east-1:123456789012:stack/numbers/0001";
    private Map<String, ?> typeConfiguration = Map.of();
    private int tokens;

    CloudFormation(ConnectSimulator connect) {
        this.connect = connect;
        System.setProperty("aws.endpointUrlConnect", connect.endpoint().toString());
    }

    /**
     * How an operation ended.
     *
     * @param event the last event
     * @param identifiers every identifier that an event showed, in order
     * @param shownAfter seconds until the first identifier was shown
     * @param waited seconds from the first invocation to the last event
     * @param invocations payloads delivered, crashed ones included
     * @param largestContext characters of the largest callback context
     */
    record Ending(
            JsonNode event,
            List<String> identifiers,
            Optional<Integer> shownAfter,
            int waited,
            int invocations,
            int largestContext) {

        String status() {
            return event.path("status").asText();
        }

        boolean succeeded() {
            return status().equals("SUCCESS");
        }

        String errorCode() {
            return event.path("errorCode").asText();
        }

        String message() {
            return event.path("message").asText();
        }

        JsonNode model() {
            return event.path("resourceModel");
        }

        String property(String name) {
            return model().path(name).asText("");
        }

        Optional<String> identifier() {
            return identifiers.isEmpty() ? Optional.empty() : Optional.of(identifiers.get(identifiers.size() - 1));
        }
    }

    CloudFormation stackTags(Map<String, String> tags) {
        previousStackTags = stackTags;
        stackTags = tags;
        return this;
    }

    /** The type's configuration in the account and Region. */
    CloudFormation typeConfiguration(Map<String, ?> configuration) {
        typeConfiguration = configuration;
        return this;
    }

    CloudFormation stackId(String id) {
        stackId = id;
        return this;
    }

    /** The payloads delivered so far. */
    List<String> payloads() {
        return invocations;
    }

    Ending create(String logicalId, Map<String, ?> properties) {
        return run(payload("CREATE", logicalId, JSON.valueToTree(properties), null));
    }

    Ending update(String logicalId, JsonNode previous, JsonNode desired) {
        return run(payload("UPDATE", logicalId, desired, previous));
    }

    Ending delete(String logicalId, JsonNode model) {
        return run(payload("DELETE", logicalId, model, null));
    }

    /** A delete that knows only the identifier, as Cloud Control's and a clean-up's. */
    Ending delete(String logicalId, String arn) {
        return delete(logicalId, identified(arn));
    }

    Ending read(String arn) {
        return run(payload("READ", "Number", identified(arn), null));
    }

    Ending list(Map<String, ?> properties, @Nullable String nextToken) {
        ObjectNode payload = payload("LIST", "Number", JSON.valueToTree(properties), null);
        if (nextToken != null) {
            payload.put("nextToken", nextToken);
        }
        return run(payload);
    }

    /** A create, and, where it failed with its identifier known, the delete that CloudFormation then makes. */
    Ending createOrCleanUp(String logicalId, Map<String, ?> properties) {
        Ending ending = create(logicalId, properties);
        if (!ending.succeeded() && ending.identifier().isPresent()) {
            delete(logicalId, ending.identifier().get());
        }
        return ending;
    }

    /** A model as an update gets it: the properties and the identifier. */
    static ObjectNode model(String arn, Map<String, ?> properties) {
        ObjectNode model = JSON.valueToTree(new LinkedHashMap<>(properties));
        return model.put("PhoneNumberArn", arn);
    }

    private static ObjectNode identified(String arn) {
        return JSON.createObjectNode().put("PhoneNumberArn", arn);
    }

    ObjectNode payload(String action, String logicalId, JsonNode desired, @Nullable JsonNode previous) {
        ObjectNode payload = JSON.createObjectNode()
                .put("awsAccountId", connect.account().account())
                .put("bearerToken", "token-" + tokens++)
                .put("region", connect.account().region())
                .put("action", action)
                .put("resourceType", "Example::Connect::PhoneNumber")
                .put("stackId", stackId);
        ObjectNode data = payload.putObject("requestData");
        data.putObject("callerCredentials")
                .put("accessKeyId", "AKIDSECRETLY")
                .put("secretAccessKey", "secret-access-key")
                .put("sessionToken", "session-token");
        data.put("logicalResourceId", logicalId);
        data.set("resourceProperties", desired);
        data.set("previousResourceProperties", previous);
        data.set("typeConfiguration", JSON.valueToTree(typeConfiguration));
        data.set("stackTags", JSON.valueToTree(stackTags));
        data.set("previousStackTags", JSON.valueToTree(previousStackTags));
        data.putObject("systemTags").put("aws:cloudformation:stack-id", stackId);
        return payload;
    }

    Ending run(ObjectNode payload) {
        List<String> identifiers = new ArrayList<>();
        Optional<Integer> shownAfter = Optional.empty();
        int waited = 0;
        int largestContext = 0;
        for (int invocation = 1; invocation <= MOST_INVOCATIONS; invocation++) {
            Optional<JsonNode> answer = invoke(payload);
            if (answer.isEmpty()) {
                connect.advance(Duration.ofSeconds(AFTER_CRASH));
                waited += AFTER_CRASH;
                continue;
            }
            JsonNode event = answer.get();
            String shown = event.path("resourceModel").path("PhoneNumberArn").asText("");
            if (!shown.isEmpty() && !identifiers.contains(shown)) {
                identifiers.add(shown);
                shownAfter = shownAfter.isPresent() ? shownAfter : Optional.of(waited);
            }
            if (!event.path("status").asText().equals("IN_PROGRESS")) {
                return new Ending(event, identifiers, shownAfter, waited, invocation, largestContext);
            }
            largestContext = Math.max(
                    largestContext, event.path("callbackContext").toString().length());
            int delay = event.path("callbackDelaySeconds").asInt();
            connect.advance(Duration.ofSeconds(delay));
            waited += delay;
            payload.set("callbackContext", event.get("callbackContext"));
            ((ObjectNode) payload.get("requestData")).set("resourceProperties", event.get("resourceModel"));
        }
        throw new AssertionError("does not end: " + payload);
    }

    /** Delivers one invocation; empty where its function crashed, and its answer with it. */
    Optional<JsonNode> invoke(ObjectNode payload) {
        invocations.add(payload.toString());
        String answer = function.handleRequest(payload.toString());
        if (connect.isCrashed()) {
            connect.revive();
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readTree(answer));
        } catch (JsonProcessingException notJson) {
            throw new AssertionError("the function answered no JSON: " + answer, notJson);
        }
    }
}
