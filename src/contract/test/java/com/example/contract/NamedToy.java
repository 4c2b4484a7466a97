package com.example.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;

/** The toy with a name that is its identifier: a second one of the same name is AlreadyExists. */
final class NamedToy implements Handlers {
    static final String SCHEMA = Toy.SCHEMA
            .replace("\"primaryIdentifier\": [\"/properties/Id\"]", "\"primaryIdentifier\": [\"/properties/Name\"]")
            .replace("\"/properties/Id\", ", "")
            .replace("\"Id\": {\"type\": \"string\"},", "");

    static final Map<String, String> INPUTS = new HashMap<>(Toy.INPUTS);

    static {
        INPUTS.replaceAll((file, text) -> text.replaceFirst("\"Name\": \"[^\"]*\"", "\"Name\": \"one\""));
    }

    private final Toy toy = new Toy();

    @Override
    public String invoke(String action, String text) {
        ObjectNode request = Json.readObject(text, "the request");
        JsonNode desired = request.at("/requestData/resourceProperties");
        String name = desired.path("Name").asText();
        boolean isNew = !request.path("callbackContext").isObject();
        boolean isHeld = toy.held.values().stream()
                .anyMatch(thing -> thing.path("Name").asText().equals(name));
        if (action.equals("create") && isNew && isHeld) {
            return Toy.failure("AlreadyExists").toString();
        }
        if (!action.equals("create") && !action.equals("list")) {
            toy.held.values().stream()
                    .filter(thing -> thing.path("Name").asText().equals(name))
                    .findFirst()
                    .ifPresent(thing -> ((ObjectNode) desired).put("Id", Toy.id(thing)));
        }
        ObjectNode event = toy.answer(request);
        event.path("resourceModels")
                .forEach(model -> ((ObjectNode) model)
                        .put(
                                "Name",
                                toy.held
                                        .getOrDefault(Toy.id(model), Json.object())
                                        .path("Name")
                                        .asText()));
        event.findParents("Id").forEach(model -> ((ObjectNode) model).remove("Id"));
        return event.toString();
    }
}
