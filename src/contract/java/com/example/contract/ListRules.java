package com.example.contract;

import com.example.contract.Report.Verdict;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is judged of lists. The guide does not say what a list is asked with: it is asked with the model, and without. */
final class ListRules {
    private static final String WITH_MODEL = "asked with the model";
    private static final String WITHOUT_MODEL = "asked without a model";

    private final Scenario scenario;

    ListRules(Scenario scenario) {
        this.scenario = scenario;
    }

    void judgeCreated(JsonNode resource) {
        lists(resource).forEach((reading, list) -> {
            judge(Rule.TEST_CREATE_LIST, reading, list, scenario.isListed(list, resource), "the resource is listed");
            if (scenario.has("read")) {
                judgeReadable(reading, list);
            }
        });
    }

    /** Asked with the model as it is after the update: a resource can have moved. */
    void judgeUpdated(JsonNode resource, JsonNode updated) {
        lists(updated)
                .forEach((reading, list) -> judge(
                        Rule.TEST_UPDATE_LIST,
                        reading,
                        list,
                        scenario.isListed(list, resource),
                        "the resource is listed"));
    }

    void judgeDeleted(JsonNode resource) {
        lists(resource)
                .forEach((reading, list) -> judge(
                        Rule.TEST_DELETE_LIST,
                        reading,
                        list,
                        !scenario.isListed(list, resource),
                        "the deleted resource is not listed"));
    }

    private Map<String, Exchange> lists(JsonNode resource) {
        Map<String, Exchange> lists = new LinkedHashMap<>();
        lists.put(WITH_MODEL, scenario.calls.list(resource));
        if (scenario.schema.listsWithoutModel()) {
            lists.put(WITHOUT_MODEL, scenario.calls.list(Json.object()));
        }
        return lists;
    }

    private void judgeReadable(String reading, Exchange list) {
        if (!list.answer().succeeded()) {
            add(Rule.TEST_CREATE_LIST_READ, reading, Verdict.SKIPPED, "not reached: the list failed", list);
            return;
        }
        for (JsonNode listed : list.answer().models()) {
            Exchange read = scenario.calls.read(listed);
            if (!scenario.calls.isIdentified(listed) || read.answer().failedWith("NotFound")) {
                add(Rule.TEST_CREATE_LIST_READ, reading, Verdict.FAILED, "listed and not readable", read);
                return;
            }
        }
        int count = list.answer().models().size();
        add(Rule.TEST_CREATE_LIST_READ, reading, Verdict.PASSED, count + " listed and read", list);
    }

    private void judge(Rule rule, String reading, Exchange list, boolean holds, String law) {
        boolean passed = list.answer().succeeded() && holds;
        String reason = list.answer().succeeded()
                ? (holds ? law : "broken: " + law)
                : list.answer().brief();
        add(rule, reading, passed ? Verdict.PASSED : Verdict.FAILED, reason, list);
    }

    private void add(Rule rule, String reading, Verdict verdict, String reason, Exchange evidence) {
        scenario.report.add(scenario.set.name(), rule, reading, verdict, reason, evidence);
    }
}
