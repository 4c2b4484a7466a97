package com.example.contract;

import com.fasterxml.jackson.databind.JsonNode;

/** Created, read, listed, created again beside itself, and read again. */
final class CreateScenario extends Scenario {

    CreateScenario(InputSet set, TypeSchema schema, Calls calls, Report report, ReadRules reads) {
        super(set, schema, calls, report, reads);
    }

    @Override
    void run() {
        Exchange create = calls.create(set.create());
        JsonNode resource = create.answer().model();
        boolean isIdentified = calls.isIdentified(resource);
        if (create.answer().succeeded() && !isIdentified) {
            report.fail(set.name(), Rule.TEST_CREATE, "SUCCESS without the primary identifier in the model", create);
            return;
        }
        if (!judge(Rule.TEST_CREATE, create.answer().succeeded(), create)) {
            release(resource);
            return;
        }
        if (has("read")) {
            read(Rule.TEST_CREATE_CREATE_READ, resource);
        }
        if (has("list")) {
            new ListRules(this).judgeCreated(resource);
        }
        createAgain(resource);
        if (has("read")) {
            read(Rule.TEST_CREATE_READ, resource);
        }
        release(resource);
    }

    private void read(Rule rule, JsonNode resource) {
        Exchange read = calls.read(resource);
        judge(rule, read.answer().succeeded(), read);
        reads.look(read, set.create());
    }

    private void createAgain(JsonNode resource) {
        Exchange again = calls.create(set.create());
        JsonNode second = again.answer().model();
        boolean isAnother =
                calls.isIdentified(second) && !calls.identifier(second).equals(calls.identifier(resource));
        if (again.answer().succeeded()) {
            report.pass(set.name(), Rule.TEST_CREATE_CREATE, "SUCCESS, so the next rule decides");
            judge(Rule.TEST_CREATE_CREATE_PRIMARY_ID_CHECK, isAnother, again);
        } else if (judge(Rule.TEST_CREATE_CREATE, again.answer().failedWith("AlreadyExists"), again)) {
            report.skip(
                    set.name(),
                    Rule.TEST_CREATE_CREATE_PRIMARY_ID_CHECK,
                    "does not apply: the second create was AlreadyExists");
        }
        if (isAnother) {
            release(second);
        }
    }
}
