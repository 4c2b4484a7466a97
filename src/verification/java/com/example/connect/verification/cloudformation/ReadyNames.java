package com.example.connect.verification.cloudformation;

import com.example.connect.simulator.SimulatedAccount;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;

/** The names that the simulator gives to what it has ready-made, as its first line of output does. */
final class ReadyNames {

    private ReadyNames() {}

    /** The JSON, with each text that is a name in braces replaced by what has that name. */
    static JsonNode replaced(JsonNode json, SimulatedAccount account) {
        return replaced(
                json,
                Map.ofEntries(
                        Map.entry("{region}", account.region()),
                        Map.entry("{account}", account.account()),
                        Map.entry("{instanceArn}", account.instanceArn()),
                        Map.entry("{otherInstanceArn}", account.otherInstanceArn()),
                        Map.entry("{tdgArn}", account.tdgArn()),
                        Map.entry("{flowArn}", account.flowArn()),
                        Map.entry("{secondFlowArn}", account.secondFlowArn()),
                        Map.entry("{otherFlowArn}", account.otherFlowArn()),
                        Map.entry("{sourcePhoneNumberArn}", account.sourcePhoneNumberArn())));
    }

    private static JsonNode replaced(JsonNode json, Map<String, String> names) {
        if (json instanceof ObjectNode object) {
            ObjectNode replaced = object.objectNode();
            object.properties().forEach(field -> replaced.set(field.getKey(), replaced(field.getValue(), names)));
            return replaced;
        }
        if (json instanceof ArrayNode array) {
            ArrayNode replaced = array.arrayNode();
            array.forEach(item -> replaced.add(replaced(item, names)));
            return replaced;
        }
        return json.isTextual() ? TextNode.valueOf(names.getOrDefault(json.asText(), json.asText())) : json;
    }
}
