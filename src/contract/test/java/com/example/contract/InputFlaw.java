package com.example.contract;

import java.util.HashMap;
import java.util.Map;

/** Flaws of the input files, and the test that finds each, with its reason. */
enum InputFlaw {
    REGION("{{region}}", "eu-central-1", Rule.NO_REGIONS, "inputs_1_create.json: eu-central-1"),
    REGION_OF_GOVCLOUD("{{region}}", "us-gov-west-1", Rule.NO_REGIONS, "us-gov-west-1"),
    REGION_OF_A_SOVEREIGN_CLOUD("{{region}}", "eusc-de-east-1", Rule.NO_REGIONS, "eusc-de-east-1"),
    ACCOUNT("{{account}}", "123456789012", Rule.NO_ACCOUNTS, "inputs_1_create.json: 123456789012"),
    PARTITION("{{partition}} ", "arn:aws:toy:::", Rule.NO_PARTITIONS, "arn:aws:"),
    PARTITION_OF_CHINA("{{partition}}", "aws-cn", Rule.NO_PARTITIONS, "aws-cn"),
    UNKNOWN_VARIABLE("{{account}}", "{{StackExport}}", Rule.TEMPLATE_VARIABLES, "{{StackExport}}"),
    PROPERTY_IN_NO_INPUT(", \"Value\": \"b\"", "", Rule.PROPERTY_COVERAGE, "/properties/Parts/*/Value is in no"),
    PROPERTY_UNKNOWN("\"Secret\"", "\"Secrets\"", Rule.PROPERTY_COVERAGE, "extraneous key [Secrets]"),
    PROPERTY_INVALID("\"Size\": 1", "\"Size\": \"big\"", Rule.PROPERTY_COVERAGE, "expected type: Integer");

    private final String sound;
    private final String flawed;
    private final Rule rule;
    private final String reason;

    InputFlaw(String sound, String flawed, Rule rule, String reason) {
        this.sound = sound;
        this.flawed = flawed;
        this.rule = rule;
        this.reason = reason;
    }

    String finding() {
        return rule.title();
    }

    String reason() {
        return reason;
    }

    Map<String, String> in(Map<String, String> files) {
        Map<String, String> altered = new HashMap<>(files);
        altered.computeIfPresent("inputs_1_create.json", (name, text) -> text.replace(sound, flawed));
        return altered;
    }
}
