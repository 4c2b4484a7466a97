package com.example.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Flaws of reads. */
final class ReadFlaws {
    private ReadFlaws() {}

    static Optional<ObjectNode> firstReadIsEarly(Toy toy, String action, JsonNode desired, ObjectNode request) {
        return action.equals("read") && toy.once() ? Optional.of(Toy.notFound()) : Optional.empty();
    }

    static Optional<ObjectNode> readIsInProgress(Toy toy, String action, JsonNode desired, ObjectNode request) {
        return action.equals("read")
                ? Optional.of(Toy.success(desired).put("status", "IN_PROGRESS"))
                : Optional.empty();
    }

    static Optional<ObjectNode> readLacksSize(Toy toy, String action, JsonNode desired, ObjectNode request) {
        if (!action.equals("read")) {
            return Optional.empty();
        }
        ObjectNode event = toy.answer(request);
        ObjectNode model = event.withObjectProperty("resourceModel");
        if (model.path("Size").asInt() == 1) {
            model.remove("Size");
        }
        return Optional.of(event);
    }

    static Optional<ObjectNode> readChangesSize(Toy toy, String action, JsonNode desired, ObjectNode request) {
        if (!action.equals("read")) {
            return Optional.empty();
        }
        ObjectNode event = toy.answer(request);
        ObjectNode model = event.withObjectProperty("resourceModel");
        model.put("Size", model.path("Size").asInt() + 1);
        return Optional.of(event);
    }

    static Optional<ObjectNode> readChangesColour(Toy toy, String action, JsonNode desired, ObjectNode request) {
        if (!action.equals("read")) {
            return Optional.empty();
        }
        ObjectNode event = toy.answer(request);
        ObjectNode model = event.withObjectProperty("resourceModel");
        model.withArrayProperty("Colours").remove(0);
        model.withArrayProperty("Colours").add("mauve");
        return Optional.of(event);
    }

    static Optional<ObjectNode> readLacksState(Toy toy, String action, JsonNode desired, ObjectNode request) {
        if (!action.equals("read")) {
            return Optional.empty();
        }
        ObjectNode event = toy.answer(request);
        ObjectNode model = event.withObjectProperty("resourceModel");
        if (model.path("Size").asInt() == 1) {
            model.remove("State");
        }
        return Optional.of(event);
    }

    static Optional<ObjectNode> readShowsSecret(Toy toy, String action, JsonNode desired, ObjectNode request) {
        if (!action.equals("read")) {
            return Optional.empty();
        }
        ObjectNode event = toy.answer(request);
        ObjectNode model = event.withObjectProperty("resourceModel");
        model.put("Secret", "hush");
        return Optional.of(event);
    }

    static Optional<ObjectNode> readHasExtra(Toy toy, String action, JsonNode desired, ObjectNode request) {
        if (!action.equals("read")) {
            return Optional.empty();
        }
        ObjectNode event = toy.answer(request);
        ObjectNode model = event.withObjectProperty("resourceModel");
        model.put("Extra", true);
        return Optional.of(event);
    }

    static Optional<ObjectNode> readsLackMaker(Toy toy, String action, JsonNode desired, ObjectNode request) {
        if (!action.equals("read")) {
            return Optional.empty();
        }
        ObjectNode event = toy.answer(request);
        ObjectNode model = event.withObjectProperty("resourceModel");
        model.putObject("Made");
        return Optional.of(event);
    }

    static Optional<ObjectNode> readAfterUpdateIsEarly(Toy toy, String action, JsonNode desired, ObjectNode request) {
        return action.equals("read") && Flaw.isUpdated(toy, desired) && toy.once()
                ? Optional.of(Toy.notFound())
                : Optional.empty();
    }

    static Optional<ObjectNode> readsDiffer(Toy toy, String action, JsonNode desired, ObjectNode request) {
        if (!action.equals("read")) {
            return Optional.empty();
        }
        ObjectNode event = toy.answer(request);
        ObjectNode model = event.withObjectProperty("resourceModel");
        model.put("State", "ready " + toy.reads);
        return Optional.of(event);
    }

    static Optional<ObjectNode> deletedIsRead(Toy toy, String action, JsonNode desired, ObjectNode request) {
        return action.equals("read") && toy.deleted.containsKey(Toy.id(desired))
                ? Optional.of(Toy.success(toy.deleted.getOrDefault(Toy.id(desired), Json.object())))
                : Optional.empty();
    }
}
