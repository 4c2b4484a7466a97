package com.example.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The assertions that are made of every successful read: one result a set and rule, the first read that breaks it. */
final class ReadRules {
    private static final List<Rule> RULES =
            List.of(Rule.READ_MATCHES_INPUT, Rule.READ_HAS_READ_ONLY, Rule.READ_HIDES_WRITE_ONLY, Rule.READ_CONFORMS);

    private record Finding(String reason, Exchange read) {}

    private final TypeSchema schema;
    private final Report report;
    private final Matching matching;
    private final List<JsonNode> models = new ArrayList<>();
    private final Map<Rule, Finding> findings = new EnumMap<>(Rule.class);
    private int readsOfSet;

    ReadRules(TypeSchema schema, Report report) {
        this.schema = schema;
        this.report = report;
        this.matching = new Matching(schema);
    }

    /** A read of a resource whose state {@code asked} produced; one that failed is another rule's matter. */
    void look(Exchange read, JsonNode asked) {
        if (!read.answer().succeeded()) {
            return;
        }
        JsonNode model = read.answer().model();
        readsOfSet++;
        models.add(model);
        matching.difference(asked, model).ifPresent(reason -> find(Rule.READ_MATCHES_INPUT, reason, read));
        broken(schema.readOnly(), path -> path.values(model).isEmpty())
                .ifPresent(paths -> find(Rule.READ_HAS_READ_ONLY, paths + " is read-only and not returned", read));
        broken(schema.writeOnly(), path -> !path.values(model).isEmpty())
                .ifPresent(paths -> find(Rule.READ_HIDES_WRITE_ONLY, paths + " is write-only and returned", read));
        List<String> violations = schema.violations(model);
        if (!violations.isEmpty()) {
            find(Rule.READ_CONFORMS, String.join("; ", violations), read);
        }
    }

    /** Writes the results of the set whose reads were looked at since the last time. */
    void conclude(String set) {
        for (Rule rule : RULES) {
            Finding finding = findings.get(rule);
            if (finding != null) {
                report.fail(set, rule, finding.reason(), finding.read());
            } else if (readsOfSet == 0) {
                report.skip(set, rule, "not reached: no read succeeded");
            } else {
                report.pass(set, rule, readsOfSet + " reads" + untransformed(rule));
            }
        }
        findings.clear();
        readsOfSet = 0;
    }

    /** All reads of all sets together show every property. */
    void concludeSuite() {
        List<PropertyPath> missing = schema.properties().stream()
                .filter(path -> schema.writeOnly().stream().noneMatch(path::isWithin))
                .filter(path ->
                        models.stream().allMatch(model -> path.values(model).isEmpty()))
                .toList();
        if (missing.isEmpty()) {
            report.pass(Report.SUITE, Rule.READS_COVER_SCHEMA, models.size() + " reads");
        } else {
            report.fail(Report.SUITE, Rule.READS_COVER_SCHEMA, "in none of " + models.size() + " reads: " + missing);
        }
    }

    private String untransformed(Rule rule) {
        return rule == Rule.READ_MATCHES_INPUT && !schema.transformed().isEmpty()
                ? "; not compared, as their propertyTransform is not evaluated here: " + schema.transformed()
                : "";
    }

    private void find(Rule rule, String reason, Exchange read) {
        findings.putIfAbsent(rule, new Finding(reason, read));
    }

    private static Optional<List<PropertyPath>> broken(List<PropertyPath> paths, Predicate<PropertyPath> isBroken) {
        List<PropertyPath> found = paths.stream().filter(isBroken).toList();
        return found.isEmpty() ? Optional.empty() : Optional.of(found);
    }
}
