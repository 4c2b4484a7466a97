package com.example.connect.evidence;

import com.example.connect.simulator.Belief;
import com.example.connect.simulator.Belief.Grade;
import com.example.connect.simulator.Knob;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Every row: the knobs, the facts of cloudformation.json, and the marks. */
final class Evidence {

    private static final String FACTS = "src/verification/resources/cloudformation.json";

    private final Map<String, String> texts;
    private final TestNames tests;

    Evidence(Map<String, String> texts, TestNames tests) {
        this.texts = texts;
        this.tests = tests;
    }

    List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        Knob.byConcern().forEach((topic, knobs) -> knobs.forEach(knob -> rows.add(row(topic, knob))));
        rows.addAll(facts());
        texts.forEach((path, text) -> rows.addAll(Marks.rows(path, text)));
        return rows;
    }

    private Row row(String topic, Knob<?> knob) {
        Belief belief = knob.belief();
        return new Row(
                topic,
                belief.grade(),
                "By default `" + knob.standardText() + "`: " + belief.meaning() + ".",
                belief.source(),
                "`" + knob.name() + "`",
                tests.thatTurn(knob.name()));
    }

    private List<Row> facts() {
        List<Row> rows = new ArrayList<>();
        for (Map.Entry<String, JsonNode> fact :
                read(texts.getOrDefault(FACTS, "{}")).properties()) {
            JsonNode said = fact.getValue();
            if (said.isObject()) {
                rows.add(new Row(
                        Topic.CLOUDFORMATION.heading(),
                        Row.grade(said.path("grade").asText()),
                        said.path("belief").asText(),
                        said.path("source").asText(),
                        "[" + fact.getKey() + "](../" + FACTS + ")",
                        Arrays.stream(said.path("test").asText().split(", "))
                                .filter(test -> !test.isEmpty())
                                .toList()));
            }
        }
        return rows;
    }

    private static JsonNode read(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalArgumentException(unreadable);
        }
    }

    /** The knobs that no test turns, each with its concern. */
    List<String> knobsWithoutATest() {
        return Knob.byConcern().entrySet().stream()
                .flatMap(concern -> concern.getValue().stream()
                        .filter(knob -> tests.thatTurn(knob.name()).isEmpty())
                        .map(knob -> knob.name() + " (" + concern.getKey() + ")"))
                .toList();
    }

    /** What the rows that no knob sets lack: a sentence, a source, a test that there is. */
    List<String> incomplete() {
        return Stream.concat(
                        facts().stream(),
                        texts.entrySet().stream().flatMap(file -> Marks.rows(file.getKey(), file.getValue()).stream()))
                .flatMap(this::lacks)
                .toList();
    }

    private Stream<String> lacks(Row row) {
        Stream<String> missing = row.tests().stream()
                .filter(test -> !tests.has(test))
                .map(test -> row.belief() + ": there is no " + test);
        boolean said = !row.belief().isEmpty() && !row.source().isEmpty();
        boolean tested = !row.tests().isEmpty() || row.grade() == Grade.CHOICE;
        return said && tested ? missing : Stream.of(row.place() + ": no sentence, no source or no test");
    }
}
