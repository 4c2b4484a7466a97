package com.example.connect.verification.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.simulator.Call;
import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.HeldNumber;
import com.example.connect.verification.cloudformation.CloudFormation;
import com.example.connect.verification.cloudformation.CloudFormationExtension;
import com.example.connect.verification.cloudformation.Ending;
import com.example.connect.verification.cloudformation.Templates;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Updates that change nothing: what is refused, and what the number already is. */
@ExtendWith(CloudFormationExtension.class)
class UpdateRefusalsTest {

    private Map<String, Object> before;
    private String arn;
    private final ConnectSimulator connect;
    private final CloudFormation cfn;
    private final Templates templates;

    UpdateRefusalsTest(ConnectSimulator connect, CloudFormation cfn, Templates templates) {
        this.connect = connect;
        this.cfn = cfn;
        this.templates = templates;
    }

    @BeforeEach
    void start() {
        before = templates.searched();
        before.put("Description", "front door");
        before.put("Tags", tags("team", "voice", "stage", "test"));
        arn = cfn.create("Number", before).property("PhoneNumberArn");
        connect.clearCalls();
    }

    private static List<Map<String, String>> tags(String... keysAndValues) {
        List<Map<String, String>> tags = new ArrayList<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            tags.add(Map.of("Key", keysAndValues[i], "Value", keysAndValues[i + 1]));
        }
        return tags;
    }

    private Ending update(Map<String, Object> after) {
        return cfn.update(arn, before, after);
    }

    private Map<String, Object> changed(String property, Object value) {
        Map<String, Object> after = new HashMap<>(before);
        after.put(property, value);
        return after;
    }

    private Map<String, Object> without(String property) {
        Map<String, Object> after = new HashMap<>(before);
        after.remove(property);
        return after;
    }

    private HeldNumber number() {
        return connect.number(arn).orElseThrow();
    }

    private List<String> operations() {
        return connect.calls().stream().map(Call::operation).toList();
    }

    @Test
    void tooManyTagsAreRefusedWithTheCountBeforeAnythingChanges() {
        Map<String, String> foreign = new HashMap<>();
        for (int i = 0; i < 46; i++) {
            foreign.put("foreign" + i, "tag");
        }
        connect.putTags(arn, foreign);

        Ending ending = update(changed("Tags", tags("team", "voice", "stage", "test", "one", "more", "two", "more")));

        assertThat(ending.errorCode()).isEqualTo("InvalidRequest");
        assertThat(ending.message()).contains("Tags", "51", "50");
        assertThat(operations()).containsExactly("DescribePhoneNumber");
    }

    @Test
    void targetsThatBothDifferAndDisagreeAreRefused() {
        JsonNode read = cfn.read(arn).model();
        ObjectNode both = read.deepCopy();
        both.put("InstanceId", "another").put("TargetArn", connect.account().tdgArn());

        Ending ending = cfn.update("Number", read, both);

        assertThat(ending.errorCode()).isEqualTo("InvalidRequest");
        assertThat(ending.message()).contains("TargetArn", "InstanceId");
    }

    @Test
    void readsOwnModelCanBeSentBackAndChangesNothing() {
        JsonNode read = cfn.read(arn).model();
        connect.clearCalls();

        Ending ending = cfn.update("Number", CloudFormation.model(arn, before), read);

        assertThat(ending.succeeded()).as(ending.event().toString()).isTrue();
        assertThat(operations()).containsExactly("DescribePhoneNumber");
    }

    @Test
    void statingWhatTheNumberAlreadyIsChangesNothing() {
        String address = number().number();
        for (Map<String, Object> after :
                List.of(changed("PhoneNumber", address), changed("Prefix", address.substring(0, 5)), without("Type"))) {
            connect.clearCalls();
            assertThat(update(after).succeeded()).as(after.toString()).isTrue();
            assertThat(operations()).containsExactly("DescribePhoneNumber");
        }
    }

    @ParameterizedTest
    @CsvSource({"PhoneNumber, +18005550199", "Type, DID", "CountryCode, DE", "Prefix, +1999"})
    void whatNeedsAnotherNumberIsNotUpdatable(String property, String value) {
        Ending ending = update(changed(property, value));

        assertThat(ending.errorCode()).isEqualTo("NotUpdatable");
        assertThat(ending.message()).contains(property, value);
        assertThat(operations()).containsExactly("DescribePhoneNumber");
    }

    @ParameterizedTest
    @CsvSource({"Type, DID", "CountryCode, DE", "Prefix, +1999"})
    void aFalseStatementBesideAnUnchangedPhoneNumberIsInvalidRequest(String property, String value) {
        Map<String, Object> after = changed(property, value);
        after.put("PhoneNumber", number().number());

        Ending ending = update(after);

        assertThat(ending.errorCode()).isEqualTo("InvalidRequest");
        assertThat(ending.message()).contains(property, value);
    }

    @Test
    void aNumberThatIsGoneIsNotFound() {
        cfn.delete("Number", arn);

        assertThat(update(changed("Description", "x")).errorCode()).isEqualTo("NotFound");
        assertThat(cfn.update(
                                "Number",
                                CloudFormation.JSON.<JsonNode>valueToTree(before),
                                CloudFormation.JSON.<JsonNode>valueToTree(changed("Description", "x")))
                        .errorCode())
                .isEqualTo("NotFound");
    }
}
