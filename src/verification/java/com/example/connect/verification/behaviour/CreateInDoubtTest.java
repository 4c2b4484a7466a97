package com.example.connect.verification.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.Fault;
import com.example.connect.simulator.Faults;
import com.example.connect.simulator.HeldNumber;
import com.example.connect.simulator.Knob;
import com.example.connect.simulator.Trouble;
import com.example.connect.simulator.Turns;
import com.example.connect.verification.cases.FaultCase.Tokens;
import com.example.connect.verification.cloudformation.CloudFormation;
import com.example.connect.verification.cloudformation.CloudFormationExtension;
import com.example.connect.verification.cloudformation.Ending;
import com.example.connect.verification.cloudformation.Templates;
import com.example.connect.verification.contract.Promises;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Creates whose claim is in doubt, and numbers that are not visible or not claimed for a while. */
@ExtendWith(CloudFormationExtension.class)
class CreateInDoubtTest {

    private final ConnectSimulator connect;
    private final CloudFormation cfn;
    private final Templates templates;

    CreateInDoubtTest(ConnectSimulator connect, CloudFormation cfn, Templates templates) {
        this.connect = connect;
        this.cfn = cfn;
        this.templates = templates;
    }

    private HeldNumber onlyNumber() {
        assertThat(connect.numbers()).hasSize(1);
        return connect.numbers().get(0);
    }

    private Ending createLosingTheFirstCandidateAfter(Fault fault) {
        connect.script(Trouble.on("ClaimPhoneNumber").of(fault));
        ObjectNode payload = cfn.creation("Number", templates.searched());
        connect.onCall(call -> {
            if (call.operation().equals("ClaimPhoneNumber") && !call.effect() && call.index() < 2) {
                connect.takeElsewhere(call.parameter("PhoneNumber").orElseThrow());
            }
        });
        return cfn.run(payload);
    }

    @Test
    void aSearchedNumberLostToSomebodyElseIsReplacedByAnotherCandidate() {
        Ending ending = createLosingTheFirstCandidateAfter(Faults.THROTTLE);

        assertThat(ending.succeeded()).as(ending.event().toString()).isTrue();
        assertThat(connect.claimsMade()).isEqualTo(1);
    }

    /** What a slow call takes is a part of the time for which an own claim is looked for. */
    @Test
    void aLookThatTimesOutLeavesTimeForAnotherCandidate() {
        connect.script(Trouble.on("ListPhoneNumbersV2").of(Faults.TIMED_OUT));
        connect.script(Trouble.on("SearchAvailablePhoneNumbers").nth(2).of(Faults.TIMED_OUT));

        Ending ending = createLosingTheFirstCandidateAfter(Faults.THROTTLE);

        assertThat(ending.succeeded()).as("%s", ending.event()).isTrue();
    }

    /** Whose claim it was is known after ten minutes, and CloudFormation takes no other number then. */
    @Test
    void aNumberWhoseClaimWasInDoubtIsReplacedByNoneAfterTheDeadline() {
        Ending ending = createLosingTheFirstCandidateAfter(Faults.DROP_BEFORE);

        assertThat(ending.message()).contains("Somebody else took 1 number", "not available");
        assertThat(ending.waited()).isGreaterThanOrEqualTo(Promises.VISIBLE);
        assertThat(connect.claimsMade()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    @Turns("token-seconds")
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
        ObjectNode payload = cfn.creation("Number", templates.exact());
        ObjectNode again = payload.deepCopy();
        cfn.delete("Number", cfn.run(payload).property("PhoneNumberArn"));

        Ending ending = cfn.run(again);

        assertThat(ending.errorCode()).isEqualTo("NotStabilized");
        assertThat(ending.waited()).isLessThan(2 * Promises.VISIBLE);
        assertThat(connect.claimsMade()).isEqualTo(1);
    }

    /** The mark tells whose a number is; where Describe leaves the tags out, their own call has it. */
    @ParameterizedTest
    @ValueSource(strings = {"exact", "searched", "imported"})
    void anOwnClaimIsFoundThoughDescribeLeavesItsTagsOut(String how) {
        boolean isImported = how.equals("imported");
        Map<String, Object> template =
                isImported ? templates.imported() : how.equals("exact") ? templates.exact() : templates.searched();
        connect.set(Knob.TOKEN_LIFE, Duration.ZERO);
        connect.script(Trouble.on(isImported ? "ImportPhoneNumber" : "ClaimPhoneNumber")
                .of(Faults.DROP_AFTER));
        connect.script(Trouble.on("DescribePhoneNumber")
                .times(100_000)
                .of(Faults.named(Faults.leftOut("ClaimedPhoneNumberSummary.Tags"))));

        Ending ending = cfn.create("Number", template);

        assertThat(ending.property("PhoneNumberArn"))
                .as("%s", ending.event())
                .isEqualTo(onlyNumber().arn());
        assertThat(connect.claimsMade()).isEqualTo(1);
    }

    @Test
    void aClaimInDoubtThatCannotBeLookedForIsNamedByItsTag() {
        connect.set(Knob.TOKEN_LIFE, Duration.ZERO);
        connect.script(Trouble.on("ClaimPhoneNumber").of(Faults.DROP_AFTER));
        connect.script(Trouble.on("ListPhoneNumbersV2").times(100_000).of(Faults.ACCESS_DENIED));

        Ending ending = cfn.create("Number", templates.exact());

        assertThat(ending.message())
                .contains("not available", "not authorized", "example:connect:phonenumber:claim = ");
    }
}
