package com.example.connect.verification.behaviour;

import static com.example.connect.verification.cases.Scenario.and;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.simulator.Answer;
import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.Fault;
import com.example.connect.simulator.HeldNumber;
import com.example.connect.simulator.Knob;
import com.example.connect.simulator.Trouble;
import com.example.connect.verification.cloudformation.CloudFormation;
import com.example.connect.verification.cloudformation.CloudFormationExtension;
import com.example.connect.verification.cloudformation.Ending;
import com.example.connect.verification.cloudformation.Templates;
import com.example.connect.verification.contract.Schema;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a read returns can be created, and can be sent back with the write-only properties that it lacks. */
@ExtendWith(CloudFormationExtension.class)
class ReadModelTest {

    private final ConnectSimulator connect;
    private final CloudFormation cfn;
    private final Templates templates;

    ReadModelTest(ConnectSimulator connect, CloudFormation cfn, Templates templates) {
        this.connect = connect;
        this.cfn = cfn;
        this.templates = templates;
    }

    enum Origin {
        SEARCHED,
        EXACT,
        IMPORTED
    }

    @BeforeEach
    void start() {
        connect.set(Knob.RATE, Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({"SEARCHED, false", "SEARCHED, true", "EXACT, false", "EXACT, true", "IMPORTED, false", "IMPORTED, true"
    })
    void whatAReadReturnsCanBeCreatedWithTheFirstNumberThereOrGone(Origin origin, boolean isGone) {
        String arn = create(origin).property("PhoneNumberArn");
        JsonNode read = cfn.read(arn).model();
        if (isGone) {
            cfn.delete("Number", arn);
        }

        Ending second = cfn.create("Second", CloudFormation.JSON.convertValue(desired(read), Map.class));

        assertThat(second.succeeded()).as(second.event().toString()).isTrue();
        assertThat(second.property("PhoneNumberArn")).isNotEqualTo(arn);
        assertThat(desired(cfn.read(second.property("PhoneNumberArn")).model())).isEqualTo(desired(read));
    }

    @Test
    void soOfATrafficDistributionGroup() {
        Map<String, Object> onAGroup = templates.searched();
        onAGroup.put("TargetArn", connect.account().tdgArn());
        JsonNode read = cfn.read(cfn.create("Number", onAGroup).property("PhoneNumberArn"))
                .model();

        Ending second = cfn.create("Second", CloudFormation.JSON.convertValue(desired(read), Map.class));

        assertThat(second.succeeded()).as(second.event().toString()).isTrue();
        assertThat(second.property("TargetArn")).isEqualTo(connect.account().tdgArn());
    }

    /** As tools do that write a template's write-only properties into every patch: the previous state is a read. */
    @ParameterizedTest
    @EnumSource
    void writeOnlyPropertiesThatThePreviousStateLacksNeitherFailNorReplace(Origin origin) {
        String arn = create(origin).property("PhoneNumberArn");
        HeldNumber number = connect.number(arn).orElseThrow();
        JsonNode read = cfn.read(arn).model();
        ObjectNode again = read.deepCopy();
        again.put("PhoneNumber", number.number()).put("Prefix", number.number().substring(0, 4));
        number.sourceArn().ifPresent(source -> again.put("SourcePhoneNumberArn", source));
        String state = number.state().toString();

        Ending same = cfn.update("Number", read, again);
        Ending described = cfn.update("Number", read, again.deepCopy().put("Description", "back door"));

        assertThat(same.succeeded()).as(same.event().toString()).isTrue();
        assertThat(described.succeeded()).as(described.event().toString()).isTrue();
        assertThat(described.property("Description")).isEqualTo("back door");
        HeldNumber after = connect.number(arn).orElseThrow();
        assertThat(after.state().toString().replace("back door", "front door")).isEqualTo(state);
        assertThat(connect.claimsMade()).isEqualTo(1);
    }

    /** A previous state that is a read cannot tell whether the template has changed: the number decides. */
    @Test
    void anotherNumberThanThatOfAReadNeedsAnotherNumber() {
        String arn = create(Origin.EXACT).property("PhoneNumberArn");
        JsonNode read = cfn.read(arn).model();

        Ending ending = cfn.update("Number", read, read.<ObjectNode>deepCopy().put("PhoneNumber", "+18005550199"));

        assertThat(ending.errorCode()).isEqualTo("NotUpdatable");
        assertThat(ending.message()).contains("'+18005550199'", "'" + Templates.EXACT + "'");
    }

    @Test
    void everyReadOnlyPropertyIsInAReadAndNoWriteOnlyOne() {
        JsonNode read =
                cfn.read(create(Origin.IMPORTED).property("PhoneNumberArn")).model();

        assertThat(read.fieldNames())
                .toIterable()
                .containsAll(Schema.properties("readOnlyProperties"))
                .doesNotContainAnyElementsOf(Schema.properties("writeOnlyProperties"));
    }

    /**
     * Tools patch arrays by their index, so an order that varies has them change another tag. "Aa" and "BB" have the same
     * hash, so a set that only hashes keeps the order of Connect's answer.
     */
    @Test
    void theSameNumberGivesTheSameBytesInWhateverOrderConnectTellsItsTags() {
        Map<String, Object> properties = templates.searched();
        List<String> keys = List.of("Zone", "BB", "Aa", "Team", "Shift", "a", "é");
        properties.put(
                "Tags",
                keys.stream().map(key -> Map.of("Key", key, "Value", "v")).toList());
        Ending created = cfn.create("Number", properties);
        String arn = created.property("PhoneNumberArn");
        Map<String, String> there = connect.number(arn).orElseThrow().state().tags();
        String first = cfn.read(arn).event().toString();
        for (Comparator<String> order : List.<Comparator<String>>of(
                Comparator.naturalOrder(), Comparator.reverseOrder(), Comparator.comparing(String::hashCode))) {
            Map<String, String> told = new LinkedHashMap<>();
            there.keySet().stream().sorted(order).forEach(key -> told.put(key, there.get(key)));
            connect.script(Trouble.on("DescribePhoneNumber")
                    .of(new Fault.Instead(
                            Fault.Stage.BEFORE,
                            Answer.ok(Map.of(
                                    "ClaimedPhoneNumberSummary", Map.of("PhoneNumberArn", arn, "Tags", told))))));

            JsonNode tags = cfn.read(arn).model().path("Tags");

            assertThat(tags).isEqualTo(created.model().path("Tags"));
            assertThat(tags.findValuesAsText("Key")).isSorted().hasSameSizeAs(keys);
        }
        assertThat(cfn.read(arn).event()).hasToString(first);
        assertThat(cfn.update(arn, properties, and(properties, "Description", "x"))
                        .model()
                        .path("Tags")
                        .findValuesAsText("Key"))
                .isSorted();
    }

    private Ending create(Origin origin) {
        Map<String, Object> properties = switch (origin) {
            case SEARCHED -> templates.searched();
            case EXACT -> templates.exact();
            case IMPORTED -> templates.imported();
        };
        properties.put("Description", "front door");
        properties.put("ContactFlowArn", connect.account().flowArn());
        properties.put("Tags", List.of(Map.of("Key", "team", "Value", "voice")));
        Ending created = cfn.create("Number", properties);
        assertThat(created.succeeded()).as(created.event().toString()).isTrue();
        return created;
    }

    private static ObjectNode desired(JsonNode read) {
        return read.<ObjectNode>deepCopy().remove(Schema.properties("readOnlyProperties"));
    }
}
