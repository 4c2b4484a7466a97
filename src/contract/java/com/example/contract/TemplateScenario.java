package com.example.contract;

import com.example.contract.Report.Verdict;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * A read's output, less the read-only properties, created again.
 *
 * <p>The guide does not say whether the first resource is still there: both are tried.
 */
final class TemplateScenario extends Scenario {
    private static final String STILL_THERE = "the first is still there";
    private static final String GONE = "the first is gone";

    TemplateScenario(InputSet set, TypeSchema schema, Calls calls, Report report, ReadRules reads) {
        super(set, schema, calls, report, reads);
    }

    @Override
    void run() {
        Exchange create = calls.create(set.create());
        JsonNode resource = create.answer().model();
        Exchange read = create.answer().succeeded() ? calls.read(resource) : create;
        if (!read.answer().succeeded()) {
            add(
                    STILL_THERE,
                    Verdict.FAILED,
                    "before it, " + read.action() + ": " + read.answer().brief(),
                    read);
            add(GONE, Verdict.SKIPPED, "not reached", read);
            release(resource);
            return;
        }
        reads.look(read, set.create());
        ObjectNode template = read.answer().model().deepCopy();
        schema.readOnly().forEach(path -> path.removeFrom(template));
        if (schema.identifierIsReadOnly()) {
            createFrom(template, STILL_THERE);
        } else {
            add(STILL_THERE, Verdict.SKIPPED, "does not apply: the template names the identifier", read);
        }
        goneThen(resource)
                .ifPresentOrElse(
                        delete -> add(
                                GONE,
                                Verdict.FAILED,
                                "before it, delete: " + delete.answer().brief(),
                                delete),
                        () -> createFrom(template, GONE));
    }

    /** Deletes the first; the delete, where it failed. */
    private Optional<Exchange> goneThen(JsonNode resource) {
        if (!has("delete")) {
            return Optional.empty();
        }
        Exchange delete = calls.delete(resource);
        return delete.answer().succeeded() ? Optional.empty() : Optional.of(delete);
    }

    private void createFrom(ObjectNode template, String reading) {
        Exchange copy = calls.create(template);
        Verdict verdict = copy.answer().succeeded() ? Verdict.PASSED : Verdict.FAILED;
        add(reading, verdict, copy.answer().brief(), copy);
        if (verdict == Verdict.PASSED) {
            release(copy.answer().model());
        }
    }

    private void add(String reading, Verdict verdict, String reason, Exchange evidence) {
        report.add(set.name(), Rule.TEST_CREATE_WITH_READ_RESPONSE, reading, verdict, reason, evidence);
    }
}
