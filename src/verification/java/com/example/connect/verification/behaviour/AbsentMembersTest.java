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
import com.example.connect.verification.cloudformation.Ending;
import com.example.connect.verification.cloudformation.Templates;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The model requires no member of any answer: what is absent is empty or unknown, and everything goes on that can. */
class AbsentMembersTest extends Interleavings {

    private static final int FOR_EVER = 100_000;

    AbsentMembersTest(ConnectSimulator connect, CloudFormation cfn, Templates templates) {
        super(connect, cfn, templates);
    }

    @BeforeEach
    void start() {
        connect.set(Knob.RATE, Optional.empty());
    }

    /** Describe as Connect answers it, without one member; or with an empty number. */
    private static Fault describe(HeldNumber number, String left) {
        Map<String, Object> summary = new HashMap<>(Map.of(
                "PhoneNumberId",
                number.id(),
                "PhoneNumberArn",
                number.arn(),
                "PhoneNumber",
                number.number(),
                "PhoneNumberCountryCode",
                number.country(),
                "PhoneNumberType",
                number.type(),
                "TargetArn",
                number.state().targetArn(),
                "Tags",
                number.state().tags(),
                "PhoneNumberStatus",
                Map.of("Status", "CLAIMED")));
        summary.remove(left);
        if (left.equals("PhoneNumberStatus.Status")) {
            summary.put("PhoneNumberStatus", Map.of());
        } else if (left.equals("all")) {
            summary.clear();
        }
        return new Fault.Instead(Fault.Stage.BEFORE, Answer.ok(Map.of("ClaimedPhoneNumberSummary", summary)));
    }

    private String held() {
        return cfn.create("Number", bound("first")).property("PhoneNumberArn");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PhoneNumberId",
                "PhoneNumberArn",
                "PhoneNumber",
                "PhoneNumberCountryCode",
                "PhoneNumberType",
                "TargetArn",
                "Tags",
                "PhoneNumberStatus",
                "PhoneNumberStatus.Status",
                "all"
            })
    void aMemberThatDescribeLeavesOutIsAbsentAndStopsNothing(String left) {
        String arn = held();
        connect.clearCalls();
        connect.script(Trouble.on("DescribePhoneNumber").times(3).of(describe(number(arn), left)));

        Ending read = cfn.read(arn);
        Ending update = cfn.update(arn, bound("first"), and(bound("first"), "Description", "back door"));
        Ending flow = cfn.update(arn, bound("first"), bound("second"));

        assertThat(read.succeeded()).as("%s", read.event()).isTrue();
        assertThat(read.property("PhoneNumberArn")).isEqualTo(arn);
        assertThat(read.property("Status"))
                .isEqualTo(left.contains("Status") || left.equals("all") ? "UNKNOWN" : "CLAIMED");
        assertThat(read.property("StatusMessage")).endsWith(".");
        assertThat(update.succeeded()).as("%s", update.event()).isTrue();
        assertThat(flow.succeeded()).as("%s", flow.event()).isTrue();
        connect.script(Trouble.on("DescribePhoneNumber").times(2).of(describe(number(arn), left)));
        Ending delete = cfn.delete("Number", arn);
        assertThat(delete.succeeded()).as("%s", delete.event()).isTrue();
        assertThat(connect.claimsMade()).isEqualTo(1);
    }

    /** Absent tags are no licence: of a delete's two ways to read them, both must tell none. */
    @ParameterizedTest
    @ValueSource(strings = {"Tags", "all"})
    void aProtectedNumberWhoseDescriptionLeavesItsTagsOutIsNotReleased(String left) {
        String arn = cfn.create("Number", and(templates.exact(), "ReleaseProtection", true))
                .property("PhoneNumberArn");
        connect.script(Trouble.on("ListTagsForResource")
                .of(Fault.refuse(Fault.Stage.BEFORE, 404, "ResourceNotFoundException", "not yet")));
        connect.script(Trouble.on("DescribePhoneNumber").times(FOR_EVER).of(describe(number(arn), left)));

        Ending ending = cfn.delete("Number", arn);

        assertThat(ending.message()).contains("release protection");
        assertThat(connect.releasesMade()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PhoneNumberArn", "PhoneNumber", "TargetArn", "Tags", "PhoneNumberStatus", "all"})
    void aCreateGoesOnWithoutIt(String left) {
        connect.set(Knob.CLAIM_TIME, Duration.ofSeconds(20));
        connect.onCall(call -> {
            if (call.operation().equals("ClaimPhoneNumber")) {
                connect.script(Trouble.on("DescribePhoneNumber")
                        .of(describe(connect.numbers().get(0), left)));
            }
        });

        Ending ending = cfn.create("Number", bound("first"));

        assertThat(ending.succeeded()).as("%s", ending.event()).isTrue();
        assertThat(ending.property("ContactFlowArn"))
                .isEqualTo(connect.account().flowArn());
        assertThat(connect.claimsMade()).isOne();
        assertThat(ending.waited()).as("until it is CLAIMED").isGreaterThanOrEqualTo(20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'AvailableNumbersList':null}", "{'AvailableNumbersList':[null,{}]}"})
    void aSearchWithoutNumbersOffersNone(String body) {
        connect.script(Trouble.on("SearchAvailablePhoneNumbers").times(FOR_EVER).of(answer(body)));

        Ending ending = cfn.create("Number", templates.searched());

        assertThat(ending.errorCode()).isEqualTo("InvalidRequest");
        assertThat(ending.message()).contains("offers no phone number");
    }

    @Test
    void whatASearchNamesIsClaimed() {
        connect.script(Trouble.on("SearchAvailablePhoneNumbers")
                .of(answer("{'AvailableNumbersList':[null,{'PhoneNumber':'" + Templates.EXACT + "'}]}")));

        assertThat(cfn.create("Number", templates.searched()).property("Address"))
                .isEqualTo(Templates.EXACT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{}; 0",
                "{'ListPhoneNumbersSummaryList':null}; 0",
                "{'ListPhoneNumbersSummaryList':[null,{},{'PhoneNumberArn':'arn:aws:connect:us-east-1:123456789012:phone-number/x'}]}; 1"
            })
    void aListHasWhatIsNamed(String body, int numbers) {
        connect.script(Trouble.on("ListPhoneNumbersV2").of(answer(body)));

        Ending ending = cfn.list(Map.of(), null);

        assertThat(ending.succeeded()).as("%s", ending.event()).isTrue();
        assertThat(ending.event().path("resourceModels")).hasSize(numbers);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'FlowAssociationSummaryList':null}",
                "{'FlowAssociationSummaryList':[null,{},{'ResourceId':'ARN'}]}"
            })
    void aFlowThatIsNotToldIsNone(String body) {
        String arn = held();
        connect.script(Trouble.on("BatchGetFlowAssociation").times(2).of(answer(body.replace("ARN", arn))));

        assertFlow(cfn.read(arn), "");
    }

    @Test
    void aFlowLookupThatIsRefusedAsInvalidSaysNoFlow() {
        String arn = held();
        for (String code : List.of("InvalidRequestException", "InvalidParameterException")) {
            connect.script(Trouble.on("BatchGetFlowAssociation")
                    .times(2)
                    .of(Fault.refuse(Fault.Stage.BEFORE, 400, code, "The resource is not valid")));

            assertFlow(cfn.read(arn), "");
        }
        connect.script(Trouble.on("BatchGetFlowAssociation")
                .of(Fault.refuse(Fault.Stage.BEFORE, 400, "InvalidRequestException", "The resource is not valid")));
        Ending update = cfn.update(arn, bound("first"), bound("second"));
        assertThat(update.succeeded()).as("%s", update.event()).isTrue();
        assertFlow(cfn.read(arn), connect.account().secondFlowArn());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{'TrafficDistributionGroup':{}}", "{'TrafficDistributionGroup':{'InstanceArn':'x'}}"})
    void aGroupWithoutAnInstanceHasNoFlow(String body) {
        Map<String, Object> onAGroup =
                and(bound("first"), "TargetArn", connect.account().tdgArn());
        String arn = cfn.create("Number", onAGroup).property("PhoneNumberArn");
        connect.script(Trouble.on("DescribeTrafficDistributionGroup").of(answer(body)));

        assertFlow(cfn.read(arn), "");
    }

    private static void assertFlow(Ending read, String flow) {
        assertThat(read.succeeded()).as("%s", read.event()).isTrue();
        assertThat(read.property("ContactFlowArn")).isEqualTo(flow);
    }

    @Test
    void aMoveWhoseAnswerIsEmptyIsDone() {
        Map<String, Object> after =
                and(templates.searched(), "TargetArn", connect.account().otherInstanceArn());
        String arn = cfn.create("Number", templates.searched()).property("PhoneNumberArn");
        connect.script(Trouble.on("UpdatePhoneNumber").of(answer(Fault.Stage.AFTER, "{}")));

        Ending ending = cfn.update(arn, templates.searched(), after);
        assertThat(ending.succeeded()).as("%s", ending.event()).isTrue();
        assertThat(connect.calls("UpdatePhoneNumber")).hasSize(1);
    }

    @Test
    void tagsThatAreNotToldByTheirOwnCallAreAskedOfTheNumberBeforeARelease() {
        String arn = cfn.create("Number", and(templates.searched(), "ReleaseProtection", true))
                .property("PhoneNumberArn");
        connect.script(Trouble.on("ListTagsForResource").of(answer("{}")));

        assertThat(cfn.delete("Number", arn).message()).contains("release protection");
        assertThat(connect.releasesMade()).isZero();
    }
}
