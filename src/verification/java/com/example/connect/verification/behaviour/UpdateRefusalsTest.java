package com.example.connect.verification.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.verification.cloudformation.CloudFormation;
import com.example.connect.verification.cloudformation.Ending;
import com.example.connect.verification.cloudformation.Templates;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Updates that change nothing: what is refused, and what the number already is. */
class UpdateRefusalsTest extends OnADescribedNumber {

    UpdateRefusalsTest(ConnectSimulator connect, CloudFormation cfn, Templates templates) {
        super(connect, cfn, templates);
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

    /** As an import leaves it that paired the ARN of one number with the PhoneNumber of another. */
    @Test
    void aPhoneNumberThatNeverWasTheNumbersOwnIsLeftAloneWhileSomethingElseIsEdited() {
        Map<String, Object> swapped = changed("PhoneNumber", "+18005550199");
        Map<String, Object> after = new HashMap<>(swapped);
        after.put("Description", "back door");
        String address = number().number();

        Ending ending = cfn.update(arn, swapped, after);

        assertThat(ending.succeeded()).as("%s", ending.event()).isTrue();
        assertThat(ending.property("Address")).isEqualTo(address);
        assertThat(number().state().description()).contains("back door");
        assertThat(connect.claimsMade()).isEqualTo(1);
        assertThat(cfn.update(arn, after, changed("PhoneNumber", address)).succeeded())
                .isTrue();
    }

    @Test
    void anotherPhoneNumberIsToldWithBothNumbers() {
        assertThat(update(changed("PhoneNumber", "+18005550199")).message())
                .contains("'+18005550199'", "'" + number().number() + "'", "To keep this one");
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
