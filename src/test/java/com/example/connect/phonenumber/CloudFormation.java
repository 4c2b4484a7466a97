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
import java.util.Set;
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

    /** Codes that are retriable by the CloudFormation CLI's user guide; how often and when is a GUESS, the bridge's too. */
    static final Set<String> RETRIABLE =
            Set.of("NetworkFailure", "ResourceConflict", "ServiceInternalError", "Throttling");

    static final int MOST_RETRIES = 5;
    private static final int FIRST_RETRY = 1;

    /** Seconds after which CloudFormation gives up a create that has shown no identifier. */
    static final int IDENTIFIER_DEADLINE = 60;

    private static final JsonNode OUT_OF_TIME = JSON.createObjectNode()
            .put("status", "FAILED")
            .put("errorCode", "NotStabilized")
            .put("message", "Resource timed out waiting for creation of physical resource");

    private final ConnectSimulator connect;
    private static final Lambda FUNCTION = new Lambda();
    private final List<String> invocations = new ArrayList<>();
    private Map<String, String> stackTags = Map.of();
    private Map<String, String> previousStackTags = Map.of();
    private String stackId = "arn:aws:cloudformation:us-east-1:123456789012:stack/numbers/0001";
    private Map<String, ?> typeConfiguration = Map.of();
    private boolean retrying;
    private boolean identifierDeadline;
    private int tokens;

    CloudFormation(ConnectSimulator connect) {
        this.connect = connect;
        Lambda.setClock(connect.clock()::now);
        System.setProperty("aws.endpointUrlConnect", connect.endpoint().toString());
    }

    /**
     * How an operation ended.
     *
     * @param event the last event
     * @param identifiers every identifier that an event showed, in order
     * @param shownAfter seconds until the first identifier was shown
     * @param hidden whether an IN_PROGRESS event after that lacked it
     * @param waited seconds from the first invocation to the last event
     * @param invocations payloads delivered, crashed ones included
     * @param largestContext characters of the largest callback context
     */
    record Ending(
            JsonNode event,
            List<String> identifiers,
            Optional<Integer> shownAfter,
            boolean hidden,
            int waited,
            int invocations,
            int largestContext) {

        String status() {
            return event.path("status").asText();
        }

        boolean succeeded() {
            return status().equals("SUCCESS");
        }

        /** Whether CloudFormation itself gave it up, for want of an identifier. */
        boolean isGivenUp() {
            return event == OUT_OF_TIME;
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

    /** Tries a handler again that failed with a retriable code, as CloudFormation does; otherwise its first word counts. */
    CloudFormation retrying() {
        retrying = true;
        return this;
    }

    /** Gives up a create that has shown no identifier for 60 seconds, as CloudFormation does. */
    CloudFormation withIdentifierDeadline() {
        identifierDeadline = true;
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
        return new Operation(payload).run();
    }

    /** An operation that was invoked too often. */
    static final class DoesNotEnd extends AssertionError {
        private static final long serialVersionUID = 1L;

        DoesNotEnd(String payload) {
            super("does not end: " + payload);
        }
    }

    /** One operation under way: what CloudFormation has been shown of it, and how long it has waited. */
    private final class Operation {

        private final ObjectNode payload;
        private final List<String> identifiers = new ArrayList<>();
        private Optional<Integer> shownAfter = Optional.empty();
        private boolean hidden;
        private int waited;
        private int largestContext;
        private int retries;

        Operation(ObjectNode payload) {
            this.payload = payload;
        }

        Ending run() {
            for (int invocation = 1; invocation <= MOST_INVOCATIONS; invocation++) {
                Optional<JsonNode> answer = invoke(payload);
                JsonNode event = answer.orElse(JSON.missingNode());
                answer.ifPresent(this::look);
                int delay = answer.isEmpty()
                        ? AFTER_CRASH
                        : event.path("callbackDelaySeconds").asInt();
                if (answer.isPresent() && !isInProgress(event)) {
                    if (!isTriedAgain(event)) {
                        return ending(event, invocation);
                    }
                    delay = FIRST_RETRY << retries++;
                }
                if (isOutOfTime(delay)) {
                    waitFor(IDENTIFIER_DEADLINE - waited);
                    return ending(OUT_OF_TIME, invocation);
                }
                waitFor(delay);
            }
            throw new DoesNotEnd(payload.toString());
        }

        private void look(JsonNode event) {
            String shown = event.path("resourceModel").path("PhoneNumberArn").asText("");
            if (!shown.isEmpty() && !identifiers.contains(shown)) {
                identifiers.add(shown);
                shownAfter = shownAfter.isPresent() ? shownAfter : Optional.of(waited);
            }
            if (isInProgress(event)) {
                retries = 0;
                hidden |= shown.isEmpty() && !identifiers.isEmpty();
                largestContext = Math.max(
                        largestContext, event.path("callbackContext").toString().length());
                payload.set("callbackContext", event.get("callbackContext"));
                ((ObjectNode) payload.get("requestData")).set("resourceProperties", event.get("resourceModel"));
            }
        }

        private boolean isTriedAgain(JsonNode event) {
            return retrying && RETRIABLE.contains(event.path("errorCode").asText()) && retries < MOST_RETRIES;
        }

        private boolean isOutOfTime(int delay) {
            return identifierDeadline
                    && payload.path("action").asText().equals("CREATE")
                    && identifiers.isEmpty()
                    && waited + delay > IDENTIFIER_DEADLINE;
        }

        private void waitFor(int seconds) {
            connect.advance(Duration.ofSeconds(seconds));
            waited += seconds;
        }

        private Ending ending(JsonNode event, int invocation) {
            return new Ending(event, identifiers, shownAfter, hidden, waited, invocation, largestContext);
        }
    }

    private static boolean isInProgress(JsonNode event) {
        return event.path("status").asText().equals("IN_PROGRESS");
    }

    /** Delivers one invocation; empty where its function crashed, and its answer with it. */
    Optional<JsonNode> invoke(ObjectNode payload) {
        invocations.add(payload.toString());
        String answer = FUNCTION.handleRequest(payload.toString());
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
