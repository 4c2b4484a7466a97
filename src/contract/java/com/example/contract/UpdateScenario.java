package com.example.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Created, updated by the set's update input, read by either identifier, and listed. */
final class UpdateScenario extends Scenario {
    private final ObjectNode input;

    UpdateScenario(InputSet set, ObjectNode input, TypeSchema schema, Calls calls, Report report, ReadRules reads) {
        super(set, schema, calls, report, reads);
        this.input = input;
    }

    @Override
    void run() {
        Optional<JsonNode> created = createFor(Rule.TEST_UPDATE);
        created.ifPresent(resource -> {
            Exchange update = calls.update(ofResource(input, resource), ofResource(set.create(), resource));
            if (judge(Rule.TEST_UPDATE, update.answer().succeeded(), update)) {
                judgeUpdated(resource, update);
            }
            release(resource);
        });
    }

    private void judgeUpdated(JsonNode resource, Exchange update) {
        JsonNode updated = update.answer().model();
        boolean isSame = calls.identifier(updated).equals(calls.identifier(resource));
        judge(Rule.TEST_UPDATE_PRIMARY_ID_CHECK, isSame && calls.isIdentified(updated), update);
        if (has("read")) {
            Exchange byUpdate = calls.read(updated);
            Exchange byCreate = calls.read(resource);
            judge(Rule.TEST_UPDATE_READ, byUpdate.answer().succeeded(), byUpdate);
            judgeEqual(byCreate, byUpdate);
            reads.look(byUpdate, input);
        }
        if (has("list")) {
            new ListRules(this).judgeUpdated(resource, updated);
        }
        if (!isSame) {
            release(updated);
        }
    }

    private void judgeEqual(Exchange byCreate, Exchange byUpdate) {
        boolean areEqual = byCreate.answer().succeeded()
                && byUpdate.answer().succeeded()
                && byCreate.answer().model().equals(byUpdate.answer().model());
        if (areEqual) {
            report.pass(set.name(), Rule.READS_BY_EITHER_ARE_EQUAL, "the models are equal");
        } else {
            report.fail(set.name(), Rule.READS_BY_EITHER_ARE_EQUAL, "the models differ", byCreate, byUpdate);
        }
    }
}
