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
import com.example.connect.verification.contract.PublicTags;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A rollback brings back what an update has changed, though reads still show the number as it was. */
class RollbackTest extends Interleavings {

    RollbackTest(ConnectSimulator connect, CloudFormation cfn, Templates templates) {
        super(connect, cfn, templates);
    }

    private void settle() {
        connect.advance(Duration.ofMinutes(10));
    }

    @Test
    void theRollbackOfAnUpdateThatSucceededProtectsTheNumberAgain() {
        Map<String, Object> guarded = and(templates.searched(), "ReleaseProtection", true);
        Map<String, Object> open = and(templates.searched(), "ReleaseProtection", false);
        String arn = cfn.create("Number", guarded).property("PhoneNumberArn");
        settle();
        connect.set(Knob.STALE, Duration.ofSeconds(5));
        assertThat(cfn.update(arn, guarded, open).succeeded()).isTrue();
        connect.advance(Duration.ofSeconds(2));

        Ending back = cfn.update(arn, open, guarded);

        settle();
        assertThat(back.succeeded()).isTrue();
        assertThat(back.property("ReleaseProtection")).isEqualTo("true");
        assertThat(PublicTags.areProtected(number(arn).state().tags()))
                .as("protected")
                .isTrue();
    }

    @Test
    void theRollbackOfAnUpdateThatSucceededBringsTagsBack() {
        Map<String, Object> before = and(templates.searched(), "Tags", Scenario.tags("x=1"));
        Map<String, Object> after = and(templates.searched(), "Tags", Scenario.tags("x=2", "y=1"));
        String arn = cfn.create("Number", before).property("PhoneNumberArn");
        settle();
        connect.set(Knob.STALE, Duration.ofSeconds(5));
        assertThat(cfn.update(arn, before, after).succeeded()).isTrue();

        assertThat(cfn.update(arn, after, before).succeeded()).isTrue();

        settle();
        assertThat(number(arn).state().tags()).containsEntry("x", "1").doesNotContainKey("y");
    }

    @Test
    void theRollbackOfATargetArnThatWasAddedBesideInstanceIdMovesTheNumberBack() {
        Map<String, Object> before = templates.searched();
        before.remove("TargetArn");
        before.put("InstanceId", connect.account().instanceId());
        Map<String, Object> after = and(before, "TargetArn", connect.account().tdgArn());
        String arn = cfn.create("Number", before).property("PhoneNumberArn");
        Ending there = cfn.update(arn, before, after);
        assertThat(there.succeeded()).as("%s", there.event()).isTrue();

        Ending back = cfn.update(arn, after, before);

        assertThat(back.succeeded()).isTrue();
        assertThat(number(arn).state().targetArn()).isEqualTo(connect.account().instanceArn());
    }

    @ParameterizedTest
    @CsvSource({"first, second", "none, first", "first, none"})
    void theRollbackOfAnUpdateThatSucceededBringsTheFlowBack(String was, String is) {
        Map<String, Object> before = bound(was);
        Map<String, Object> after = bound(is);
        String arn = cfn.create("Number", before).property("PhoneNumberArn");
        Optional<String> flow = number(arn).state().flowArn();
        settle();
        connect.set(Knob.STALE, Duration.ofSeconds(5));
        assertThat(cfn.update(arn, before, after).succeeded()).isTrue();
        assertThat(number(arn).state().flowArn()).isNotEqualTo(flow);
        connect.advance(Duration.ofSeconds(2));

        Ending back = cfn.update(arn, after, before);

        settle();
        assertThat(back.succeeded()).as("%s", back.event()).isTrue();
        assertThat(number(arn).state().flowArn()).isEqualTo(flow);
    }

    private static final Fault DENIED = Faults.ACCESS_DENIED;

    /** Another target, description and tag. */
    private Map<String, Object> moved(Map<String, Object> before, String tag) {
        return and(
                before,
                "TargetArn",
                connect.account().otherInstanceArn(),
                "Description",
                "new",
                "Tags",
                Scenario.tags(tag));
    }

    /** An update that changes target and description, and then fails for good, with reads that show nothing of it yet. */
    private Map<String, Object> failsAfterItsChanges(String arn, Map<String, Object> before) {
        Map<String, Object> after = moved(before, "x=2");
        connect.script(Trouble.on("TagResource").of(DENIED));
        assertThat(cfn.update(arn, before, after).errorCode()).isEqualTo("AccessDenied");
        assertThat(number(arn).state().targetArn()).isEqualTo(connect.account().otherInstanceArn());
        return after;
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 20, 50})
    void theRollbackOfAnUpdateThatFailedBelievesNoReadThatMayBeLate(int stale) {
        Map<String, Object> before = and(templates.searched(), "Description", "old", "Tags", Scenario.tags("x=1"));
        String arn = cfn.create("Number", before).property("PhoneNumberArn");
        settle();
        connect.set(Knob.MOVE_TIME, Duration.ofSeconds(1)).set(Knob.METADATA_TIME, Duration.ofSeconds(1));
        Map<String, Object> after = failsAfterItsChanges(arn, before);
        connect.set(Knob.STALE, Duration.ofSeconds(stale));

        Ending back = cfn.rollback(arn, after, before);

        settle();
        assertThat(back.succeeded()).as("%s", back.event()).isTrue();
        assertThat(number(arn).state().targetArn()).isEqualTo(connect.account().instanceArn());
        assertThat(number(arn).state().description()).contains("old");
        assertThat(number(arn).state().tags()).containsEntry("x", "1");
    }

    /** What the update could not do, its rollback cannot do either, and need not. */
    @ParameterizedTest
    @CsvSource({
        "UpdatePhoneNumber, AccessDeniedException, 403",
        "UpdatePhoneNumber, InvalidParameterException, 400",
        "UpdatePhoneNumber, InvalidRequestException, 400",
        "UpdatePhoneNumberMetadata, AccessDeniedException, 403",
        "UpdatePhoneNumberMetadata, InvalidRequestException, 400",
        "TagResource, AccessDeniedException, 403"
    })
    void aRefusalOfTheNeedlessFailsNoRollback(String operation, String code, int status) {
        Map<String, Object> before = and(templates.searched(), "Description", "old", "Tags", Scenario.tags("x=1"));
        Map<String, Object> after = moved(before, "y=2");
        String arn = cfn.create("Number", before).property("PhoneNumberArn");
        connect.script(Trouble.on(operation)
                .times(10_000)
                .of(Fault.refuse(Fault.Stage.BEFORE, status, code, "No " + operation)));
        Ending failed = cfn.update(arn, before, after);
        assertThat(failed.message()).contains("No " + operation);

        Ending back = cfn.rollback(arn, after, before);

        assertThat(back.succeeded()).as("%s", back.event()).isTrue();
        assertThat(number(arn).state().targetArn()).isEqualTo(connect.account().instanceArn());
        assertThat(number(arn).state().description()).contains("old");
        assertThat(number(arn).state().tags()).containsEntry("x", "1");
    }

    private static Fault refusal(String code, int status) {
        return Fault.refuse(Fault.Stage.BEFORE, status, code, "said " + code);
    }

    /** A read shows what was before the last update, and the write that takes that update back is refused for a while. */
    @ParameterizedTest
    @CsvSource({
        "TagResource, InvalidRequestException, 400",
        "TagResource, AccessDeniedException, 403",
        "UntagResource, ResourceNotFoundException, 404",
        "AssociatePhoneNumberContactFlow, InvalidRequestException, 400",
        "AssociatePhoneNumberContactFlow, InvalidParameterException, 400"
    })
    void aRefusalIsNotTheEndWhereALateReadShowsWhatIsWanted(String operation, String code, int status) {
        Map<String, Object> before = and(bound("first"), "Tags", Scenario.tags("x=1"));
        Map<String, Object> after = and(bound("second"), "Tags", Scenario.tags("x=2", "y=1"));
        String arn = cfn.create("Number", before).property("PhoneNumberArn");
        settle();
        connect.set(Knob.STALE, Duration.ofSeconds(5));
        assertThat(cfn.update(arn, before, after).succeeded()).isTrue();
        connect.script(Trouble.on(operation).of(refusal(code, status)));

        Ending back = cfn.update(arn, after, before);

        settle();
        assertThat(back.succeeded()).as("%s", back.event()).isTrue();
        assertThat(number(arn).state().flowArn()).contains(connect.account().flowArn());
        assertThat(number(arn).state().tags()).containsEntry("x", "1").doesNotContainKey("y");
    }

    /** Reads end the doubt: what they still show after a minute is done; what they do not, fails with the refusal. */
    @ParameterizedTest
    @CsvSource({
        "AccessDeniedException, 403, true",
        "InvalidRequestException, 400, true",
        "AccessDeniedException, 403, false"
    })
    void aRefusalThatStaysIsBelievedOnceReadsHaveAgreedForAMinute(String code, int status, boolean isNeedless) {
        Map<String, Object> before = and(templates.searched(), "Tags", Scenario.tags("x=1"));
        Map<String, Object> after = and(templates.searched(), "Tags", Scenario.tags("x=2"));
        String arn = cfn.create("Number", before).property("PhoneNumberArn");
        settle();
        if (!isNeedless) {
            connect.set(Knob.STALE, Duration.ofSeconds(20));
            assertThat(cfn.update(arn, before, after).succeeded()).isTrue();
        }
        connect.script(Trouble.on("TagResource").times(10_000).of(refusal(code, status)));

        Ending back = cfn.update(arn, after, before);

        assertThat(back.succeeded()).as("%s", back.event()).isEqualTo(isNeedless);
        assertThat(back.waited()).isLessThan(2 * Promises.AGREED);
        if (isNeedless) {
            assertThat(back.waited()).isGreaterThanOrEqualTo(Promises.AGREED);
        } else {
            assertThat(back.errorCode()).isEqualTo("AccessDenied");
        }
    }

    @Test
    void aRollbackEndsOnceReadsHaveAgreedForAMinute() {
        Map<String, Object> before = and(templates.searched(), "Description", "old");
        Map<String, Object> after = and(before, "Description", "new");
        String arn = cfn.create("Number", before).property("PhoneNumberArn");
        connect.clearCalls();

        Ending back = cfn.rollback(arn, after, before);

        assertThat(back.succeeded()).isTrue();
        assertThat(back.waited()).isBetween(Promises.AGREED, 2 * Promises.AGREED);
        assertThat(connect.calls("UpdatePhoneNumberMetadata")).hasSize(1);
        assertThat(connect.calls("DescribePhoneNumber")).hasSizeLessThan(8);
    }
}
