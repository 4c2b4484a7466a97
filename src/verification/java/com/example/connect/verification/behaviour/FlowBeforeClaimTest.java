package com.example.connect.verification.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.connect.ConnectClient;
import software.amazon.awssdk.services.connect.model.ContactFlowState;
import software.amazon.awssdk.services.connect.model.ContactFlowStatus;
import software.amazon.awssdk.services.connect.model.ContactFlowType;

/** A create asks for its contact flow before it claims: a number that is claimed and given back is lost for 180 days. */
@ExtendWith(CloudFormationExtension.class)
class FlowBeforeClaimTest {

    private final ConnectSimulator connect;
    private final CloudFormation cfn;
    private final Map<String, Object> bound;

    FlowBeforeClaimTest(ConnectSimulator connect, CloudFormation cfn, Templates templates) {
        this.connect = connect;
        this.cfn = cfn;
        this.bound = templates.searched();
        bound.put("ContactFlowArn", connect.account().flowArn());
    }

    /** A flow of the first instance, made now. */
    private String madeFlow(ContactFlowStatus status) {
        try (ConnectClient client = Clients.to(connect)) {
            return client.createContactFlow(
                            flow -> flow.instanceId(connect.account().instanceId())
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
        assertThat(ending.message())
                .contains("ContactFlowArn", "No claim is sent")
                .contains(words);
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
        assertThat(never.message()).contains("DescribeContactFlow", "no claim is sent");
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

    /** The flow itself is asked for, though whose it must be is not told. */
    @Test
    void thatIsArchivedIsRefusedThoughTheRoleMayNotReadItsGroup() {
        bound.put("TargetArn", connect.account().tdgArn());
        archive(connect.account().flowArn());
        always("DescribeTrafficDistributionGroup", Faults.ACCESS_DENIED);

        Ending ending = cfn.create("Number", bound);

        assertNothingIsClaimed(ending, "InvalidRequest", "is archived", "out of the archive");
    }
}
