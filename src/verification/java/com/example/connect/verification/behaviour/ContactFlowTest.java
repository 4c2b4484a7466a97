package com.example.connect.verification.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.simulator.Call;
import com.example.connect.simulator.Clients;
import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.Fault;
import com.example.connect.simulator.Faults;
import com.example.connect.simulator.Knob;
import com.example.connect.simulator.Trouble;
import com.example.connect.verification.cloudformation.CloudFormation;
import com.example.connect.verification.cloudformation.CloudFormationExtension;
import com.example.connect.verification.cloudformation.Ending;
import com.example.connect.verification.cloudformation.Templates;
import com.example.connect.verification.contract.Promises;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.connect.ConnectClient;
import software.amazon.awssdk.services.connect.model.ContactFlowState;
import software.amazon.awssdk.services.connect.model.ContactFlowStatus;
import software.amazon.awssdk.services.connect.model.ContactFlowType;

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

    /** A flow of the first instance, made now. */
    private String madeFlow(ContactFlowStatus status) {
        try (ConnectClient client = Clients.to(connect)) {
            return client.createContactFlow(flow -> flow.instanceId(
                                    connect.account().instanceId())
                            .name("made")
                            .type(ContactFlowType.CONTACT_FLOW)
                            .status(status)
                            .content("{\"Version\": \"2019-10-30\", \"StartAction\": \"a\", \"Actions\": []}"))
                    .contactFlowArn();
        }
    }

    private void archive(String flowArn) {
        try (ConnectClient client = Clients.to(connect)) {
            client.updateContactFlowMetadata(
                    flow -> flow.instanceId(connect.account().instanceId())
                            .contactFlowId(flowArn.replaceAll(".*/", ""))
                            .contactFlowState(ContactFlowState.ARCHIVED));
        }
    }

    private void always(String operation, Fault fault) {
        connect.script(Trouble.on(operation).times(10_000).of(fault));
    }

    private void assertNothingIsClaimed(Ending ending, String code, String... words) {
        assertThat(ending.errorCode()).as("%s", ending.event()).isEqualTo(code);
        assertThat(ending.message()).contains("ContactFlowArn", "Nothing was claimed").contains(words);
        assertThat(ending.event().has("resourceModel")).isFalse();
        assertThat(connect.calls("ClaimPhoneNumber")).isEmpty();
    }

    @Test
    void thatDoesNotExistIsNotFoundAndNothingIsClaimed() {
        bound.put(
                "ContactFlowArn", connect.account().flowArn().replaceAll("/contact-flow/.*", "/contact-flow/missing"));

        Ending ending = cfn.create("Number", bound);

        assertNothingIsClaimed(ending, "NotFound", "contact-flow/missing", "correct the ARN");
        assertThat(ending.waited()).isBetween(25, Promises.LAST_CLAIM);
    }

    @Test
    void thatIsArchivedIsRefusedAtOnceAndNothingIsClaimed() {
        archive(connect.account().flowArn());

        Ending ending = cfn.create("Number", bound);

        assertNothingIsClaimed(ending, "InvalidRequest", "is archived", "out of the archive");
        assertThat(ending.waited()).isZero();
    }

    @Test
    void thatWasNeverPublishedIsRefusedAtOnceAndNothingIsClaimed() {
        bound.put("ContactFlowArn", madeFlow(ContactFlowStatus.SAVED));

        Ending ending = cfn.create("Number", bound);

        assertNothingIsClaimed(ending, "InvalidRequest", "not published", "Publish it");
        assertThat(ending.waited()).isZero();
    }

    @Test
    void thatTheSameStackHasJustMadeIsWaitedFor() {
        connect.set(Knob.FLOW_INVISIBLE, Duration.ofSeconds(25));
        bound.put("ContactFlowArn", madeFlow(ContactFlowStatus.PUBLISHED));

        Ending ending = cfn.create("Number", bound);

        assertThat(ending.succeeded()).as("%s", ending.event()).isTrue();
        assertThat(ending.shownAfter().orElseThrow()).isBetween(25, Promises.LAST_CLAIM);
    }

    /** The documented face of eventual consistency. */
    @Test
    void thatConnectCallsInvalidForAWhileIsWaitedForToo() {
        Fault invalid = Fault.refuse(Fault.Stage.BEFORE, 400, "InvalidRequestException", "Request is not valid");
        connect.script(Trouble.on("DescribeContactFlow").times(3).of(invalid));
        assertThat(cfn.create("Number", bound).succeeded()).isTrue();

        connect.reset();
        always("DescribeContactFlow", invalid);
        assertNothingIsClaimed(cfn.create("Number", bound), "InvalidRequest", "Request is not valid");
    }

    @Test
    void thatTheRoleMayNotReadStopsNothing() {
        always("DescribeContactFlow", Faults.ACCESS_DENIED);

        Ending ending = cfn.create("Number", bound);

        assertThat(ending.succeeded()).as("%s", ending.event()).isTrue();
        assertThat(ending.shownAfter()).contains(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"THROTTLE", "INTERNAL_ERROR_BEFORE", "DROP_BEFORE", "EMPTY_BEFORE"})
    void thatConnectTellsOfLaterIsAskedForAgainWhileAClaimIsInTime(String fault) {
        connect.script(Trouble.on("DescribeContactFlow").times(3).of(Faults.named(fault)));
        assertThat(cfn.create("Number", bound).succeeded()).isTrue();

        connect.reset();
        always("DescribeContactFlow", Faults.named(fault));
        Ending never = cfn.create("Number", bound);
        assertThat(never.message()).contains("DescribeContactFlow", "nothing was claimed");
        assertThat(never.waited()).isLessThan(55);
        assertThat(connect.calls("ClaimPhoneNumber")).isEmpty();
    }

    @Test
    void ofAnotherInstanceThanAGroupsIsRefusedAndNothingIsClaimed() {
        bound.put("TargetArn", connect.account().tdgArn());
        assertThat(cfn.create("Number", bound).succeeded()).isTrue();

        connect.clearCalls();
        bound.put("ContactFlowArn", connect.account().otherFlowArn());
        Ending ending = cfn.create("Other", bound);

        assertThat(ending.errorCode()).isEqualTo("InvalidRequest");
        assertThat(ending.message())
                .contains("another instance", connect.account().instanceArn());
        assertThat(connect.calls("ClaimPhoneNumber")).isEmpty();
    }

    @Test
    void thatConnectRefusesToBindFailsTheCreateWithItsIdentifierAndLeavesNothing() {
        always(
                "AssociatePhoneNumberContactFlow",
                Fault.refuse(Fault.Stage.BEFORE, 403, "AccessDeniedException", "User: somebody is not authorized"));

        Ending ending = cfn.createOrCleanUp("Number", bound);

        assertThat(ending.status()).isEqualTo("FAILED");
        assertThat(ending.property("PhoneNumberArn")).isNotEmpty();
        assertThat(connect.numbers()).isEmpty();
    }
}
