package com.example.contract;

import com.fasterxml.jackson.databind.JsonNode;

/** Created and deleted; then read, updated, deleted, listed, and created again. */
final class DeleteScenario extends Scenario {

    DeleteScenario(InputSet set, TypeSchema schema, Calls calls, Report report, ReadRules reads) {
        super(set, schema, calls, report, reads);
    }

    @Override
    void run() {
        createFor(Rule.TEST_CREATE_DELETE).ifPresent(resource -> {
            Exchange delete = calls.delete(resource);
            if (judge(Rule.TEST_CREATE_DELETE, delete.answer().succeeded(), delete)) {
                judgeDeleted(resource);
                createAgain();
            }
        });
    }

    private void judgeDeleted(JsonNode resource) {
        if (has("read")) {
            judgeNotFound(Rule.TEST_DELETE_READ, calls.read(resource));
        }
        if (has("update")) {
            var input = set.update().orElse(set.create());
            judgeNotFound(
                    Rule.TEST_DELETE_UPDATE,
                    calls.update(ofResource(input, resource), ofResource(set.create(), resource)));
        }
        judgeNotFound(Rule.TEST_DELETE_DELETE, calls.delete(resource));
        if (has("list")) {
            new ListRules(this).judgeDeleted(resource);
        }
    }

    private void judgeNotFound(Rule rule, Exchange exchange) {
        judge(rule, exchange.answer().failedWith("NotFound"), exchange);
    }

    /** Any failure but these two is allowed: some services keep a name for a while. */
    private void createAgain() {
        Exchange again = calls.create(set.create());
        boolean isRefused =
                again.answer().failedWith("AlreadyExists") || again.answer().failedWith("InternalFailure");
        judge(Rule.TEST_DELETE_CREATE, !isRefused, again);
        if (again.answer().succeeded()) {
            release(again.answer().model());
        }
    }
}
