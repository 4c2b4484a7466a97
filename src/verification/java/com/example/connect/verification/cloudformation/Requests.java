package com.example.connect.verification.cloudformation;

import com.example.connect.simulator.SimulatedAccount;
import com.example.connect.verification.contract.Schema;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The requests of one stack: the shape that {@code cloudformation.json} gives them, filled in. */
final class Requests {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final ObjectNode CREDENTIALS = JSON.createObjectNode()
            .put("accessKeyId", "AKIDSECRETLY")
            .put("secretAccessKey", "secret-access-key")
            .put("sessionToken", "session-token");

    private final SimulatedAccount account;
    private String stackId = "arn:aws:cloudformation:us-east-1:123456789012:stack/numbers/0001";
    private Map<String, String> stackTags = Map.of();
    private Map<String, String> previousStackTags = Map.of();
    private Map<String, ?> typeConfiguration = Map.of();
    private int tokens;

    Requests(SimulatedAccount account) {
        this.account = account;
    }

    void stackId(String id) {
        stackId = id;
    }

    void stackTags(Map<String, String> tags) {
        previousStackTags = stackTags;
        stackTags = tags;
    }

    void typeConfiguration(Map<String, ?> configuration) {
        typeConfiguration = configuration;
    }

    ObjectNode next(String action, String logicalId, JsonNode desired, @Nullable JsonNode previous) {
        Map<String, JsonNode> values = new HashMap<>();
        put(values, "action", action);
        put(values, "account", account.account());
        put(values, "region", account.region());
        put(values, "token", "token-" + tokens++);
        put(values, "typeName", Schema.typeName());
        put(values, "stackId", stackId);
        put(values, "stackName", stackId.replaceAll(".*:stack/([^/]*).*", "$1"));
        put(values, "logicalId", logicalId);
        values.put("credentials", CREDENTIALS.deepCopy());
        values.put("desired", desired);
        values.put("previous", previous == null ? NullNode.instance : previous);
        values.put("stackTags", JSON.valueToTree(stackTags));
        values.put("previousStackTags", previous == null ? NullNode.instance : JSON.valueToTree(previousStackTags));
        values.put("typeConfiguration", JSON.valueToTree(typeConfiguration));
        ObjectNode systemTags = CloudFormationFacts.systemTags(values);
        values.put("systemTags", systemTags);
        values.put("previousSystemTags", previous == null ? NullNode.instance : systemTags);
        ObjectNode request = CloudFormationFacts.request(values);
        if (action.equals("LIST")) {
            request.setAll(CloudFormationFacts.page(NullNode.instance, NullNode.instance));
        }
        return request;
    }

    /** A request of a list; what is absent is null. */
    ObjectNode page(JsonNode filter, @Nullable String nextToken, @Nullable Integer maxResults) {
        ObjectNode request = next("LIST", "Number", filter, null);
        return request.setAll(CloudFormationFacts.page(JSON.valueToTree(nextToken), JSON.valueToTree(maxResults)));
    }

    private static void put(Map<String, JsonNode> values, String name, String text) {
        values.put(name, TextNode.valueOf(text));
    }
}
