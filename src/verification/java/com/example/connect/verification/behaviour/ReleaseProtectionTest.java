package com.example.connect.verification.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.Fault;
import com.example.connect.simulator.Faults;
import com.example.connect.simulator.Trouble;
import com.example.connect.verification.cloudformation.CloudFormation;
import com.example.connect.verification.cloudformation.CloudFormationExtension;
import com.example.connect.verification.cloudformation.Ending;
import com.example.connect.verification.cloudformation.Templates;
import com.example.connect.verification.contract.PublicTags;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(CloudFormationExtension.class)
class ReleaseProtectionTest {

    private final ConnectSimulator connect;
    private final CloudFormation cfn;
    private final Templates templates;
    private Map<String, Object> guarded;

    ReleaseProtectionTest(ConnectSimulator connect, CloudFormation cfn, Templates templates) {
        this.connect = connect;
        this.cfn = cfn;
        this.templates = templates;
    }

    @BeforeEach
    void start() {
        guarded = templates.searched();
        guarded.put("ReleaseProtection", true);
    }

    private String create() {
        Ending ending = cfn.create("Number", guarded);
        assertThat(ending.succeeded()).as(ending.event().toString()).isTrue();
        assertThat(ending.model().path("ReleaseProtection").asBoolean()).isTrue();
        assertThat(ending.model().has("Tags")).isFalse();
        return ending.property("PhoneNumberArn");
    }

    private Ending update(String arn, Map<String, Object> before, Map<String, Object> after) {
        return cfn.update(arn, before, after);
    }

    private Map<String, Object> with(Map<String, Object> properties, String property, Object value) {
        Map<String, Object> changed = new HashMap<>(properties);
        changed.put(property, value);
        return changed;
    }

    @Test
    void refusesADeleteThatKnowsOnlyTheIdentifierAndSaysHowToSwitchItOff() {
        String arn = create();

        Ending ending = cfn.delete("Number", arn);

        assertThat(ending.errorCode()).isEqualTo("InvalidRequest");
        assertThat(ending.message())
                .contains(
                        "ReleaseProtection to false, deploy",
                        "DELETE_FAILED",
                        "remove its tag " + PublicTags.PROTECTION + " and delete it again",
                        "retaining");
        assertThat(connect.numbers()).hasSize(1);
        assertThat(cfn.read(arn).model().path("ReleaseProtection").asBoolean()).isTrue();
    }

    @Test
    void isSwitchedOffByAnUpdateAndThenTheNumberCanBeDeleted() {
        String arn = create();

        Ending off = update(arn, guarded, with(guarded, "ReleaseProtection", false));

        assertThat(off.succeeded()).isTrue();
        assertThat(off.model().path("ReleaseProtection").asBoolean(true)).isFalse();
        assertThat(cfn.delete("Number", arn).succeeded()).isTrue();
    }

    @Test
    void isSwitchedOffByRemovingItAndOnByAddingIt() {
        Map<String, Object> open = new HashMap<>(guarded);
        open.remove("ReleaseProtection");
        String arn = create();

        assertThat(update(arn, guarded, open).succeeded()).isTrue();
        assertThat(cfn.read(arn).model().path("ReleaseProtection").asBoolean(true))
                .isFalse();
        assertThat(update(arn, open, guarded).succeeded()).isTrue();
        assertThat(cfn.delete("Number", arn).errorCode()).isEqualTo("InvalidRequest");
    }

    @Test
    void anUpdateThatDoesNotMentionItLeavesAProtectedImportedNumberProtected() {
        String arn = create();
        Map<String, Object> silent = new HashMap<>(guarded);
        silent.remove("ReleaseProtection");

        assertThat(update(arn, silent, with(silent, "Description", "x")).succeeded())
                .isTrue();
        assertThat(cfn.delete("Number", arn).errorCode()).isEqualTo("InvalidRequest");
    }

    @Test
    void refusesAReplacementBeforeAnythingIsClaimed() {
        String arn = create();

        for (Map<String, Object> after :
                List.of(with(guarded, "Type", "DID"), with(with(guarded, "Type", "DID"), "ReleaseProtection", false))) {
            Ending ending = update(arn, guarded, after);
            assertThat(ending.errorCode()).isEqualTo("InvalidRequest");
            assertThat(ending.message()).contains("ReleaseProtection");
        }
        assertThat(connect.claimsMade()).isEqualTo(1);
    }

    @Test
    void theTypesConfigurationMakesItTheDefault() {
        cfn.typeConfiguration(Map.of("ReleaseProtection", true));
        Map<String, Object> silent = new HashMap<>(guarded);
        silent.remove("ReleaseProtection");

        String arn = cfn.create("Silent", silent).property("PhoneNumberArn");
        assertThat(cfn.delete("Silent", arn).errorCode()).isEqualTo("InvalidRequest");

        String open =
                cfn.create("Open", with(guarded, "ReleaseProtection", false)).property("PhoneNumberArn");
        assertThat(cfn.delete("Open", open).succeeded()).isTrue();
    }

    @Test
    void isTheCreatesLastStepAndIsTakenOffWhereTheCreateFails() {
        connect.script(Trouble.on("TagResource")
                .of(Fault.refuse(Fault.Stage.AFTER, 403, "AccessDeniedException", "not authorized")));

        Ending ending = cfn.createOrCleanUp("Number", guarded);

        assertThat(ending.errorCode()).isEqualTo("AccessDenied");
        assertThat(connect.numbers()).isEmpty();
    }

    @Test
    void saysSoWhereItCouldNotBeTakenOff() {
        connect.script(Trouble.on("TagResource")
                .of(Fault.refuse(Fault.Stage.AFTER, 403, "AccessDeniedException", "not authorized")));
        connect.script(Trouble.on("UntagResource").of(Faults.ACCESS_DENIED));

        Ending ending = cfn.createOrCleanUp("Number", guarded);

        assertThat(ending.message()).contains("not authorized", PublicTags.PROTECTION, "clean-up");
        assertThat(connect.numbers()).hasSize(1);
    }

    @Test
    void isTakenOffAlsoWhereTheInvocationThatSetItDiedAndTheCreateFailsAfterwards() {
        connect.script(Trouble.on("TagResource").of(Faults.CRASH_AFTER));
        connect.onCall(call -> {
            if (call.operation().equals("TagResource")) {
                connect.script(Trouble.on("DescribePhoneNumber").of(Faults.ACCESS_DENIED));
            }
        });

        Ending ending = cfn.createOrCleanUp("Number", guarded);

        assertThat(ending.errorCode()).isEqualTo("AccessDenied");
        assertThat(connect.numbers()).isEmpty();
    }

    @Test
    void aProtectedNumberIsNotReplacedThoughDescribeLeavesItsTagsOut() {
        Map<String, Object> exact = with(templates.exact(), "ReleaseProtection", true);
        String arn = cfn.create("Number", exact).property("PhoneNumberArn");
        connect.script(Trouble.on("DescribePhoneNumber")
                .times(1_000)
                .of(Faults.named(Faults.leftOut("ClaimedPhoneNumberSummary.Tags"))));

        Ending ending = update(arn, exact, with(exact, "PhoneNumber", "+18005550124"));

        assertThat(ending.errorCode()).isEqualTo("InvalidRequest");
        assertThat(ending.message()).contains("release protection");
    }

    /** The number that it claimed is FAILED by a later update: that is no claim that failed before it was protected. */
    @Test
    void aCreateThatIsDeliveredOnceMoreDoesNotTakeProtectionOff() throws JsonProcessingException {
        String arn = create();
        List<String> invocations = List.copyOf(cfn.payloads());
        String other = connect.account().otherInstanceArn();
        connect.quota(other, 0);
        assertThat(update(arn, guarded, with(guarded, "TargetArn", other)).succeeded())
                .isFalse();

        cfn.invoke((ObjectNode) CloudFormation.JSON.readTree(invocations.get(invocations.size() - 1)));

        assertThat(cfn.read(arn).model().path("ReleaseProtection").asBoolean()).isTrue();
    }
}
