package com.example.contract;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** All tests of one type: those that its handlers call for, over all sets of inputs. */
final class Suite {
    private final TypeSchema schema;
    private final Calls calls;
    private final Report report;
    private final Map<String, String> files;
    private final List<InputSet> sets;

    Suite(TypeSchema schema, Calls calls, Report report, Map<String, String> files, List<InputSet> sets) {
        this.schema = schema;
        this.calls = calls;
        this.report = report;
        this.files = files;
        this.sets = sets;
    }

    /** The rules about the inputs look at all sets; only those that are {@code wanted} are run. */
    void run(Predicate<InputSet> wanted) {
        InputRules inputs = new InputRules(files, report);
        inputs.checkTexts();
        inputs.checkCoverage(sets, schema);
        ReadRules reads = new ReadRules(schema, report);
        sets.stream().filter(wanted).forEach(set -> run(set, reads));
        if (Rule.READS_COVER_SCHEMA.appliesTo(schema.handlers())) {
            reads.concludeSuite();
        } else {
            report.skip(Report.SUITE, Rule.READS_COVER_SCHEMA, "does not apply: the type lacks a handler for it");
        }
    }

    private void run(InputSet set, ReadRules reads) {
        Set<String> handlers = schema.handlers();
        if (handlers.contains("create")) {
            new CreateScenario(set, schema, calls, report, reads).run();
        }
        if (Rule.TEST_CREATE_WITH_READ_RESPONSE.appliesTo(handlers)) {
            new TemplateScenario(set, schema, calls, report, reads).run();
        }
        if (Rule.TEST_UPDATE.appliesTo(handlers) && set.update().isPresent()) {
            new UpdateScenario(set, set.update().get(), schema, calls, report, reads).run();
        }
        if (Rule.TEST_CREATE_DELETE.appliesTo(handlers)) {
            new DeleteScenario(set, schema, calls, report, reads).run();
        }
        if (Rule.READ_CONFORMS.appliesTo(handlers)) {
            reads.conclude(set.name());
        }
        complete(set);
    }

    /** No rule is left out without a word. */
    private void complete(InputSet set) {
        for (Rule rule : Rule.values()) {
            if (rule.isOfTheSuite() || report.has(set.name(), rule)) {
                continue;
            }
            if (!rule.appliesTo(schema.handlers())) {
                report.skip(set.name(), rule, "does not apply: the type lacks a handler for it");
            } else if (rule.needsUpdateInput() && set.update().isEmpty()) {
                report.skip(set.name(), rule, "does not apply: the set has no update input");
            } else {
                report.skip(set.name(), rule, "not reached: a rule before it failed");
            }
        }
    }
}
