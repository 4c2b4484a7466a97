package com.example.connect.verification.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.simulator.Call;
import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.Faults;
import com.example.connect.simulator.Knob;
import com.example.connect.simulator.Trouble;
import com.example.connect.verification.cloudformation.CloudFormation;
import com.example.connect.verification.cloudformation.CloudFormationExtension;
import com.example.connect.verification.cloudformation.Ending;
import com.example.connect.verification.cloudformation.Templates;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(CloudFormationExtension.class)
class ContactFlowTest {

    private final ConnectSimulator connect;
    private final CloudFormation cfn;
    private final Templates templates;
    private Map<String, Object> bound;

    ContactFlowTest(ConnectSimulator connect, CloudFormation cfn, Templates templates) {
        this.connect = connect;
        this.cfn = cfn;
        this.templates = templates;
    }

    @BeforeEach
    void start() {
        bound = templates.searched();
        bound.put("ContactFlowArn", connect.account().flowArn());
    }

    private String create() {
        Ending ending = cfn.create("Number", bound);
        assertThat(ending.succeeded()).as(ending.event().toString()).isTrue();
        assertThat(ending.property("ContactFlowArn"))
                .isEqualTo(connect.account().flowArn());
        connect.clearCalls();
        return ending.property("PhoneNumberArn");
    }

    private Ending update(String arn, Map<String, Object> after) {
        return cfn.update(arn, bound, after);
    }

    private Map<String, Object> changed(String property, Object value) {
        Map<String, Object> after = new HashMap<>(bound);
        after.put(property, value);
        return after;
    }

    private String flowOf(String arn) {
        return connect.number(arn).orElseThrow().state().flowArn().orElse("none");
    }

    @Test
    void isBoundOnceTheNumberIsClaimedAndReadBack() {
        String arn = create();

        assertThat(flowOf(arn)).isEqualTo(connect.account().flowArn());
        assertThat(cfn.read(arn).property("ContactFlowArn"))
                .isEqualTo(connect.account().flowArn());
    }

    @Test
    void isChangedInPlaceAndUnboundByRemovingIt() {
        String arn = create();

        Ending changed = update(arn, changed("ContactFlowArn", connect.account().secondFlowArn()));
        assertThat(changed.succeeded()).isTrue();
        assertThat(flowOf(arn)).isEqualTo(connect.account().secondFlowArn());

        Map<String, Object> without = new HashMap<>(bound);
        without.remove("ContactFlowArn");
        Ending removed = update(arn, without);
        assertThat(removed.succeeded()).isTrue();
        assertThat(removed.model().has("ContactFlowArn")).isFalse();
        assertThat(flowOf(arn)).isEqualTo("none");
    }

    @Test
    void costsOneQuestionWhereItStays() {
        String arn = create();

        update(arn, changed("Tags", List.of(Map.of("Key", "a", "Value", "1"))));

        assertThat(connect.calls())
                .extracting(Call::operation)
                .containsExactly("DescribePhoneNumber", "BatchGetFlowAssociation", "TagResource");
    }

    @Test
    void isBoundAgainAfterAMoveThatLostIt() {
        String arn = create();

        Ending toGroup = update(arn, changed("TargetArn", connect.account().tdgArn()));

        assertThat(toGroup.succeeded()).as(toGroup.event().toString()).isTrue();
        assertThat(flowOf(arn)).isEqualTo(connect.account().flowArn());
        assertThat(cfn.read(arn).property("ContactFlowArn"))
                .isEqualTo(connect.account().flowArn());
    }

    @Test
    void movesToAnotherInstanceTogetherWithAFlowOfThatInstance() {
        String arn = create();
        Map<String, Object> after = changed("TargetArn", connect.account().otherInstanceArn());

        Ending refused = update(arn, after);
        assertThat(refused.errorCode()).isEqualTo("InvalidRequest");
        assertThat(refused.message()).contains("ContactFlowArn", "another instance");
        assertThat(connect.calls("UpdatePhoneNumber")).isEmpty();

        after.put("ContactFlowArn", connect.account().otherFlowArn());
        assertThat(update(arn, after).succeeded()).isTrue();
        assertThat(flowOf(arn)).isEqualTo(connect.account().otherFlowArn());
    }

    @Test
    void ofAnotherInstanceIsRefusedBeforeAnyCall() {
        bound.put("ContactFlowArn", connect.account().otherFlowArn());

        Ending ending = cfn.create("Number", bound);

        assertThat(ending.errorCode()).isEqualTo("InvalidRequest");
        assertThat(ending.message()).contains("ContactFlowArn", "another instance");
        assertThat(connect.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void doesNotHoldUpTheRelease(boolean releasedWhileBound) {
        connect.set(Knob.RELEASE_BOUND, releasedWhileBound);
        String arn = create();

        assertThat(cfn.delete("Number", arn).succeeded()).isTrue();
        assertThat(connect.numbers()).isEmpty();
        assertThat(connect.calls("DisassociatePhoneNumberContactFlow")).hasSize(releasedWhileBound ? 0 : 1);
    }

    @Test
    void thatConnectRefusesToBindFailsTheCreateWithItsIdentifierAndLeavesNothing() {
        connect.script(Trouble.on("AssociatePhoneNumberContactFlow").times(100).of(Faults.ACCESS_DENIED));

        Ending ending = cfn.createOrCleanUp("Number", bound);

        assertThat(ending.status()).isEqualTo("FAILED");
        assertThat(ending.property("PhoneNumberArn")).isNotEmpty();
        assertThat(connect.numbers()).isEmpty();
    }
}
