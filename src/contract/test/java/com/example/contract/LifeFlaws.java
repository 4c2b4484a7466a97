package com.example.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Flaws of all that is not a read. */
final class LifeFlaws {
    private static final String ALIAS = "alias-";

    private LifeFlaws() {}

    static Optional<ObjectNode> createFails(Toy toy, String action, JsonNode desired, ObjectNode request) {
        return action.equals("create") ? Optional.of(Toy.failure("GeneralServiceException")) : Optional.empty();
    }

    static Optional<ObjectNode> createHasNoIdentifier(Toy toy, String action, JsonNode desired, ObjectNode request) {
        return action.equals("create") ? Optional.of(Toy.success(Json.object())) : Optional.empty();
    }

    static Optional<ObjectNode> createNeverEnds(Toy toy, String action, JsonNode desired, ObjectNode request) {
        ObjectNode event = Toy.success(Json.object()).put("status", "IN_PROGRESS");
        event.put("callbackDelaySeconds", 60).putObject("callbackContext");
        return action.equals("create") ? Optional.of(event) : Optional.empty();
    }

    static Optional<ObjectNode> throwing(Toy toy, String action, JsonNode desired, ObjectNode request) {
        if (action.equals("create")) {
            throw new Handlers.NoAnswer("The function threw an exception");
        }
        return Optional.empty();
    }

    static Optional<ObjectNode> secondCreateFails(Toy toy, String action, JsonNode desired, ObjectNode request) {
        return isCreateBesideFirst(toy, action, desired, request)
                ? Optional.of(Toy.failure("InvalidRequest"))
                : Optional.empty();
    }

    static Optional<ObjectNode> secondCreateAdopts(Toy toy, String action, JsonNode desired, ObjectNode request) {
        return isCreateBesideFirst(toy, action, desired, request)
                ? Optional.of(Toy.success(toy.held.values().iterator().next()))
                : Optional.empty();
    }

    static Optional<ObjectNode> secondCreateReplaces(Toy toy, String action, JsonNode desired, ObjectNode request) {
        if (isCreateBesideFirst(toy, action, desired, request)) {
            toy.held.clear();
        }
        return Optional.empty();
    }

    static Optional<ObjectNode> noTemplateBeside(Toy toy, String action, JsonNode desired, ObjectNode request) {
        return action.equals("create")
                        && !request.path("callbackContext").isObject()
                        && !desired.has("Secret")
                        && !toy.held.isEmpty()
                ? Optional.of(Toy.failure("AlreadyExists"))
                : Optional.empty();
    }

    static Optional<ObjectNode> noTemplateAfter(Toy toy, String action, JsonNode desired, ObjectNode request) {
        return action.equals("create")
                        && !request.path("callbackContext").isObject()
                        && !desired.has("Secret")
                        && toy.held.isEmpty()
                ? Optional.of(Toy.failure("InvalidRequest"))
                : Optional.empty();
    }

    static Optional<ObjectNode> updateFails(Toy toy, String action, JsonNode desired, ObjectNode request) {
        return action.equals("update") && !toy.deleted.containsKey(Toy.id(desired))
                ? Optional.of(Toy.failure("NotUpdatable"))
                : Optional.empty();
    }

    static Optional<ObjectNode> updateRenames(Toy toy, String action, JsonNode desired, ObjectNode request) {
        String id = Toy.id(desired);
        if (action.equals("read") && id.startsWith(ALIAS)) {
            ((ObjectNode) desired).put("Id", id.substring(ALIAS.length()));
        }
        if (!action.equals("update")) {
            return Optional.empty();
        }
        ObjectNode event = toy.answer(request);
        if (event.has("resourceModel")) {
            event.withObjectProperty("resourceModel").put("Id", ALIAS + id);
        }
        return Optional.of(event);
    }

    static Optional<ObjectNode> updatedIsNotListed(Toy toy, String action, JsonNode desired, ObjectNode request) {
        if (!action.equals("list")) {
            return Optional.empty();
        }
        ObjectNode event = toy.answer(request);
        ArrayNode models = event.withArrayProperty("resourceModels");
        if (!models.isEmpty() && Flaw.isUpdated(toy, models.get(0))) {
            models.removeAll();
        }
        return Optional.of(event);
    }

    static Optional<ObjectNode> deleteFails(Toy toy, String action, JsonNode desired, ObjectNode request) {
        return action.equals("delete") ? Optional.of(Toy.failure("InternalFailure")) : Optional.empty();
    }

    static Optional<ObjectNode> deletedIsUpdated(Toy toy, String action, JsonNode desired, ObjectNode request) {
        return action.equals("update") && toy.deleted.containsKey(Toy.id(desired))
                ? Optional.of(Toy.success(desired))
                : Optional.empty();
    }

    static Optional<ObjectNode> deletedIsDeleted(Toy toy, String action, JsonNode desired, ObjectNode request) {
        return action.equals("delete") && toy.deleted.containsKey(Toy.id(desired))
                ? Optional.of(Json.object().put("status", "SUCCESS"))
                : Optional.empty();
    }

    static Optional<ObjectNode> deletedIsListed(Toy toy, String action, JsonNode desired, ObjectNode request) {
        if (!action.equals("list")) {
            return Optional.empty();
        }
        ObjectNode event = toy.answer(request);
        ArrayNode models = event.withArrayProperty("resourceModels");
        toy.deleted.keySet().forEach(id -> models.addObject().put("Id", id));
        return Optional.of(event);
    }

    static Optional<ObjectNode> deletedIsNotCreated(Toy toy, String action, JsonNode desired, ObjectNode request) {
        return action.equals("create") && toy.updatesOfMissing > 0
                ? Optional.of(Toy.failure("InternalFailure"))
                : Optional.empty();
    }

    static Optional<ObjectNode> listNeedsModel(Toy toy, String action, JsonNode desired, ObjectNode request) {
        return action.equals("list") && desired.isEmpty()
                ? Optional.of(Toy.failure("InvalidRequest"))
                : Optional.empty();
    }

    static Optional<ObjectNode> createdIsNotListed(Toy toy, String action, JsonNode desired, ObjectNode request) {
        if (!action.equals("list")) {
            return Optional.empty();
        }
        ObjectNode event = toy.answer(request);
        ArrayNode models = event.withArrayProperty("resourceModels");
        if (!models.isEmpty() && !Flaw.isUpdated(toy, models.get(0))) {
            models.removeAll();
        }
        return Optional.of(event);
    }

    static Optional<ObjectNode> listHasGhost(Toy toy, String action, JsonNode desired, ObjectNode request) {
        if (!action.equals("list")) {
            return Optional.empty();
        }
        ObjectNode event = toy.answer(request);
        ArrayNode models = event.withArrayProperty("resourceModels");
        models.addObject().put("Id", "ghost");
        return Optional.of(event);
    }

    private static boolean isCreateBesideFirst(Toy toy, String action, JsonNode desired, ObjectNode request) {
        boolean isFirstInvocation = !request.path("callbackContext").isObject();
        return action.equals("create") && isFirstInvocation && desired.has("Secret") && !toy.held.isEmpty();
    }
}
