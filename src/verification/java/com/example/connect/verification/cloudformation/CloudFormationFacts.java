package com.example.connect.verification.cloudformation;

import com.example.connect.verification.contract.Schema;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What this project believes of CloudFormation: the file {@code cloudformation.json}, with a grade and a source for each
 * fact. The local CloudFormation's bridge reads the same file. Times are in seconds.
 */
public final class CloudFormationFacts {

    private static final JsonNode FACTS = read();

    private static final Set<String> RETRIABLE = texts("retriableCodes");
    private static final int RETRIES = number("retries");
    private static final int FIRST_RETRY = number("firstRetrySeconds");
    private static final double MOST_JITTER = value("retryJitter").path("most").asDouble();
    private static final int REDELIVERY = number("redeliverySeconds");
    private static final int REDELIVERIES = number("redeliveries");
    private static final int IDENTIFIER_DEADLINE = number("identifierDeadlineSeconds");

    private static final int MOST_OVERHEAD =
            value("callbackOverheadSeconds").path("most").asInt();

    private CloudFormationFacts() {}

    private static JsonNode read() {
        try (InputStream facts = CloudFormationFacts.class.getResourceAsStream("/cloudformation.json")) {
            return new ObjectMapper().readTree(Objects.requireNonNull(facts));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Whether CloudFormation tries a handler again that has failed with this code. */
    public static boolean isRetriable(String errorCode) {
        return RETRIABLE.contains(errorCode);
    }

    /** How often it does, from one IN_PROGRESS event to the next. */
    public static int retries() {
        return RETRIES;
    }

    /** How long it waits, at most, before the retry after so many others, in whole seconds. */
    static int retryDelay(int retriesBefore) {
        return (int) Math.round(MOST_JITTER * (FIRST_RETRY << retriesBefore));
    }

    /** How much it adds to the delay before a callback, at most. */
    public static int mostOverhead() {
        return MOST_OVERHEAD;
    }

    /** How often in a row it delivers a crashed function's payload again. */
    static int redeliveries() {
        return REDELIVERIES;
    }

    /** The failure of an operation whose function crashed each time. */
    static ObjectNode crashEvent(String message) {
        return failure("crashCode", message);
    }

    /** How long it waits before it delivers a crashed function's payload again. */
    static int redelivery() {
        return REDELIVERY;
    }

    /** Within this a create must have shown its identifier. */
    public static int identifierDeadline() {
        return IDENTIFIER_DEADLINE;
    }

    /** The failure of a create that has not. */
    static ObjectNode identifierDeadlineEvent() {
        return failure(
                "identifierDeadlineCode", value("identifierDeadlineMessage").asText());
    }

    /** Within this an operation must have ended. */
    static int timeOut(String action) {
        return 60 * Schema.timeOutMinutes(action).orElseGet(() -> number("defaultTimeOutMinutes"));
    }

    /** The failure of an operation that has not. */
    static ObjectNode timeOutEvent(String action) {
        return failure(
                "identifierDeadlineCode", value("timeOutMessage").asText().replace("{action}", action));
    }

    private static ObjectNode failure(String code, String message) {
        return new ObjectMapper()
                .createObjectNode()
                .put("status", "FAILED")
                .put("errorCode", value(code).asText())
                .put("message", message);
    }

    /** The longest that one invocation of this action may take. */
    public static int longestInvocation(String action) {
        return value("invocationSeconds").path(action).asInt();
    }

    /** The longest that one invocation of the function may take. */
    static int longestInvocation() {
        int longest = 0;
        for (JsonNode seconds : value("invocationSeconds")) {
            longest = Math.max(longest, seconds.asInt());
        }
        return longest;
    }

    /** A request, its names in braces replaced by the values of these names. */
    static ObjectNode request(Map<String, JsonNode> values) {
        return (ObjectNode) filled(value("request"), values);
    }

    /** What the request of a list carries besides. */
    static ObjectNode page(JsonNode nextToken, JsonNode maxResults) {
        return (ObjectNode) filled(value("listRequest"), Map.of("nextToken", nextToken, "maxResults", maxResults));
    }

    /** What the request of an update that is a rollback carries besides. */
    static ObjectNode rollback() {
        return value("rollbackRequest").deepCopy();
    }

    /** The tags that CloudFormation itself puts on what a stack makes. */
    static ObjectNode systemTags(Map<String, JsonNode> values) {
        return (ObjectNode) filled(value("systemTags"), values);
    }

    private static JsonNode filled(JsonNode template, Map<String, JsonNode> values) {
        if (template.isTextual() && template.asText().startsWith("{")) {
            String name = template.asText().substring(1, template.asText().length() - 1);
            return Objects.requireNonNull(values.get(name), name);
        }
        if (template.isObject()) {
            ObjectNode filled = ((ObjectNode) template).objectNode();
            template.properties().forEach(field -> filled.set(field.getKey(), filled(field.getValue(), values)));
            return filled;
        }
        return template;
    }

    private static Set<String> texts(String name) {
        Set<String> texts = new HashSet<>();
        value(name).forEach(text -> texts.add(text.asText()));
        return Set.copyOf(texts);
    }

    private static int number(String name) {
        return value(name).asInt();
    }

    private static JsonNode value(String name) {
        return Objects.requireNonNull(FACTS.path(name).get("value"), name);
    }
}
