package com.example.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The validation of the input files: their texts, and what of the schema they exercise. */
final class InputRules {
    private static final Pattern REGION = Pattern.compile("\\b(?:af|ap|ca|cn|eu|eusc|il|me|mx|sa|us)(?:-[a-z]+)?"
            + "-(?:central|(?:north|south)?(?:east|west)|north|south)-\\d+\\b");
    // Belief (official; registration): The inputs may name no Region, no partition and no account, for which 12 digits
    // in a row count. Source: CloudFormation CLI user guide, contract tests v2. Test:
    // SuiteTest#aFlawInAnInputIsFoundByItsTest,
    // test_contract_inputs.py::test_no_input_names_a_region_an_account_or_a_partition.
    private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");
    private static final Pattern PARTITION =
            Pattern.compile("\\barn:aws[a-z-]*:|(?<![\\w-])aws-(?:cn|us-gov|eusc|iso(?:-[a-z])?)(?![\\w-])");
    private static final Pattern VARIABLE = Pattern.compile("\\{\\{([^{}]*)}}");
    // Belief (official; registration): The tests v2 fill in {{region}}, {{account}} and {{partition}}, and nothing
    // else. Source: CloudFormation CLI user guide, contract tests v2. Test: SuiteTest#aFlawInAnInputIsFoundByItsTest,
    // CallerTest#theSetsAreInTheOrderOfTheirNamesWithTheVariablesFilledIn.
    private static final Set<String> FILLED_IN = Set.of("region", "account", "partition");

    private final Map<String, String> files;
    private final Report report;

    InputRules(Map<String, String> files, Report report) {
        this.files = files;
        this.report = report;
    }

    void checkTexts() {
        absent(Rule.NO_REGIONS, REGION, "a Region's name; write {{region}}");
        absent(Rule.NO_ACCOUNTS, ACCOUNT, "12 digits, as an account id has; write {{account}}");
        absent(Rule.NO_PARTITIONS, PARTITION, "a partition's name; write {{partition}}");
        List<String> unknown = new ArrayList<>();
        files.forEach((name, text) -> VARIABLE.matcher(text)
                .results()
                .map(match -> match.group(1))
                .filter(variable -> !FILLED_IN.contains(variable))
                .distinct()
                .forEach(variable -> unknown.add(name + ": {{" + variable + "}}")));
        conclude(Rule.TEMPLATE_VARIABLES, unknown, "v2 fills in {{region}}, {{account}} and {{partition}} only");
    }

    /** Each property that can be asked for is in a create or an update input, and nothing there breaks the schema. */
    void checkCoverage(List<InputSet> sets, TypeSchema schema) {
        Set<String> problems = new TreeSet<>();
        List<JsonNode> inputs = new ArrayList<>();
        for (InputSet set : sets) {
            inputs.add(set.create());
            set.update().ifPresent(inputs::add);
            violations(set.name() + "_create", set.create(), schema, problems);
            set.update().ifPresent(update -> violations(set.name() + "_update", update, schema, problems));
        }
        for (PropertyPath path : schema.properties()) {
            // Belief (official; registration): The create and update inputs together exercise every property that is
            // not read-only; whether a gap blocks a registration is not documented. Source: CloudFormation CLI user
            // guide, contract tests v2. Test: SuiteTest#aFlawInAnInputIsFoundByItsTest,
            // test_contract_inputs.py::test_all_sets_exercise_every_property_and_the_searched_one_all_but_two.
            boolean isAsked = schema.readOnly().stream().noneMatch(path::isWithin);
            if (isAsked && inputs.stream().allMatch(input -> path.values(input).isEmpty())) {
                problems.add(path + " is in no create or update input");
            }
        }
        if (sets.isEmpty()) {
            problems.add("there is no inputs_N_create.json");
        }
        conclude(Rule.PROPERTY_COVERAGE, problems, "the inputs together exercise every property");
    }

    private static void violations(String name, ObjectNode input, TypeSchema schema, Set<String> problems) {
        schema.violations(input).forEach(violation -> problems.add(name + " " + violation));
    }

    private void absent(Rule rule, Pattern pattern, String remedy) {
        List<String> found = new ArrayList<>();
        files.forEach((name, text) -> {
            Matcher matcher = pattern.matcher(text);
            if (matcher.find()) {
                found.add(name + ": " + matcher.group());
            }
        });
        conclude(rule, found, "no input may have " + remedy);
    }

    private void conclude(Rule rule, Iterable<String> problems, String law) {
        String list = String.join("; ", problems);
        if (list.isEmpty()) {
            report.pass(Report.SUITE, rule, files.size() + " files");
        } else {
            report.fail(Report.SUITE, rule, law + ": " + list);
        }
    }
}
