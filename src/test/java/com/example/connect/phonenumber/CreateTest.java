package com.example.connect.phonenumber;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.phonenumber.CloudFormation.Ending;
import com.example.connect.phonenumber.FaultCase.Tokens;
import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.Faults;
import com.example.connect.simulator.HeldNumber;
import com.example.connect.simulator.Knob;
import com.example.connect.simulator.SimulatorExtension;
import com.example.connect.simulator.Trouble;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(SimulatorExtension.class)
class CreateTest {

    private ConnectSimulator connect;
    private CloudFormation cfn;
    private Templates templates;

    @BeforeEach
    void start(ConnectSimulator simulator) {
        connect = simulator;
        cfn = new CloudFormation(connect);
        templates = new Templates(connect);
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
        assertThat(ending.property("PhoneNumber")).isEqualTo(number.number());
        assertThat(ending.property("Status")).isEqualTo("CLAIMED");
        assertThat(ending.property("Type")).isEqualTo("TOLL_FREE");
        assertThat(ending.property("CountryCode")).isEqualTo("US");
        assertThat(ending.property("TargetArn")).isEqualTo(connect.account().instanceArn());
        assertThat(ending.property("InstanceId")).isEqualTo(connect.account().instanceId());
        assertThat(ending.model().has("Prefix")).isFalse();
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
                .containsKey(Tags.MARK)
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
                .containsKey(Tags.MARK)
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
        assertThat(ending.waited()).isBetween(Patience.LOOK_FOR_CLAIM.seconds(), 2 * Patience.LOOK_FOR_CLAIM.seconds());
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
    void aSearchedNumberLostToSomebodyElseIsReplacedByAnotherCandidate() {
        connect.script(Trouble.on("ClaimPhoneNumber").of(Faults.DROP_BEFORE));
        ObjectNode payload =
                cfn.payload("CREATE", "Number", CloudFormation.JSON.valueToTree(templates.searched()), null);
        connect.onCall(call -> {
            if (call.operation().equals("ClaimPhoneNumber") && call.status() == 0) {
                connect.takeElsewhere(call.parameter("PhoneNumber").orElseThrow());
            }
        });

        Ending ending = cfn.run(payload);

        assertThat(ending.succeeded()).as(ending.event().toString()).isTrue();
        assertThat(connect.claimsMade()).isEqualTo(1);
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

    @ParameterizedTest
    @EnumSource
    void anExactCreateThatCrashesRightAfterTheClaimEndsWithOneNumberWhateverTheServiceDoesWithTokens(Tokens rule) {
        connect.set(rule.in(connect.knobs()));
        connect.script(Trouble.on("ClaimPhoneNumber").of(Faults.CRASH_AFTER));

        Ending ending = cfn.create("Number", templates.exact());

        assertThat(ending.succeeded()).as(ending.event().toString()).isTrue();
        assertThat(connect.claimsMade()).isEqualTo(1);
        assertThat(ending.property("PhoneNumberArn")).isEqualTo(onlyNumber().arn());
    }

    @ParameterizedTest
    @EnumSource(names = {"FIRST_ANSWER", "IDEMPOTENCY_EXCEPTION"})
    void aSearchedCreateThatCrashesRightAfterTheClaimEndsWithOneNumber(Tokens rule) {
        connect.set(rule.in(connect.knobs()));
        connect.script(Trouble.on("ClaimPhoneNumber").of(Faults.CRASH_AFTER));

        Ending ending = cfn.create("Number", templates.searched());

        assertThat(ending.succeeded()).as(ending.event().toString()).isTrue();
        assertThat(connect.claimsMade()).isEqualTo(1);
        assertThat(ending.property("PhoneNumberArn")).isEqualTo(onlyNumber().arn());
    }

    @Test
    void aNumberThatIsNotVisibleYetIsWaitedFor() {
        connect.set(Knob.INVISIBLE, Duration.ofMinutes(4)).set(Knob.LIST_INVISIBLE, Duration.ofMinutes(4));

        Ending ending = cfn.create("Number", templates.searched());

        assertThat(ending.succeeded()).as(ending.event().toString()).isTrue();
    }

    @Test
    void aNumberThatNeverBecomesVisibleIsNotStabilizedWithItsIdentifier() {
        connect.set(Knob.INVISIBLE, Knob.FOREVER);

        Ending ending = cfn.create("Number", templates.searched());

        assertThat(ending.errorCode()).isEqualTo("NotStabilized");
        assertThat(ending.property("PhoneNumberArn")).isEqualTo(onlyNumber().arn());
    }

    @Test
    void aClaimThatStaysInProgressForEverIsNotStabilizedWithItsIdentifier() {
        connect.set(Knob.CLAIM_TIME, Knob.FOREVER);

        Ending ending = cfn.create("Number", templates.searched());

        assertThat(ending.errorCode()).isEqualTo("NotStabilized");
        assertThat(ending.property("PhoneNumberArn")).isEqualTo(onlyNumber().arn());
        assertThat(ending.waited()).isBetween(45 * 60, 60 * 60);
    }

    private HeldNumber onlyNumber() {
        assertThat(connect.numbers()).hasSize(1);
        return connect.numbers().get(0);
    }

    @Test
    void aClaimWhoseAnswerWasLostIsFoundThoughListShowsItLongBeforeDescribe() {
        connect.set(Knob.TOKEN_LIFE, Duration.ZERO).set(Knob.INVISIBLE, Duration.ofSeconds(60));
        connect.script(Trouble.on("ClaimPhoneNumber").of(Faults.DROP_AFTER));

        Ending ending = cfn.create("Number", templates.exact());

        assertThat(ending.succeeded()).as(ending.event().toString()).isTrue();
        assertThat(ending.property("PhoneNumberArn")).isEqualTo(onlyNumber().arn());
    }

    @Test
    void aReplayedClaimOfANumberThatWasReleasedMeanwhileEnds() {
        ObjectNode payload = cfn.payload("CREATE", "Number", CloudFormation.JSON.valueToTree(templates.exact()), null);
        ObjectNode again = payload.deepCopy();
        cfn.delete("Number", cfn.run(payload).property("PhoneNumberArn"));

        Ending ending = cfn.run(again);

        assertThat(ending.errorCode()).isEqualTo("NotStabilized");
        assertThat(ending.waited()).isLessThan(2 * Patience.VISIBLE.seconds());
        assertThat(connect.claimsMade()).isEqualTo(1);
    }
}
