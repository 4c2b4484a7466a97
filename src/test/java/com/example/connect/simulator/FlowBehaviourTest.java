package com.example.connect.simulator;

import static com.example.connect.simulator.Clients.NUMBER;
import static com.example.connect.simulator.Clients.claim;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.connect.ConnectClient;
import software.amazon.awssdk.services.connect.model.ConnectException;
import software.amazon.awssdk.services.connect.model.ContactFlow;
import software.amazon.awssdk.services.connect.model.ContactFlowNotPublishedException;
import software.amazon.awssdk.services.connect.model.ContactFlowState;
import software.amazon.awssdk.services.connect.model.ContactFlowStatus;
import software.amazon.awssdk.services.connect.model.ContactFlowSummary;
import software.amazon.awssdk.services.connect.model.ContactFlowType;
import software.amazon.awssdk.services.connect.model.CreateContactFlowRequest;
import software.amazon.awssdk.services.connect.model.DuplicateResourceException;
import software.amazon.awssdk.services.connect.model.FlowAssociationSummary;
import software.amazon.awssdk.services.connect.model.InvalidContactFlowException;
import software.amazon.awssdk.services.connect.model.InvalidParameterException;
import software.amazon.awssdk.services.connect.model.InvalidRequestException;
import software.amazon.awssdk.services.connect.model.ListContactFlowsResponse;
import software.amazon.awssdk.services.connect.model.ResourceNotFoundException;

/** A contact flow's own life, and what nobody has documented of the flows of numbers, both ways. */
@ExtendWith(SimulatorExtension.class)
class FlowBehaviourTest {
    private static final String CONTENT = "{\"Version\": \"2019-10-30\", \"StartAction\": \"a\", \"Actions\": []}";

    private String instance = "";
    private String number = "";

    @BeforeEach
    void aClaimedNumber(ConnectSimulator simulator) {
        simulator.set(Knob.RATE, Optional.empty());
        instance = simulator.account().instanceId();
        number = claim(simulator, NUMBER);
        simulator.advance(Duration.ofSeconds(2));
    }

    private String create(ConnectSimulator simulator, String name, Consumer<CreateContactFlowRequest.Builder> more) {
        return Clients.to(simulator)
                .createContactFlow(c -> c.instanceId(instance)
                        .name(name)
                        .type(ContactFlowType.CONTACT_FLOW)
                        .content(CONTENT)
                        .applyMutation(more))
                .contactFlowId();
    }

    private String create(ConnectSimulator simulator, String name) {
        return create(simulator, name, c -> {});
    }

    private ContactFlow flow(ConnectSimulator simulator, String idOrArn) {
        return Clients.to(simulator)
                .describeContactFlow(d -> d.instanceId(instance).contactFlowId(idOrArn))
                .contactFlow();
    }

    private void bind(ConnectClient client, String phoneNumber, String flow) {
        client.associatePhoneNumberContactFlow(
                a -> a.phoneNumberId(phoneNumber).instanceId(instance).contactFlowId(flow));
    }

    private void bind(ConnectSimulator simulator, String flow) {
        bind(Clients.to(simulator), number, flow);
    }

    private List<String> read(ConnectClient client, String arn) {
        return client
                .batchGetFlowAssociation(b -> b.instanceId(instance).resourceIds(arn))
                .flowAssociationSummaryList()
                .stream()
                .map(FlowAssociationSummary::flowId)
                .toList();
    }

    private List<String> read(ConnectSimulator simulator) {
        return read(Clients.to(simulator), simulator.account().phoneNumberArn(number));
    }

    private static void archive(ConnectSimulator simulator, String instance, String flow) {
        Clients.to(simulator)
                .updateContactFlowMetadata(
                        u -> u.instanceId(instance).contactFlowId(flow).contactFlowState(ContactFlowState.ARCHIVED));
    }

    @Test
    void aNewFlowIsFoundBoundArchivedAndDeleted(ConnectSimulator simulator) {
        String id = create(simulator, "mine", c -> c.description("front desk"));
        ContactFlow created = flow(simulator, id);
        assertThat(created.name()).isEqualTo("mine");
        assertThat(created.description()).isEqualTo("front desk");
        assertThat(created.content()).isEqualTo(CONTENT);
        assertThat(created.state()).isEqualTo(ContactFlowState.ACTIVE);
        assertThat(created.status()).isEqualTo(ContactFlowStatus.PUBLISHED);
        assertThat(flow(simulator, created.arn())).isEqualTo(created);
        bind(simulator, id);
        assertThat(read(simulator)).containsExactly(created.arn());

        archive(simulator, instance, id);
        assertThat(flow(simulator, id).state()).isEqualTo(ContactFlowState.ARCHIVED);
        Clients.to(simulator).deleteContactFlow(d -> d.instanceId(instance).contactFlowId(id));
        assertThatThrownBy(() -> flow(simulator, id)).isInstanceOf(ResourceNotFoundException.class);
        Clients.checkErrors(simulator);
    }

    @Test
    void aFlowsContentIsReplacedInPlace(ConnectSimulator simulator) {
        String id = create(simulator, "mine");
        bind(simulator, id);
        String other = CONTENT.replace("\"a\"", "\"b\"");
        assertThat(other).isNotEqualTo(CONTENT);
        ConnectClient client = Clients.to(simulator);

        client.updateContactFlowContent(
                u -> u.instanceId(instance).contactFlowId(id).content(other));

        assertThat(flow(simulator, id).content()).isEqualTo(other);
        assertThat(read(simulator)).hasSize(1);
        assertThatThrownBy(() -> client.updateContactFlowContent(
                        u -> u.instanceId(instance).contactFlowId(id).content("{}")))
                .isInstanceOf(InvalidContactFlowException.class);
        assertThat(flow(simulator, id).content()).isEqualTo(other);
        Clients.checkErrors(simulator);
    }

    @Test
    void theFlowsOfAnInstanceAreListedByTypeAndInPages(ConnectSimulator simulator) {
        ConnectClient client = Clients.to(simulator);
        String hold = create(simulator, "hold", c -> c.type(ContactFlowType.CUSTOMER_HOLD));
        assertThat(client.listContactFlows(l -> l.instanceId(instance).contactFlowTypes(ContactFlowType.CUSTOMER_HOLD))
                        .contactFlowSummaryList())
                .extracting(ContactFlowSummary::id)
                .containsExactly(hold);
        ListContactFlowsResponse first =
                client.listContactFlows(l -> l.instanceId(instance).maxResults(2));
        assertThat(first.contactFlowSummaryList())
                .extracting(ContactFlowSummary::arn)
                .containsExactly(
                        simulator.account().flowArn(), simulator.account().secondFlowArn());
        assertThat(client.listContactFlows(l -> l.instanceId(instance).nextToken(first.nextToken()))
                        .contactFlowSummaryList())
                .extracting(ContactFlowSummary::id)
                .containsExactly(hold);
    }

    @Test
    void aFlowOfAnotherInstanceIsNotFound(ConnectSimulator simulator) {
        assertThatThrownBy(() -> flow(simulator, simulator.account().otherFlowArn()))
                .isInstanceOf(ResourceNotFoundException.class);
        Clients.checkErrors(simulator);
    }

    @Test
    void aFlowOnlySavedIsShownUnderItsAlias(ConnectSimulator simulator) {
        String id = create(
                simulator, "draft", c -> c.status(ContactFlowStatus.SAVED).content("no content yet"));
        assertThatThrownBy(() -> flow(simulator, id)).isInstanceOf(ContactFlowNotPublishedException.class);
        assertThat(flow(simulator, id + ":$SAVED").status()).isEqualTo(ContactFlowStatus.SAVED);
        Clients.checkErrors(simulator);
    }

    @Test
    void aFlowNeedsANameOfItsOwnAndContent(ConnectSimulator simulator) {
        create(simulator, "mine");
        assertThatThrownBy(() -> create(simulator, "mine")).isInstanceOf(DuplicateResourceException.class);
        assertThatThrownBy(() -> create(simulator, "other", c -> c.content("{}")))
                .isInstanceOf(InvalidContactFlowException.class);
        Clients.checkErrors(simulator);
    }

    @Test
    @Turns("flow-invisible-seconds")
    void aNewFlowMayStayInvisibleForAWhile(ConnectSimulator simulator) {
        assertThat(flow(simulator, create(simulator, "at once")).name()).isEqualTo("at once");
        simulator.set(Knob.FLOW_INVISIBLE, Duration.ofSeconds(30));
        String id = create(simulator, "mine");
        assertThatThrownBy(() -> flow(simulator, id)).isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> bind(simulator, id)).isInstanceOf(ResourceNotFoundException.class);
        simulator.advance(Duration.ofSeconds(30));
        assertThat(flow(simulator, id).name()).isEqualTo("mine");
        bind(simulator, id);
    }

    @Test
    @Turns("bind-unpublished")
    void whetherAFlowOutOfUseCanBeBoundIsAKnob(ConnectSimulator simulator) {
        String archived = create(simulator, "old");
        archive(simulator, instance, archived);
        String draft = create(simulator, "draft", c -> c.status(ContactFlowStatus.SAVED));
        for (String flow : List.of(archived, draft)) {
            assertThatThrownBy(() -> bind(simulator, flow)).isInstanceOf(InvalidParameterException.class);
        }
        simulator.set(Knob.BIND_UNPUBLISHED, true);
        for (String flow : List.of(archived, draft)) {
            bind(simulator, flow);
        }
        assertThat(read(simulator)).singleElement().asString().endsWith(draft);
    }

    @ParameterizedTest
    @CsvSource({
        "ACCESS_DENIED, AccessDeniedException",
        "RESOURCE_NOT_FOUND, ResourceNotFoundException",
        "RESOURCE_IN_USE, ResourceInUseException",
        "INVALID_PARAMETER, InvalidParameterException"
    })
    @Turns("bind-error")
    void theErrorOfBindingANumberNotClaimedIsAKnob(Knob.BindError error, String code, ConnectSimulator simulator) {
        simulator.set(Knob.BIND_ERROR, error);
        simulator.script(Trouble.on("ClaimPhoneNumber").of(new Fault.FailLater("no luck")));
        String failed = claim(simulator, "+12065550101");
        simulator.advance(Duration.ofSeconds(2));
        String inProgress = claim(simulator, "+12065550102");
        for (String unclaimed : List.of(failed, inProgress)) {
            assertThatThrownBy(() -> bind(
                            Clients.to(simulator),
                            unclaimed,
                            simulator.account().flowArn()))
                    .isInstanceOfSatisfying(
                            ConnectException.class,
                            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
        }
    }

    @Test
    void bindingANumberNotClaimedIsDeniedUnlessToldOtherwise(ConnectSimulator simulator) {
        String inProgress = claim(simulator, "+12065550102");
        assertThatThrownBy(() -> bind(
                        Clients.to(simulator), inProgress, simulator.account().flowArn()))
                .hasMessageContaining("is not authorized to perform: connect:AssociatePhoneNumberContactFlow");
        simulator.set(Knob.BIND_IN_PROGRESS, true);
        bind(Clients.to(simulator), inProgress, simulator.account().flowArn());
    }

    @Test
    @Turns("unbind-unbound")
    void whetherUnbindingAnUnboundNumberSucceedsIsAKnob(ConnectSimulator simulator) {
        ConnectClient client = Clients.to(simulator);
        client.disassociatePhoneNumberContactFlow(d -> d.phoneNumberId(number).instanceId(instance));
        simulator.set(Knob.UNBIND_UNBOUND, false);
        assertThatThrownBy(() -> client.disassociatePhoneNumberContactFlow(
                        d -> d.phoneNumberId(number).instanceId(instance)))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    @Turns("unbound-read")
    void whatAReadOfAnUnboundNumberAnswersIsAKnob(ConnectSimulator simulator) {
        assertThat(read(simulator)).isEmpty();
        simulator.set(Knob.UNBOUND_READ, Knob.UnboundRead.RESOURCE_NOT_FOUND);
        assertThatThrownBy(() -> read(simulator)).isInstanceOf(ResourceNotFoundException.class);
        simulator.set(Knob.UNBOUND_READ, Knob.UnboundRead.INVALID_REQUEST);
        assertThatThrownBy(() -> read(simulator)).isInstanceOf(InvalidRequestException.class);
        bind(simulator, simulator.account().flowArn());
        assertThat(read(simulator)).hasSize(1);
        Clients.checkErrors(simulator);
    }

    @Test
    @Turns("flow-reads-miss")
    void everyNthReadOfAFlowMayMissIt(ConnectSimulator simulator) {
        bind(simulator, simulator.account().flowArn());
        assertThat(List.of(read(simulator), read(simulator), read(simulator)))
                .allSatisfy(flows -> assertThat(flows).hasSize(1));

        simulator.set(Knob.FLOW_READS_MISS, 2);
        assertThat(read(simulator)).isEmpty();
        assertThat(Clients.to(simulator)
                        .listFlowAssociations(l -> l.instanceId(instance))
                        .flowAssociationSummaryList())
                .hasSize(1);
        assertThat(Clients.to(simulator)
                        .listFlowAssociations(l -> l.instanceId(instance))
                        .flowAssociationSummaryList())
                .isEmpty();
        assertThat(read(simulator)).hasSize(1);
    }

    @Test
    @Turns("delete-bound-flow")
    void whetherABoundFlowCanBeDeletedIsAKnob(ConnectSimulator simulator) {
        String id = create(simulator, "mine");
        bind(simulator, id);
        simulator.set(Knob.DELETE_BOUND_FLOW, false);
        assertThatThrownBy(() -> Clients.to(simulator)
                        .deleteContactFlow(d -> d.instanceId(instance).contactFlowId(id)))
                .isInstanceOf(InvalidRequestException.class);
        simulator.set(Knob.DELETE_BOUND_FLOW, true);
        Clients.to(simulator).deleteContactFlow(d -> d.instanceId(instance).contactFlowId(id));
        assertThat(read(simulator)).isEmpty();
        Clients.checkErrors(simulator);
    }

    @Test
    void aGroupsFlowsAreThoseOfBothRegionsInstances(ConnectSimulator simulator) {
        SimulatedAccount account = simulator.account();
        ConnectClient other = Clients.to(simulator, "us-west-2");
        String onGroup = claim(simulator, "+12065550101", c -> c.targetArn(account.tdgArn()));
        String arn = account.phoneNumberArn(onGroup);
        simulator.advance(Duration.ofSeconds(2));
        bind(Clients.to(simulator), onGroup, account.flowArn());
        String mirrored = account.flowArn().replace("us-east-1", "us-west-2");
        assertThat(read(other, arn)).containsExactly(mirrored);
        assertThatThrownBy(() -> bind(other, onGroup, mirrored)).isInstanceOf(ResourceNotFoundException.class);
        bind(other, arn, account.secondFlowArn().replace("us-east-1", "us-west-2"));
        assertThat(read(Clients.to(simulator), arn)).containsExactly(account.secondFlowArn());

        bind(simulator, account.flowArn());
        assertThat(read(other, account.phoneNumberArn(number))).isEmpty();
        Clients.checkErrors(simulator);
    }

    @Test
    @Turns("group-flows")
    void aGroupsFlowsMayBeThoseOfItsHomeInstanceOnly(ConnectSimulator simulator) {
        simulator.set(Knob.GROUP_FLOWS, Knob.GroupFlows.HOME);
        SimulatedAccount account = simulator.account();
        ConnectClient other = Clients.to(simulator, "us-west-2");
        String arn = account.phoneNumberArn(claim(simulator, "+12065550101", c -> c.targetArn(account.tdgArn())));
        simulator.advance(Duration.ofSeconds(2));
        bind(Clients.to(simulator), arn, account.flowArn());
        assertThat(read(Clients.to(simulator), arn)).containsExactly(account.flowArn());
        assertThat(read(other, arn)).isEmpty();
        String mirrored = account.flowArn().replace("us-east-1", "us-west-2");
        assertThatThrownBy(() -> bind(other, arn, mirrored)).isInstanceOf(ResourceNotFoundException.class);
        simulator.set(Knob.GROUP_FLOWS, Knob.GroupFlows.MIRRORED);
        assertThat(read(other, arn)).containsExactly(mirrored);
    }
}
