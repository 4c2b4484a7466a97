package com.example.connect.verification.behaviour;

import static com.example.connect.verification.cases.Scenario.and;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.simulator.Answer;
import com.example.connect.simulator.Call;
import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.Fault;
import com.example.connect.simulator.Faults;
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

/**
 * The service model requires no member of any answer. What is absent is empty or unknown, and everything goes on that can.
 * An answer that lacks what the step is for, or is not Connect's, is asked for again, for minutes and not for an hour.
 */
class AbsentMembersTest extends Interleavings {

    private static final int FOR_EVER = 100_000;

    private static final int MINUTES = 20 * 60;

    AbsentMembersTest(ConnectSimulator connect, CloudFormation cfn, Templates templates) {
        super(connect, cfn, templates);
    }

    @BeforeEach
    void start() {
        connect.set(Knob.RATE, Optional.empty());
    }

    /** An answer of Connect, in single quotes instead of double ones. */
    private static Fault answer(Fault.Stage stage, String body) {
        Answer.Http ok = (Answer.Http) Answer.ok(Map.of());
        return new Fault.Instead(
                stage, new Answer.Http(ok.status(), ok.errorCode(), ok.headers(), body.replace('\'', '"')));
    }

    private static Fault answer(String body) {
        return answer(Fault.Stage.BEFORE, body);
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

    @ParameterizedTest
    @ValueSource(strings = {"PhoneNumberArn", "PhoneNumber", "TargetArn", "Tags", "PhoneNumberStatus", "all"})
    void aCreateGoesOnWithoutIt(String left) {
        connect.set(Knob.CLAIM_TIME, Duration.ZERO);
        connect.onCall(call -> {
            if (call.operation().equals("ClaimPhoneNumber")) {
                HeldNumber number = connect.numbers().get(0);
                connect.script(Trouble.on("DescribePhoneNumber").of(describe(number, left)));
            }
        });

        Ending ending = cfn.create("Number", bound("first"));

        assertThat(ending.succeeded()).as("%s", ending.event()).isTrue();
        assertThat(ending.property("ContactFlowArn"))
                .isEqualTo(connect.account().flowArn());
        assertThat(connect.claimsMade()).isEqualTo(1);
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

    /** Where the ARN is left out, the id names the number; where both are, the number's own mark finds it. */
    @ParameterizedTest
    @CsvSource({"searched, true", "searched, false", "exact, true", "exact, false", "imported, true", "imported, false"
    })
    void aClaimWithoutAnArnIsFound(String way, boolean hasId) {
        Map<String, Object> template = switch (way) {
            case "searched" -> templates.searched();
            case "exact" -> templates.exact();
            default -> templates.imported();
        };
        String id = cfn.create("Number", template).property("PhoneNumberId");
        connect.reset();
        connect.set(Knob.RATE, Optional.empty());
        String call = way.equals("imported") ? "ImportPhoneNumber" : "ClaimPhoneNumber";
        connect.script(Trouble.on(call)
                .times(FOR_EVER)
                .of(answer(Fault.Stage.AFTER, hasId ? "{'PhoneNumberId':'" + id + "'}" : "{}")));

        Ending ending = cfn.create("Number", template);

        assertThat(ending.succeeded()).as("%s", ending.event()).isTrue();
        assertThat(connect.claimsMade()).isEqualTo(1);
        assertThat(connect.calls(call)).hasSizeLessThan(hasId ? 2 : 40);
        assertThat(ending.waited()).isLessThan(MINUTES);
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
        connect.script(Trouble.on("BatchGetFlowAssociation").of(answer(body.replace("ARN", arn))));

        assertFlow(cfn.read(arn), "");
    }

    @Test
    void aFlowLookupThatIsRefusedAsInvalidSaysNoFlow() {
        String arn = held();
        for (String code : List.of("InvalidRequestException", "InvalidParameterException")) {
            connect.script(Trouble.on("BatchGetFlowAssociation")
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
        Map<String, Object> guarded = and(templates.searched(), "ReleaseProtection", true);
        String arn = cfn.create("Number", guarded).property("PhoneNumberArn");
        connect.script(Trouble.on("ListTagsForResource").of(answer("{}")));

        assertThat(cfn.delete("Number", arn).message()).contains("release protection");
        assertThat(connect.releasesMade()).isZero();
    }

    /** Another program answers in Connect's place and does not stop: the user hears of it within minutes. */
    @ParameterizedTest
    @CsvSource({
        "CREATE, SearchAvailablePhoneNumbers",
        "CREATE, ClaimPhoneNumber",
        "CREATE, DescribePhoneNumber",
        "CREATE, AssociatePhoneNumberContactFlow",
        "UPDATE, DescribePhoneNumber",
        "UPDATE, TagResource",
        "UPDATE, UpdatePhoneNumberMetadata",
        "DELETE, ReleasePhoneNumber",
        "DELETE, DescribePhoneNumber"
    })
    void anAnswerThatStaysUnintelligibleEndsWithinMinutes(String action, String call) {
        String arn = action.equals("CREATE") ? "" : held();
        connect.advance(Duration.ofMinutes(1));
        connect.script(Trouble.on(call).times(FOR_EVER).of(Faults.GARBAGE_BEFORE));
        if (action.equals("DELETE")) {
            connect.script(Trouble.on("ListTagsForResource").times(FOR_EVER).of(Faults.GARBAGE_BEFORE));
        }

        Ending ending = switch (action) {
            case "CREATE" -> cfn.create("Number", bound("first"));
            case "UPDATE" ->
                cfn.update(
                        arn,
                        bound("first"),
                        and(and(bound("first"), "Description", "x"), "Tags", OnADescribedNumber.tags("a", "b")));
            default -> cfn.delete("Number", arn);
        };

        assertThat(ending.errorCode()).as("%s", ending.event()).isEqualTo("ServiceInternalError");
        assertThat(ending.message()).contains("unintelligible");
        assertThat(ending.waited()).isBetween(60, MINUTES);
        assertThat(connect.claimsMade()).isLessThanOrEqualTo(1);
    }

    /** A number that was claimed all the same is found by its mark, though each answer is another program's. */
    @Test
    void aClaimThatStaysUnintelligibleIsFound() {
        connect.script(Trouble.on("ClaimPhoneNumber").times(FOR_EVER).of(Faults.GARBAGE_AFTER));

        Ending ending = cfn.create("Number", templates.searched());

        assertThat(ending.succeeded()).as("%s", ending.event()).isTrue();
        assertThat(connect.claimsMade()).isEqualTo(1);
        assertThat(connect.calls()).extracting(Call::operation).contains("ListPhoneNumbersV2");
    }
}
