package com.example.connect.verification.mutants;

import com.example.connect.simulator.Call;
import com.example.connect.verification.cloudformation.Callbacks;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;

/**
 * One invocation that the function has answered.
 *
 * @param calls what it has called
 * @param again invokes the function, and answers with its event
 */
record Invocation(ObjectNode payload, ObjectNode event, List<Call> calls, Function<ObjectNode, JsonNode> again) {

    boolean isOf(String action) {
        return payload.path("action").asText().equals(action);
    }

    boolean isInProgress() {
        return Callbacks.isInProgress(event);
    }

    boolean showsNoIdentifier() {
        return Callbacks.identifier(event).isEmpty();
    }

    boolean endsWith(String operation) {
        return !calls.isEmpty() && calls.get(calls.size() - 1).operation().equals(operation);
    }

    boolean wasGranted(String operation) {
        return calls.stream().anyMatch(call -> call.operation().equals(operation) && call.status() == 200);
    }

    /** The event of the next invocation, made at once: CloudFormation does not see this one. */
    JsonNode goOnAtOnce() {
        Callbacks.goOn(payload, event);
        return again.apply(payload);
    }
}
