package com.example.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** A life of one resource of a set, and the rules that are judged on the way. It leaves nothing behind. */
abstract class Scenario {
    final InputSet set;
    final TypeSchema schema;
    final Calls calls;
    final Report report;
    final ReadRules reads;

    Scenario(InputSet set, TypeSchema schema, Calls calls, Report report, ReadRules reads) {
        this.set = set;
        this.schema = schema;
        this.calls = calls;
        this.report = report;
        this.reads = reads;
    }

    abstract void run();

    final boolean has(String handler) {
        return schema.handlers().contains(handler);
    }

    final boolean judge(Rule rule, boolean holds, Exchange exchange) {
        return report.judge(set.name(), rule, holds, exchange);
    }

    /** The resource that the scenario is about; without one, its first rule has failed. */
    final Optional<JsonNode> createFor(Rule first) {
        Exchange create = calls.create(set.create());
        if (create.answer().succeeded() && calls.isIdentified(create.answer().model())) {
            return Optional.of(create.answer().model());
        }
        report.fail(
                set.name(), first, "the create before it: " + create.answer().brief(), create);
        release(create.answer().model());
        return Optional.empty();
    }

    /** {@code input} for a resource that exists: with what only the service can say of it. */
    final ObjectNode ofResource(ObjectNode input, JsonNode resource) {
        ObjectNode desired = calls.only(schema.readOnly(), resource);
        desired.setAll(calls.identifier(resource));
        desired.setAll(input.deepCopy());
        return desired;
    }

    final boolean isListed(Exchange list, JsonNode resource) {
        for (JsonNode listed : list.answer().models()) {
            if (calls.identifier(listed).equals(calls.identifier(resource))) {
                return true;
            }
        }
        return false;
    }

    /** Deletes what a scenario is through with, where there is something. */
    final void release(JsonNode resource) {
        if (has("delete") && resource.isObject() && calls.isIdentified(resource)) {
            calls.delete(resource);
        }
    }
}
