package com.example.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A sound resource type, in memory: creates finish at the second invocation, lists have one resource a page. */
final class Toy implements Handlers {
    static final String SCHEMA = """
            {
              "typeName": "Toy::Shop::Thing",
              "description": "Resource Type definition for Toy::Shop::Thing",
              "additionalProperties": false,
              "definitions": {
                "Part": {
                  "type": "object",
                  "additionalProperties": false,
                  "properties": {"Key": {"type": "string"}, "Value": {"type": "string"}}
                }
              },
              "properties": {
                "Name": {"type": "string"},
                "Size": {"type": "integer"},
                "Colours": {"type": "array", "insertionOrder": false, "items": {"type": "string"}},
                "Parts": {"type": "array", "items": {"$ref": "#/definitions/Part"}},
                "Secret": {"type": "string"},
                "Id": {"type": "string"},
                "State": {"type": "string"},
                "Made": {"type": "object", "properties": {"By": {"type": "string"}}}
              },
              "readOnlyProperties": ["/properties/Id", "/properties/State", "/properties/Made"],
              "writeOnlyProperties": ["/properties/Secret"],
              "primaryIdentifier": ["/properties/Id"],
              "handlers": {"create": {"timeoutInMinutes": 2}, "read": {}, "update": {}, "delete": {}, "list": {}}
            }""";

    static final Map<String, String> INPUTS = Map.of("inputs_1_create.json", """
            {
              "Name": "{{partition}} {{region}} {{account}}",
              "Size": 1,
              "Colours": ["red", "blue"],
              "Parts": [{"Key": "a", "Value": "b"}],
              "Secret": "hush"
            }""", "inputs_1_update.json", """
            {"Name": "thing", "Size": 2, "Colours": ["green"], "Secret": "hush"}""");

    final Map<String, ObjectNode> held = new LinkedHashMap<>();
    final Map<String, ObjectNode> deleted = new LinkedHashMap<>();
    int reads;
    int updatesOfMissing;
    private int made;
    private boolean hasHappened;

    @Override
    public String invoke(String action, String request) {
        return answer(Json.readObject(request, "the request")).toString();
    }

    ObjectNode answer(ObjectNode request) {
        JsonNode desired = request.at("/requestData/resourceProperties");
        return switch (request.path("action").asText()) {
            case "CREATE" -> create(request, desired);
            case "UPDATE" -> update(desired);
            case "READ" -> read(desired);
            case "DELETE" -> isHeld(desired) ? delete(id(desired)) : notFound();
            case "LIST" -> list(request.path("nextToken").asInt(0));
            default -> failure("InvalidRequest");
        };
    }

    /** True the first time, for flaws that happen once. */
    boolean once() {
        boolean isFirst = !hasHappened;
        hasHappened = true;
        return isFirst;
    }

    static String id(JsonNode model) {
        return model.path("Id").asText();
    }

    static ObjectNode success(JsonNode model) {
        ObjectNode event = Json.object().put("status", "SUCCESS");
        event.set("resourceModel", model);
        return event;
    }

    static ObjectNode failure(String code) {
        return Json.object().put("status", "FAILED").put("errorCode", code).put("message", "told so");
    }

    static ObjectNode notFound() {
        return failure("NotFound");
    }

    private ObjectNode resource(String id) {
        return Objects.requireNonNull(held.get(id));
    }

    private boolean isHeld(JsonNode model) {
        return held.containsKey(id(model));
    }

    private ObjectNode update(JsonNode desired) {
        if (!isHeld(desired)) {
            updatesOfMissing++;
            return notFound();
        }
        return success(shown(changed(id(desired), desired)));
    }

    private ObjectNode read(JsonNode desired) {
        reads++;
        return isHeld(desired) ? success(shown(resource(id(desired)))) : notFound();
    }

    private ObjectNode create(ObjectNode request, JsonNode desired) {
        if (!request.path("callbackContext").isObject()) {
            String id = "thing-" + ++made;
            ObjectNode event = success(changed(id, desired)).put("status", "IN_PROGRESS");
            event.put("callbackDelaySeconds", 5).putObject("callbackContext").put("made", id);
            return event;
        }
        return success(shown(resource(request.at("/callbackContext/made").asText())));
    }

    private ObjectNode changed(String id, JsonNode desired) {
        ObjectNode resource = desired.deepCopy();
        resource.put("Id", id).put("State", "ready").putObject("Made").put("By", "toy");
        held.put(id, resource);
        return resource.deepCopy();
    }

    private static ObjectNode shown(ObjectNode resource) {
        ObjectNode model = resource.deepCopy();
        model.remove("Secret");
        if (model.has("Colours")) {
            List<JsonNode> colours = new ArrayList<>();
            model.get("Colours").forEach(colours::add);
            colours.sort((a, b) -> a.asText().compareTo(b.asText()));
            model.putArray("Colours").addAll(colours);
        }
        return model;
    }

    private ObjectNode delete(String id) {
        deleted.put(id, held.remove(id));
        return Json.object().put("status", "SUCCESS");
    }

    private ObjectNode list(int page) {
        List<String> ids = new ArrayList<>(held.keySet());
        ObjectNode event = Json.object().put("status", "SUCCESS");
        var models = event.putArray("resourceModels");
        if (page < ids.size()) {
            models.addObject().put("Id", ids.get(page));
        }
        if (page + 1 < ids.size()) {
            event.put("nextToken", String.valueOf(page + 1));
        }
        return event;
    }
}
