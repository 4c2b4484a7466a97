package com.example.connect.verification.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.Fault;
import com.example.connect.simulator.Knob;
import com.example.connect.simulator.Trouble;
import com.example.connect.verification.cloudformation.CloudFormation;
import com.example.connect.verification.cloudformation.CloudFormationExtension;
import com.example.connect.verification.cloudformation.Ending;
import com.example.connect.verification.cloudformation.Templates;
import com.example.connect.verification.contract.Promises;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a create may cost at most of the account's budget of claims. What it refuses before any call is in
 * {@link ModelRulesTest}.
 */
@ExtendWith(CloudFormationExtension.class)
class BudgetTest {

    private static final String QUOTA =
            "The allowed limit for claimed phone numbers has been exceeded for your instance";

    private final ConnectSimulator connect;
    private final CloudFormation cfn;
    private final Templates templates;

    BudgetTest(ConnectSimulator connect, CloudFormation cfn, Templates templates) {
        this.connect = connect;
        this.cfn = cfn;
        this.templates = templates;
    }

    /** The claims that were sent, not counting the same one again: each has a ClientToken of its own. */
    private Set<String> claimsSent(String operation) {
        return connect.calls(operation).stream()
                .map(call -> call.parameters().get("ClientToken"))
                .map(String::valueOf)
                .collect(Collectors.toSet());
    }

    private void everyNumberIsTakenBySomebodyElseFirst(String operation) {
        connect.script(Trouble.on(operation)
                .times(10_000)
                .of(Fault.refuse(
                        Fault.Stage.BEFORE,
                        400,
                        "InvalidParameterException",
                        "Phone number not available: " + Templates.EXACT)));
    }

    @Test
    void aSearchedCreateSendsAtMostItsNamedNumberOfClaims() {
        Rival.takesWhatIsOffered(connect, templates.searched(), 2 * Promises.MOST_CLAIMS);

        Ending ending = cfn.create("Number", templates.searched());

        assertThat(ending.errorCode()).isEqualTo("NotStabilized");
        assertThat(claimsSent("ClaimPhoneNumber")).hasSizeBetween(3, Promises.MOST_CLAIMS);
    }

    @Test
    void anExactCreateSendsOneClaim() {
        everyNumberIsTakenBySomebodyElseFirst("ClaimPhoneNumber");

        Ending ending = cfn.create("Number", templates.exact());

        assertThat(ending.errorCode()).isEqualTo("InvalidRequest");
        assertThat(claimsSent("ClaimPhoneNumber")).hasSize(1);
    }

    @Test
    void anImportSendsOneClaim() {
        everyNumberIsTakenBySomebodyElseFirst("ImportPhoneNumber");

        assertThat(cfn.create("Number", templates.imported()).errorCode()).isEqualTo("InvalidRequest");
        assertThat(claimsSent("ImportPhoneNumber")).hasSize(1);
    }

    /** How the block by claims and releases of 180 days shows is not documented: both ways say the same. */
    @ParameterizedTest
    @ValueSource(strings = {"FAILED", "REFUSED"})
    void aBlockedClaimEndsAtOnceWithTheServicesReasonAndWhatToDo(Knob.WindowBlock block) {
        connect.set(Knob.WINDOW_BLOCK, block).set(Knob.QUOTA, 1);
        for (int turn = 0; turn < 2; turn++) {
            String arn = cfn.create("Number" + turn, templates.searched()).property("PhoneNumberArn");
            cfn.delete("Number" + turn, arn);
        }

        Ending ending = cfn.createOrCleanUp("Blocked", templates.searched());

        assertThat(ending.errorCode()).isEqualTo("ServiceLimitExceeded");
        assertThat(ending.message()).contains(QUOTA, "Raise the quota", "wait", "AWS Support");
        assertThat(ending.waited()).isLessThan(60);
        assertThat(connect.numbers()).isEmpty();
    }

    @Test
    void aMoveToAFullTargetSaysWhatToDoToo() {
        Map<String, Object> before = templates.searched();
        String arn = cfn.create("Number", before).property("PhoneNumberArn");
        connect.quota(connect.account().otherInstanceArn(), 0);
        Map<String, Object> after = templates.searched();
        after.put("TargetArn", connect.account().otherInstanceArn());

        Ending ending = cfn.update(arn, before, after);

        assertThat(ending.errorCode()).isEqualTo("ServiceLimitExceeded");
        assertThat(ending.message()).contains(QUOTA, "Raise the quota");
    }

    /** A number that a move left FAILED, and whose next move is FAILED at once: never seen in progress between. */
    @Test
    void aMoveThatFailsAgainEndsWithItsReasonToo() {
        Map<String, Object> before = templates.searched();
        String arn = cfn.create("Number", before).property("PhoneNumberArn");
        connect.quota(connect.account().otherInstanceArn(), 0);
        connect.set(Knob.MOVE_TIME, Duration.ZERO);
        Map<String, Object> after = templates.searched();
        after.put("TargetArn", connect.account().otherInstanceArn());
        cfn.update(arn, before, after);

        Ending again = cfn.update(arn, before, after);

        assertThat(again.message()).contains(QUOTA);
        assertThat(again.waited()).isLessThan(180);
    }
}
