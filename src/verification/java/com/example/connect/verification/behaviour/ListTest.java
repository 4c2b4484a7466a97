package com.example.connect.verification.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.Knob;
import com.example.connect.verification.cloudformation.CloudFormation;
import com.example.connect.verification.cloudformation.CloudFormationExtension;
import com.example.connect.verification.cloudformation.Ending;
import com.example.connect.verification.cloudformation.Templates;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** List narrows by what the model given says, and its pages are whole while numbers come and go. */
@ExtendWith(CloudFormationExtension.class)
class ListTest {

    private final ConnectSimulator connect;
    private final CloudFormation cfn;
    private final Templates templates;
    private int created;

    ListTest(ConnectSimulator connect, CloudFormation cfn, Templates templates) {
        this.connect = connect;
        this.cfn = cfn;
        this.templates = templates;
    }

    @BeforeEach
    void start() {
        created = 0;
        connect.set(Knob.QUOTA, Knob.UNLIMITED).set(Knob.RATE, Optional.empty());
    }

    private JsonNode create(Map<String, ?> edits) {
        Map<String, Object> properties = templates.searched();
        properties.putAll(edits);
        Ending ending = cfn.create("Number" + created++, properties);
        assertThat(ending.succeeded()).as("%s", ending.event()).isTrue();
        return ending.model();
    }

    static Stream<Map<String, String>> filters() {
        List<Map<String, String>> filters = new ArrayList<>();
        for (int chosen = 0; chosen < 16; chosen++) {
            Map<String, String> filter = new TreeMap<>();
            if ((chosen & 1) != 0) {
                filter.put("TargetArn", "other");
            }
            if ((chosen & 2) != 0) {
                filter.put("Type", "DID");
            }
            if ((chosen & 4) != 0) {
                filter.put("CountryCode", "GB");
            }
            if ((chosen & 8) != 0) {
                filter.put("Prefix", "+44");
            }
            filters.add(filter);
        }
        return filters.stream();
    }

    /** Every set of filters together: what List answers is what a reader of all numbers would pick. */
    @ParameterizedTest
    @MethodSource("filters")
    void narrowsByTargetTypeCountryAndPrefixInAnyCombination(Map<String, String> filter) {
        Map<String, String> asked = new TreeMap<>(filter);
        asked.computeIfPresent("TargetArn", (property, any) -> connect.account().otherInstanceArn());
        for (String target :
                List.of(connect.account().instanceArn(), connect.account().otherInstanceArn())) {
            for (String type : List.of("TOLL_FREE", "DID")) {
                for (String country : List.of("US", "GB")) {
                    create(Map.of("TargetArn", target, "Type", type, "CountryCode", country));
                }
            }
        }
        Predicate<JsonNode> matches = model -> asked.entrySet().stream()
                .allMatch(wanted -> wanted.getKey().equals("Prefix")
                        ? model.path("Address").asText().startsWith(wanted.getValue())
                        : model.path(wanted.getKey()).asText().equals(wanted.getValue()));

        List<JsonNode> all = listed(Map.of(), 1000, () -> {});

        assertThat(all).hasSize(8);
        assertThat(listed(asked, 1000, () -> {}))
                .isNotEmpty()
                .containsExactlyElementsOf(all.stream().filter(matches).toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void whatIsThereAllTheTimeIsListedOnceWhileNumbersComeAndGoBetweenPages(int pageSize) {
        List<String> staying = new ArrayList<>();
        List<JsonNode> leaving = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            JsonNode model = create(Map.of());
            if (i % 3 == 0) {
                leaving.add(model);
            } else {
                staying.add(arn(model));
            }
        }
        Random random = new Random(pageSize);

        List<String> arns = listed(Map.of(), pageSize, () -> {
                    if (!leaving.isEmpty()) {
                        JsonNode gone = leaving.remove(random.nextInt(leaving.size()));
                        assertThat(cfn.delete("Gone", arn(gone)).succeeded()).isTrue();
                        create(Map.of());
                    }
                })
                .stream()
                .map(ListTest::arn)
                .toList();

        assertThat(leaving).as("some went while others were listed").hasSizeLessThan(4);
        assertThat(arns).doesNotHaveDuplicates().containsAll(staying);
    }

    @Test
    void aPageThatEndsAtANumberReleasedSinceGoesOnBehindIt() {
        List<JsonNode> models = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            models.add(create(Map.of()));
        }
        Ending first = page(Map.of(), 2, null);
        String next = first.event().path("nextToken").asText();
        List<String> seen = arns(first);
        List<String> unseen = models.stream()
                .map(ListTest::arn)
                .filter(arn -> !seen.contains(arn))
                .toList();
        cfn.delete("Gone", unseen.get(0));

        assertThat(arns(page(Map.of(), 2, next))).containsExactly(unseen.get(1));
    }

    @Test
    void needsNoModel() {
        JsonNode only = create(Map.of());
        ObjectNode payload = cfn.payload("LIST", "Number", CloudFormation.JSON.nullNode(), null);

        assertThat(arns(cfn.run(payload))).containsExactly(arn(only));
    }

    private static String arn(JsonNode model) {
        return model.path("PhoneNumberArn").asText();
    }

    private static List<String> arns(Ending page) {
        List<String> arns = new ArrayList<>();
        page.event().path("resourceModels").forEach(model -> arns.add(arn(model)));
        return arns;
    }

    private Ending page(Map<String, ?> filter, int size, @Nullable String nextToken) {
        Ending page = cfn.list(filter, nextToken, size);
        assertThat(page.succeeded()).as("%s", page.event()).isTrue();
        return page;
    }

    private List<JsonNode> listed(Map<String, ?> filter, int pageSize, Runnable between) {
        List<JsonNode> models = new ArrayList<>();
        Optional<String> token = Optional.empty();
        do {
            Ending page = page(filter, pageSize, token.orElse(null));
            page.event().path("resourceModels").forEach(models::add);
            token = Optional.ofNullable(page.event().path("nextToken").asText(null));
            between.run();
        } while (token.isPresent());
        return models;
    }
}
