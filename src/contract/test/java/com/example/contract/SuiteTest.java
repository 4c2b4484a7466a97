package com.example.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.contract.Report.Result;
import com.example.contract.Report.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A sound type passes every test; each test finds the flaw that is made for it, and no other test does. */
class SuiteTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void aSoundTypePassesEverything() {
        Report report = run(new Toy(), Toy.SCHEMA, Toy.INPUTS);

        assertThat(failed(report)).isEmpty();
        assertThat(skipped(report)).isEmpty();
    }

    @Test
    void aTypeWhoseNameIsItsIdentifierMayRefuseToBeCreatedTwice() {
        Report report = run(new NamedToy(), NamedToy.SCHEMA, NamedToy.INPUTS);

        assertThat(failed(report)).isEmpty();
        assertThat(skipped(report))
                .containsExactlyInAnyOrder(
                        "test_create_create_primary_id_check",
                        "test_create_with_read_response_lcs [the first is still there]");
    }

    @ParameterizedTest
    @EnumSource
    void aFlawIsFoundByItsTests(Flaw flaw) {
        Report report = run(flaw.in(new Toy()), Toy.SCHEMA, Toy.INPUTS);

        assertThat(failed(report)).isEqualTo(flaw.findings());
    }

    @ParameterizedTest
    @EnumSource
    void aFlawInAnInputIsFoundByItsTest(InputFlaw flaw) {
        Report report = run(new Toy(), Toy.SCHEMA, flaw.in(Toy.INPUTS));

        assertThat(failed(report)).contains(flaw.finding());
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains(flaw.reason());
    }

    /** ENTRY_POINTS is of the jar: ArtifactTest has its flaw. */
    @Test
    void everyRuleHasAFlawThatItMustFind() {
        Set<String> found = new TreeSet<>(Set.of(Rule.ENTRY_POINTS.title()));
        for (Flaw flaw : Flaw.values()) {
            flaw.findings().forEach(title -> found.add(title.replaceFirst(" \\[.*", "")));
        }
        for (InputFlaw flaw : InputFlaw.values()) {
            found.add(flaw.finding());
        }

        for (Rule rule : Rule.values()) {
            assertThat(found).contains(rule.title());
        }
    }

    @Test
    void noRuleIsLeftOutInSilence() {
        for (Flaw flaw : Flaw.values()) {
            Report report = run(flaw.in(new Toy()), Toy.SCHEMA, Toy.INPUTS);

            for (Rule rule : Rule.values()) {
                String set = rule.isOfTheSuite() ? Report.SUITE : "inputs_1";
                assertThat(rule == Rule.ENTRY_POINTS || report.has(set, rule))
                        .as("%s of %s", rule, flaw)
                        .isTrue();
            }
        }
    }

    @Test
    void aTypeWithoutAHandlerIsNotAskedForIt() {
        String schema = Toy.SCHEMA.replace("\"update\": {}, ", "").replace(", \"list\": {}", "");

        Report report = run(new Toy(), schema, Toy.INPUTS);

        assertThat(failed(report)).isEmpty();
        assertThat(skipped(report))
                .contains("test_update", "test_delete_update", "test_create_list", "test_delete_list")
                .doesNotContain("test_create", "test_delete_read");
    }

    @Test
    void aFailureShowsItsRequestAndAnswerAndNoCredentials() {
        run(Flaw.UPDATE_FAILS.in(new Toy()), Toy.SCHEMA, Toy.INPUTS);

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("FAILED  inputs_1 test_update: update: FAILED NotUpdatable: told so")
                .contains("request  update {\"Id\":\"thing-")
                .contains("answer   {\"status\":\"FAILED\",\"errorCode\":\"NotUpdatable\"")
                .doesNotContain("a secret key");
    }

    @Test
    void nothingIsLeftBehind() {
        Toy toy = new Toy();

        run(toy, Toy.SCHEMA, Toy.INPUTS);

        assertThat(toy.held).isEmpty();
    }

    private Report run(Handlers handlers, String schemaText, Map<String, String> inputs) {
        TypeSchema schema = new TypeSchema(Json.read(schemaText, "schema"));
        var credentials = new Caller.Credentials("id", "a secret key", "token");
        Caller caller = new Caller("us-east-1", "123456789012", credentials, Optional.empty());
        Report report = new Report(new PrintStream(printed, true, StandardCharsets.UTF_8));
        Calls calls = new Calls(handlers, schema, caller, delay -> {});
        Map<String, String> files = new TreeMap<>(inputs);
        new Suite(schema, calls, report, files, InputSet.of(files, caller)).run(set -> true);
        return report;
    }

    private static Set<String> failed(Report report) {
        return titles(report, Verdict.FAILED);
    }

    private static Set<String> skipped(Report report) {
        return titles(report, Verdict.SKIPPED);
    }

    private static Set<String> titles(Report report, Verdict verdict) {
        return report.results().stream()
                .filter(result -> result.verdict() == verdict)
                .map(Result::test)
                .collect(Collectors.toSet());
    }
}
