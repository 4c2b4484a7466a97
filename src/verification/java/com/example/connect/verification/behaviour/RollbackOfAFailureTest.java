package com.example.connect.verification.behaviour;

import static com.example.connect.verification.cases.Scenario.and;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.Fault;
import com.example.connect.simulator.Faults;
import com.example.connect.simulator.Knob;
import com.example.connect.simulator.NumberState;
import com.example.connect.simulator.Trouble;
import com.example.connect.verification.cloudformation.CloudFormation;
import com.example.connect.verification.cloudformation.Ending;
import com.example.connect.verification.cloudformation.Templates;
import com.example.connect.verification.contract.Promises;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A rollback tells its own failure from that of the update that it takes back. */
class RollbackOfAFailureTest extends Interleavings {

    private static final Fault DENIED = Faults.ACCESS_DENIED;

    RollbackOfAFailureTest(ConnectSimulator connect, CloudFormation cfn, Templates templates) {
        super(connect, cfn, templates);
    }

    private void settle() {
        connect.advance(Duration.ofMinutes(10));
    }

    /** The move has FAILED, and the update has not seen it: reads show it only after the rollback has moved the number. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRollbackDoesNotTakeALateReadOfTheUpdatesFailureForItsOwn(boolean failedStays) {
        Map<String, Object> before = templates.searched();
        Map<String, Object> after = and(before, "TargetArn", connect.account().otherInstanceArn());
        String arn = cfn.create("Number", before).property("PhoneNumberArn");
        settle();
        connect.quota(connect.account().otherInstanceArn(), 0);
        connect.set(Knob.MOVE_TIME, Duration.ZERO)
                .set(Knob.STALE, Duration.ofSeconds(5))
                .set(Knob.FAILED_MOVE_STAYS, failedStays);
        connect.script(Trouble.on("DescribePhoneNumber").nth(2).of(DENIED));
        assertThat(cfn.update(arn, before, after).errorCode()).isEqualTo("AccessDenied");
        connect.advance(Duration.ofSeconds(3));

        Ending back = cfn.rollback(arn, after, before);

        settle();
        assertThat(back.succeeded()).as("%s", back.event()).isTrue();
        assertThat(number(arn).state().targetArn()).isEqualTo(connect.account().instanceArn());
        assertThat(number(arn).state().status()).isEqualTo(NumberState.Status.CLAIMED);
    }

    /** The same where reads have agreed already, and then show that failure: a second move would be for nothing. */
    @Test
    void aRollbackWhoseReadsHaveAgreedMovesNothingAgainForALateRead() {
        Map<String, Object> before = templates.searched();
        Map<String, Object> after = and(before, "TargetArn", connect.account().otherInstanceArn());
        String arn = cfn.create("Number", before).property("PhoneNumberArn");
        settle();
        connect.quota(connect.account().otherInstanceArn(), 0);
        connect.set(Knob.MOVE_TIME, Duration.ofSeconds(1)).set(Knob.STALE, Duration.ofSeconds(34));
        connect.script(Trouble.on("DescribePhoneNumber").nth(2).of(DENIED));
        assertThat(cfn.update(arn, before, after).errorCode()).isEqualTo("AccessDenied");
        connect.advance(Duration.ofSeconds(5));
        connect.clearCalls();

        Ending back = cfn.rollback(arn, after, before);

        assertThat(back.succeeded()).as("%s", back.event()).isTrue();
        assertThat(connect.calls("UpdatePhoneNumber")).hasSize(1);
    }

    /** A failure that reads still show after a minute is the rollback's own. */
    @Test
    void aRollbackThatFailsTellsItsReasonAfterAMinute() {
        Map<String, Object> before = templates.searched();
        Map<String, Object> after = and(before, "TargetArn", connect.account().otherInstanceArn());
        String arn = cfn.create("Number", before).property("PhoneNumberArn");
        assertThat(cfn.update(arn, before, after).succeeded()).isTrue();
        connect.quota(connect.account().instanceArn(), 0);

        Ending back = cfn.rollback(arn, after, before);

        assertThat(back.errorCode()).isEqualTo("ServiceLimitExceeded");
        assertThat(back.waited()).isBetween(Promises.AGREED, 2 * Promises.AGREED);
    }
}
