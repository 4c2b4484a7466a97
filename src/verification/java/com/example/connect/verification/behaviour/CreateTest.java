package com.example.connect.verification.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.HeldNumber;
import com.example.connect.simulator.Knob;
import com.example.connect.verification.cloudformation.CloudFormation;
import com.example.connect.verification.cloudformation.CloudFormationExtension;
import com.example.connect.verification.cloudformation.Ending;
import com.example.connect.verification.cloudformation.Templates;
import com.example.connect.verification.contract.Promises;
import com.example.connect.verification.contract.PublicTags;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a create claims, tells and refuses. */
@ExtendWith(CloudFormationExtension.class)
class CreateTest {

    private final ConnectSimulator connect;
    private final CloudFormation cfn;
    private final Templates templates;

    CreateTest(ConnectSimulator connect, CloudFormation cfn, Templates templates) {
        this.connect = connect;
        this.cfn = cfn;
        this.templates = templates;
    }

    private HeldNumber onlyNumber() {
        assertThat(connect.numbers()).hasSize(1);
        return connect.numbers().get(0);
    }

    @Test
    void searchedCreateSearchesAndClaimsInTheFirstInvocationAndEndsClaimed() {
        Ending ending = cfn.create("Number", templates.searched());

        assertThat(ending.succeeded()).as(ending.event().toString()).isTrue();
        assertThat(ending.shownAfter()).contains(0);
        HeldNumber number = onlyNumber();
        assertThat(ending.property("PhoneNumberArn")).isEqualTo(number.arn());
        assertThat(ending.property("PhoneNumberId")).isEqualTo(number.id());
        assertThat(ending.property("Address")).isEqualTo(number.number());
        assertThat(ending.property("Status")).isEqualTo("CLAIMED");
        assertThat(ending.property("Type")).isEqualTo("TOLL_FREE");
        assertThat(ending.property("CountryCode")).isEqualTo("US");
        assertThat(ending.property("TargetArn")).isEqualTo(connect.account().instanceArn());
        assertThat(ending.property("InstanceId")).isEqualTo(connect.account().instanceId());
        assertThat(ending.property("StatusMessage")).isEqualTo("The number is claimed.");
        assertThat(ending.model().fieldNames())
                .toIterable()
                .doesNotContain("PhoneNumber", "Prefix", "SourcePhoneNumberArn");
    }

    @Test
    void exactCreateClaimsThatNumberWithDescriptionAndTagsOfResourceAndStack() {
        cfn.stackTags(Map.of("stack", "yes", "team", "stack"));
        Map<String, Object> properties = templates.exact();
        properties.put("Description", "front door");
        properties.put("Tags", List.of(Map.of("Key", "team", "Value", "voice")));

        Ending ending = cfn.create("Number", properties);

        assertThat(ending.succeeded()).as(ending.event().toString()).isTrue();
        HeldNumber number = onlyNumber();
        assertThat(number.number()).isEqualTo(properties.get("PhoneNumber"));
        assertThat(number.state().description()).contains("front door");
        assertThat(number.state().tags())
                .containsEntry("team", "voice")
                .containsEntry("stack", "yes")
                .containsKey(PublicTags.MARK)
                .hasSize(3);
        assertThat(ending.model().path("Tags")).hasSize(2);
    }

    @Test
    void stackTagsThatAreAmazonsAreLeftToAmazon() {
        cfn.stackTags(Map.of("aws:servicecatalog:provisioningPrincipalArn", "somebody", "team", "stack"));

        Ending ending = cfn.create("Number", templates.searched());

        assertThat(ending.succeeded()).as(ending.event().toString()).isTrue();
        assertThat(onlyNumber().state().tags())
                .containsEntry("team", "stack")
                .containsKey(PublicTags.MARK)
                .hasSize(2);
    }

    @Test
    void aTargetCanBeSaidByItsInstanceIdAndCanBeATrafficDistributionGroup() {
        Map<String, Object> byId = templates.searched();
        byId.remove("TargetArn");
        byId.put("InstanceId", connect.account().otherInstanceId());
        assertThat(cfn.create("ById", byId).property("TargetArn"))
                .isEqualTo(connect.account().otherInstanceArn());

        Map<String, Object> onGroup = templates.searched();
        onGroup.put("TargetArn", connect.account().tdgArn());
        Ending group = cfn.create("OnGroup", onGroup);
        assertThat(group.property("TargetArn")).isEqualTo(connect.account().tdgArn());
        assertThat(group.model().has("InstanceId")).isFalse();
    }

    @Test
    void aTrueStatementBesideThePhoneNumberIsCheckedByASearch() {
        Map<String, Object> properties = templates.exact();
        properties.put("Type", "TOLL_FREE");
        properties.put("CountryCode", "US");

        assertThat(cfn.create("Number", properties).succeeded()).isTrue();
        assertThat(connect.calls("SearchAvailablePhoneNumbers")).hasSize(1);
    }

    @Test
    void aStatementIsTrueWhereMoreNumbersBeginAlikeThanOneInvocationCanLookAt() {
        Map<String, Object> properties = templates.exact();
        properties.put("PhoneNumber", "+4930123456778");
        properties.put("Type", "DID");
        properties.put("CountryCode", "DE");

        Ending ending = cfn.create("Number", properties);

        assertThat(ending.succeeded()).as(ending.event().toString()).isTrue();
        assertThat(ending.waited()).isLessThan(10);
        assertThat(onlyNumber().number()).isEqualTo("+4930123456778");
    }

    @Test
    void aFalseStatementBesideThePhoneNumberIsRefusedAndNamesBothCauses() {
        Map<String, Object> properties = templates.exact();
        properties.put("Type", "DID");
        properties.put("CountryCode", "US");

        Ending ending = cfn.create("Number", properties);

        assertThat(ending.errorCode()).isEqualTo("InvalidRequest");
        assertThat(ending.message()).contains("PhoneNumber", "Type and CountryCode", "not available");
        assertThat(connect.claimsMade()).isZero();
    }

    @Test
    void aTakenExactNumberIsInvalidRequestWithTheServicesMessageAndWhatToDo() {
        Map<String, Object> properties = templates.exact();
        connect.takeElsewhere(Templates.EXACT);

        Ending ending = cfn.create("Number", properties);

        assertThat(ending.errorCode()).isEqualTo("InvalidRequest");
        assertThat(ending.message())
                .contains("Phone number not available: " + properties.get("PhoneNumber"), "choose another number");
        assertThat(ending.event().has("resourceModel")).isFalse();
        assertThat(ending.waited()).isEqualTo(Promises.LOOK_FOR_CLAIM);
    }

    @Test
    void anExactNumberThatTheAccountHoldsIsAlreadyExistsWithoutModelOrContext() {
        String arn = cfn.create("First", templates.exact()).property("PhoneNumberArn");

        Ending ending = cfn.create("Second", templates.exact());

        assertThat(ending.errorCode()).isEqualTo("AlreadyExists");
        assertThat(ending.message()).contains(arn, "import");
        assertThat(ending.event().has("resourceModel")).isFalse();
        assertThat(ending.event().has("callbackContext")).isFalse();
        assertThat(connect.numbers()).hasSize(1);
    }

    @Test
    void aFailedClaimTellsTheServicesReasonAndTheIdentifierThatTheCleanUpNeeds() {
        connect.set(Knob.QUOTA, 0);

        Ending ending = cfn.createOrCleanUp("Number", templates.searched());

        assertThat(ending.errorCode()).isEqualTo("ServiceLimitExceeded");
        assertThat(ending.message())
                .contains(
                        "The allowed limit for claimed phone numbers has been exceeded for your instance",
                        "Raise the quota");
        assertThat(ending.property("PhoneNumberArn")).isNotEmpty();
        assertThat(connect.numbers()).isEmpty();
    }

    @Test
    void anEmptySearchSaysWhatWasSearchedAndWhatToLoosen() {
        Map<String, Object> properties = templates.searched();
        properties.put("Prefix", "+1999999");

        Ending ending = cfn.create("Number", properties);

        assertThat(ending.errorCode()).isEqualTo("InvalidRequest");
        assertThat(ending.message()).contains("TOLL_FREE in US with prefix +1999999", "Prefix");
    }

    @Test
    void tenCreatesOfOneSearchGetTenDifferentNumbers() {
        connect.set(Knob.QUOTA, 100).set(Knob.RATE, Optional.empty());

        Set<String> numbers = new HashSet<>();
        IntStream.range(0, 10)
                .forEach(i -> numbers.add(
                        cfn.create("Number" + i, templates.searched()).property("Address")));

        assertThat(numbers).hasSize(10);
        assertThat(connect.claimsMade()).isEqualTo(10);
    }
}
