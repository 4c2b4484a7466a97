package com.example.connect.verification.cloudformation;

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
    private static final double FIRST_RETRY = value("firstRetrySeconds").asDouble()
            * value("retryJitter").path("most").asDouble();
    private static final int REDELIVERY = number("redeliverySeconds");
    private static final int IDENTIFIER_DEADLINE = number("identifierDeadlineSeconds");

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

    /** How long it waits before the retry after so many others: without chance, the most. */
    static int retryDelay(int retriesBefore) {
        return (int) (FIRST_RETRY * (1 << retriesBefore));
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
        return new ObjectMapper()
                .createObjectNode()
                .put("status", "FAILED")
                .put("errorCode", value("identifierDeadlineCode").asText())
                .put("message", value("identifierDeadlineMessage").asText());
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

    /** What the request of a list has besides. */
    static ObjectNode listRequest(Map<String, JsonNode> values) {
        return (ObjectNode) filled(value("listRequest"), values);
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
