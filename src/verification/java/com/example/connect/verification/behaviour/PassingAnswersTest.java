package com.example.connect.verification.behaviour;

import static com.example.connect.verification.cases.Scenario.and;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.Fault;
import com.example.connect.simulator.Faults;
import com.example.connect.simulator.Knob;
import com.example.connect.simulator.Trouble;
import com.example.connect.verification.cases.Scenario;
import com.example.connect.verification.cloudformation.CloudFormation;
import com.example.connect.verification.cloudformation.Ending;
import com.example.connect.verification.cloudformation.Templates;
import com.example.connect.verification.contract.Promises;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that Connect gives for minutes after a claim, while a part of it does not know the number: no number is lost. */
class PassingAnswersTest extends Interleavings {

    private static final String BIND = "AssociatePhoneNumberContactFlow";

    PassingAnswersTest(ConnectSimulator connect, CloudFormation cfn, Templates templates) {
        super(connect, cfn, templates);
    }

    private static Fault refusal(String code) {
        int status = code.startsWith("AccessDenied")
                ? 403
                : code.contains("InUse") ? 409 : code.contains("NotFound") ? 404 : 400;
        return Fault.refuse(Fault.Stage.BEFORE, status, code, "said " + code);
    }

    /** Refuses an operation from its first call on, for some time. */
    private void refuse(String operation, Fault fault, Duration time) {
        connect.script(Trouble.on(operation).times(10_000).of(fault));
        List<Instant> calls = new ArrayList<>();
        connect.onCall(call -> {
            if (call.operation().equals(operation)) {
                calls.add(call.at());
            }
            if (!calls.isEmpty() && call.at().isAfter(calls.get(0).plus(time))) {
                connect.clearTroubles();
            }
        });
    }

    private Map<String, Object> protectedAndBound() {
        return and(bound("first"), "ReleaseProtection", true);
    }

    @ParameterizedTest
    @CsvSource({
        "TagResource, InvalidRequestException, 480",
        "TagResource, ResourceNotFoundException, 480",
        "DescribePhoneNumber, InvalidRequestException, 480",
        "DescribePhoneNumber, ResourceNotFoundException, 480",
        "AssociatePhoneNumberContactFlow, InvalidRequestException, 480",
        "AssociatePhoneNumberContactFlow, ResourceNotFoundException, 480",
        "AssociatePhoneNumberContactFlow, InvalidParameterException, 150",
        "AssociatePhoneNumberContactFlow, AccessDeniedException, 150",
        "AssociatePhoneNumberContactFlow, ResourceInUseException, 240"
    })
    void aCreateWaitsForIt(String operation, String code, int seconds) {
        refuse(operation, refusal(code), Duration.ofSeconds(seconds));

        Ending ending = cfn.createOrCleanUp("Number", protectedAndBound());

        assertThat(ending.succeeded()).as("%s", ending.event()).isTrue();
        assertThat(ending.waited()).isBetween(seconds, seconds * 3 / 2 + 30);
        assertThat(connect.numbers()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "TagResource, InvalidRequestException",
        "TagResource, ResourceNotFoundException",
        "DescribePhoneNumber, InvalidRequestException",
        "UpdatePhoneNumber, InvalidRequestException",
        "UpdatePhoneNumber, ResourceNotFoundException",
        "UpdatePhoneNumberMetadata, InvalidRequestException",
        "UpdatePhoneNumberMetadata, ResourceNotFoundException",
        "UntagResource, InvalidRequestException"
    })
    void anUpdateWaitsForIt(String operation, String code) {
        Map<String, Object> before = and(templates.searched(), "Tags", Scenario.tags("old=1"));
        Map<String, Object> after = and(
                and(templates.searched(), "TargetArn", connect.account().otherInstanceArn()),
                "Description",
                "x",
                "Tags",
                Scenario.tags("new=1"));
        String arn = cfn.create("Number", before).property("PhoneNumberArn");
        connect.clearCalls();
        refuse(operation, refusal(code), Duration.ofSeconds(480));

        Ending ending = cfn.update(arn, before, after);

        assertThat(ending.succeeded()).as("%s", ending.event()).isTrue();
        assertThat(ending.waited()).isGreaterThanOrEqualTo(480);
    }

    @ParameterizedTest
    @ValueSource(strings = {"InvalidRequestException", "ResourceNotFoundException"})
    void aDeleteWaitsForIt(String code) {
        String arn = cfn.create("Number", templates.searched()).property("PhoneNumberArn");
        connect.clearCalls();
        refuse("ReleasePhoneNumber", refusal(code), Duration.ofSeconds(480));

        Ending ending = cfn.delete("Number", arn);

        assertThat(ending.succeeded()).as("%s", ending.event()).isTrue();
        assertThat(connect.numbers()).isEmpty();
    }

    /** Before, six faults of one call were too many, whatever they were. */
    @ParameterizedTest
    @ValueSource(strings = {"InvalidRequestException", "ResourceNotFoundException"})
    void itIsBelievedNoSoonerWhereOtherFaultsCameBefore(String code) {
        connect.script(Trouble.on("TagResource").times(8).of(Faults.THROTTLE));
        connect.script(Trouble.on("TagResource").nth(9).of(refusal(code)));
        connect.script(Trouble.on("TagResource").nth(10).of(Faults.INTERNAL_ERROR_BEFORE));
        connect.script(Trouble.on("TagResource").nth(11).of(refusal(code)));

        Ending ending = cfn.createOrCleanUp("Number", protectedAndBound());

        assertThat(ending.succeeded()).as("%s", ending.event()).isTrue();
    }

    /** Nor later: what comes between is no success of the call. */
    @Test
    void itIsBelievedNoLaterWhereOtherFaultsComeBetween() {
        connect.script(Trouble.on("TagResource").times(10_000).of(refusal("InvalidRequestException")));
        for (int nth = 2; nth < 200; nth += 3) {
            connect.script(Trouble.on("TagResource").nth(nth).of(Faults.THROTTLE));
        }

        Ending ending = cfn.create("Number", protectedAndBound());

        assertThat(ending.errorCode()).isEqualTo("InvalidRequest");
        assertThat(ending.waited()).isBetween(Promises.VISIBLE, Promises.VISIBLE * 3 / 2);
    }

    @ParameterizedTest
    @CsvSource({
        "AccessDeniedException, AccessDenied, 180",
        "InvalidParameterException, InvalidRequest, 180",
        "ResourceInUseException, NotStabilized, 300",
        "InvalidRequestException, InvalidRequest, 600",
        "ResourceNotFoundException, NotFound, 600"
    })
    void whatPersistsIsToldWithItsReasonAndWhatBecomesOfTheNumber(String code, String told, int seconds) {
        connect.script(Trouble.on(BIND).times(10_000).of(refusal(code)));

        Ending ending = cfn.create("Number", bound("first"));

        assertThat(ending.errorCode()).isEqualTo(told);
        assertThat(ending.waited()).isBetween(seconds, seconds * 3 / 2);
        assertThat(ending.message())
                .contains("said " + code, "DeletionPolicy is Retain", "import it", ending.property("PhoneNumberArn"));
    }

    @Test
    void aNumberThatWasSeenAndIsMissingForMinutesIsNotLost() {
        connect.set(Knob.CLAIM_TIME, Duration.ofSeconds(20));
        connect.script(Trouble.on("DescribePhoneNumber").nth(3).times(17).of(NOT_FOUND));

        Ending ending = cfn.createOrCleanUp("Number", templates.exact());

        assertThat(ending.succeeded()).as("%s", ending.event()).isTrue();
        assertThat(ending.waited()).isGreaterThan(100);
    }

    @Test
    void anUpdateThatDoesNotSeeItsNumberAtFirstLooksForAMinute() {
        String arn = cfn.create("Number", templates.searched()).property("PhoneNumberArn");
        connect.script(Trouble.on("DescribePhoneNumber").times(3).of(NOT_FOUND));

        Ending ending = cfn.update(arn, templates.searched(), and(templates.searched(), "Description", "x"));
        Ending gone = cfn.update(
                arn.replaceAll("[0-9a-f]{12}$", "00000000000f"),
                templates.searched(),
                and(templates.searched(), "Description", "x"));

        assertThat(ending.succeeded()).as("%s", ending.event()).isTrue();
        assertThat(gone.errorCode()).isEqualTo("NotFound");
        assertThat(gone.waited()).isBetween(Promises.MISSING, 2 * Promises.MISSING);
    }

    /** A move is waited for to be CLAIMED, and the flow may be refused for a while after that. */
    @Test
    void aMovedNumberIsBoundThoughItIsOnlyJustClaimed() {
        Map<String, Object> before =
                and(templates.searched(), "TargetArn", connect.account().otherInstanceArn());
        String arn = cfn.create("Number", before).property("PhoneNumberArn");
        connect.clearCalls();
        refuse(BIND, refusal("AccessDeniedException"), Duration.ofSeconds(100));

        Ending ending = cfn.update(arn, before, bound("first"));

        assertThat(ending.succeeded()).as("%s", ending.event()).isTrue();
        assertThat(number(arn).state().flowArn()).contains(connect.account().flowArn());
    }

    /** What Connect accepts in the last minutes of an operation is looked at. */
    @Test
    void anAcceptanceInTheLastMinutesEndsWithALook() {
        String arn = cfn.create("Number", templates.searched()).property("PhoneNumberArn");
        connect.clearCalls();
        refuse("ReleasePhoneNumber", Faults.INTERNAL_ERROR_BEFORE, Duration.ofSeconds(2_940));

        Ending ending = cfn.delete("Number", arn);

        assertThat(connect.numbers()).isEmpty();
        assertThat(ending.succeeded())
                .as("%s s: %s", ending.waited(), ending.event())
                .isTrue();
    }
}
