package com.example.connect.simulator;

import static com.example.connect.simulator.Clients.NUMBER;
import static com.example.connect.simulator.Clients.TOKEN;
import static com.example.connect.simulator.Clients.claim;
import static com.example.connect.simulator.Clients.describe;
import static com.example.connect.simulator.Clients.search;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.connect.ConnectClient;
import software.amazon.awssdk.services.connect.model.Attribute;
import software.amazon.awssdk.services.connect.model.ContactFlowSummary;
import software.amazon.awssdk.services.connect.model.ContactFlowType;
import software.amazon.awssdk.services.connect.model.CreateInstanceRequest;
import software.amazon.awssdk.services.connect.model.DirectoryType;
import software.amazon.awssdk.services.connect.model.Instance;
import software.amazon.awssdk.services.connect.model.InstanceAttributeType;
import software.amazon.awssdk.services.connect.model.InstanceStatus;
import software.amazon.awssdk.services.connect.model.InstanceSummary;
import software.amazon.awssdk.services.connect.model.InvalidParameterException;
import software.amazon.awssdk.services.connect.model.InvalidRequestException;
import software.amazon.awssdk.services.connect.model.ListInstancesResponse;
import software.amazon.awssdk.services.connect.model.ResourceNotFoundException;
import software.amazon.awssdk.services.connect.model.ServiceQuotaExceededException;

/** CreateInstance, DescribeInstance, ListInstances and DeleteInstance; an instance's attributes. */
@ExtendWith(SimulatorExtension.class)
class InstanceTest {
    private static final Duration CREATION = Duration.ofSeconds(60);

    @BeforeEach
    void noRateLimit(ConnectSimulator simulator) {
        simulator.set(Knob.RATE, Optional.empty());
    }

    @AfterEach
    void onlyErrorsOfTheModel(ConnectSimulator simulator) {
        Clients.checkErrors(simulator);
    }

    private static String create(
            ConnectSimulator simulator, String alias, Consumer<CreateInstanceRequest.Builder> more) {
        return Clients.to(simulator)
                .createInstance(c -> c.identityManagementType(DirectoryType.CONNECT_MANAGED)
                        .instanceAlias(alias)
                        .inboundCallsEnabled(true)
                        .outboundCallsEnabled(false)
                        .applyMutation(more))
                .id();
    }

    private static String create(ConnectSimulator simulator, String alias) {
        return create(simulator, alias, c -> {});
    }

    private static Instance instance(ConnectSimulator simulator, String id) {
        return Clients.to(simulator).describeInstance(d -> d.instanceId(id)).instance();
    }

    private static List<String> listed(ConnectClient client) {
        return client.listInstances(l -> {}).instanceSummaryList().stream()
                .map(InstanceSummary::arn)
                .toList();
    }

    @Test
    void theReadyMadeInstancesAreActive(ConnectSimulator simulator) {
        SimulatedAccount account = simulator.account();
        assertThat(listed(Clients.to(simulator))).containsExactly(account.instanceArn(), account.otherInstanceArn());
        Instance first = instance(simulator, account.instanceId());
        assertThat(first.arn()).isEqualTo(account.instanceArn());
        assertThat(first.instanceStatus()).isEqualTo(InstanceStatus.ACTIVE);
        assertThatThrownBy(() -> instance(simulator, TOKEN)).isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void anInstanceIsCreatedInItsOwnTimeAndThenTakesNumbers(ConnectSimulator simulator) {
        String id = create(simulator, "new", c -> c.tags(Map.of("team", "blue")));
        assertThat(instance(simulator, id).instanceStatus()).isEqualTo(InstanceStatus.CREATION_IN_PROGRESS);
        String arn = instance(simulator, id).arn();
        assertThat(listed(Clients.to(simulator))).contains(arn);
        assertThatThrownBy(() -> claim(simulator, NUMBER, c -> c.targetArn(arn)))
                .isInstanceOf(ResourceNotFoundException.class);

        simulator.advance(CREATION);
        Instance created = instance(simulator, id);
        assertThat(created.instanceStatus()).isEqualTo(InstanceStatus.ACTIVE);
        assertThat(created.instanceAlias()).isEqualTo("new");
        assertThat(created.outboundCallsEnabled()).isFalse();
        assertThat(created.tags()).isEqualTo(Map.of("team", "blue"));
        String number = claim(simulator, NUMBER, c -> c.targetArn(null).instanceId(id));
        assertThat(describe(simulator, number).targetArn()).isEqualTo(arn);
    }

    @Test
    @Turns("instance-early")
    void anInstanceInCreationMayTakeNumbers(ConnectSimulator simulator) {
        String id = create(simulator, "new");
        assertThatThrownBy(() -> claim(simulator, NUMBER, c -> c.targetArn(null).instanceId(id)))
                .isInstanceOf(ResourceNotFoundException.class);
        simulator.set(Knob.INSTANCE_EARLY, true);
        assertThat(claim(simulator, NUMBER, c -> c.targetArn(null).instanceId(id)))
                .isNotEmpty();
    }

    @Test
    void aFailedCreationTellsWhyForADay(ConnectSimulator simulator) {
        simulator.script(Trouble.on("CreateInstance").of(new Fault.FailLater("no room")));
        String id = create(simulator, "new");
        simulator.advance(CREATION);
        assertThat(instance(simulator, id).instanceStatus()).isEqualTo(InstanceStatus.CREATION_FAILED);
        assertThat(instance(simulator, id).statusReason().message()).isEqualTo("no room");
        simulator.advance(Duration.ofDays(1));
        assertThatThrownBy(() -> instance(simulator, id)).isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    @Turns("instance-quota")
    void theAccountHasAQuotaOfInstances(ConnectSimulator simulator) {
        create(simulator, "one");
        create(simulator, "two");
        assertThatThrownBy(() -> create(simulator, "three")).isInstanceOf(ServiceQuotaExceededException.class);
        simulator.set(Knob.INSTANCE_QUOTA, Knob.UNLIMITED);
        assertThat(create(simulator, "three")).isNotEmpty();
    }

    @Test
    void anAliasIsTakenOnce(ConnectSimulator simulator) {
        create(simulator, "one");
        assertThatThrownBy(() -> create(simulator, "one")).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> create(simulator, "d-one")).isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void aRepeatedCreateUnderATokenIsOne(ConnectSimulator simulator) {
        String id = create(simulator, "one", c -> c.clientToken(TOKEN));
        assertThat(create(simulator, "one", c -> c.clientToken(TOKEN))).isEqualTo(id);
        assertThatThrownBy(() -> create(simulator, "two", c -> c.clientToken(TOKEN)))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void anInstancesAttributesAreListedAndChanged(ConnectSimulator simulator) {
        ConnectClient client = Clients.to(simulator);
        String id = create(simulator, "new");
        simulator.advance(CREATION);
        assertThat(on(client, id))
                .containsExactlyInAnyOrder("INBOUND_CALLS", "CONTACT_LENS", "EARLY_MEDIA", "AUTO_RESOLVE_BEST_VOICES");

        set(client, id, InstanceAttributeType.CONTACTFLOW_LOGS, "true");
        set(client, id, InstanceAttributeType.INBOUND_CALLS, "false");

        assertThat(on(client, id))
                .containsExactlyInAnyOrder(
                        "CONTACTFLOW_LOGS", "CONTACT_LENS", "EARLY_MEDIA", "AUTO_RESOLVE_BEST_VOICES");
        assertThat(instance(simulator, id).inboundCallsEnabled()).isFalse();
        assertThatThrownBy(() -> client.updateInstanceAttribute(
                        u -> u.instanceId(id).attributeType("LOUD").value("true")))
                .isInstanceOf(InvalidParameterException.class);
    }

    private static void set(ConnectClient client, String id, InstanceAttributeType type, String value) {
        client.updateInstanceAttribute(u -> u.instanceId(id).attributeType(type).value(value));
    }

    private static List<String> on(ConnectClient client, String id) {
        return client.listInstanceAttributesPaginator(l -> l.instanceId(id)).stream()
                .flatMap(page -> page.attributes().stream())
                .filter(attribute -> attribute.value().equals("true"))
                .map(Attribute::attributeTypeAsString)
                .toList();
    }

    @Test
    @Turns("instance-flows")
    void aNewInstanceHasDefaultFlowsOrNone(ConnectSimulator simulator) {
        ConnectClient client = Clients.to(simulator);
        String with = create(simulator, "with");
        simulator.set(Knob.INSTANCE_FLOWS, false);
        String without = create(simulator, "without");
        simulator.advance(CREATION);
        assertThat(client.listContactFlows(l -> l.instanceId(with)).contactFlowSummaryList())
                .hasSize(9)
                .extracting(ContactFlowSummary::contactFlowType)
                .contains(ContactFlowType.CONTACT_FLOW, ContactFlowType.AGENT_WHISPER);
        assertThat(client.listContactFlows(l -> l.instanceId(without)).contactFlowSummaryList())
                .isEmpty();
    }

    @Test
    void aDeletedInstanceTakesItsNumbersAlong(ConnectSimulator simulator) {
        SimulatedAccount account = simulator.account();
        ConnectClient client = Clients.to(simulator);
        String kept = claim(simulator, "+12065550102");
        String lost = claim(simulator, NUMBER, c -> c.targetArn(account.otherInstanceArn()));
        String arriving = claim(simulator, "+12065550101");
        simulator.advance(Duration.ofSeconds(2));
        client.associatePhoneNumberContactFlow(
                a -> a.phoneNumberId(lost).instanceId(account.otherInstanceId()).contactFlowId(account.otherFlowArn()));
        client.updatePhoneNumber(u -> u.phoneNumberId(arriving).targetArn(account.otherInstanceArn()));

        client.deleteInstance(d -> d.instanceId(account.otherInstanceId()));

        assertThat(simulator.numbers()).extracting(HeldNumber::id).containsExactly(kept);
        assertThatThrownBy(() -> describe(simulator, lost)).isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> instance(simulator, account.otherInstanceId()))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> claim(simulator, "+12065550103", c -> c.targetArn(account.otherInstanceArn())))
                .isInstanceOf(ResourceNotFoundException.class);
        simulator.advance(Duration.ofDays(179));
        assertThat(search(simulator, "US", "DID", NUMBER)).isEmpty();
        simulator.advance(Duration.ofDays(1));
        assertThat(search(simulator, "US", "DID", NUMBER)).containsExactly(NUMBER);
    }

    @Test
    @Turns("delete-replicated")
    void whetherAReplicatedInstanceCanBeDeletedIsAKnob(ConnectSimulator simulator) {
        SimulatedAccount account = simulator.account();
        ConnectClient client = Clients.to(simulator);
        claim(simulator, NUMBER, c -> c.targetArn(account.tdgArn()));
        assertThatThrownBy(() -> client.deleteInstance(d -> d.instanceId(account.instanceId())))
                .isInstanceOf(InvalidRequestException.class);
        assertThat(simulator.numbers()).hasSize(1);

        simulator.set(Knob.DELETE_REPLICATED, true);
        client.deleteInstance(d -> d.instanceId(account.instanceId()));
        assertThat(simulator.numbers()).isEmpty();
        assertThat(client.listTrafficDistributionGroups(l -> {}).trafficDistributionGroupSummaryList())
                .isEmpty();
    }

    @Test
    void aReplicaHasTheSameIdInTheOtherRegion(ConnectSimulator simulator) {
        SimulatedAccount account = simulator.account();
        String replica = account.instanceArn().replace("us-east-1", "us-west-2");
        ConnectClient other = Clients.to(simulator, "us-west-2");
        assertThat(listed(other)).containsExactly(replica);
        assertThat(listed(Clients.to(simulator, "eu-west-1"))).isEmpty();
        assertThat(other.describeInstance(d -> d.instanceId(account.instanceId()))
                        .instance()
                        .arn())
                .isEqualTo(replica);
        assertThat(other.describeInstance(d -> d.instanceId(account.instanceId()))
                        .replicationConfiguration()
                        .sourceRegion())
                .isEqualTo("us-east-1");
        assertThatThrownBy(() -> other.describeInstance(d -> d.instanceId(account.otherInstanceId())))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void instancesAreListedInPages(ConnectSimulator simulator) {
        ConnectClient client = Clients.to(simulator);
        ListInstancesResponse first = client.listInstances(l -> l.maxResults(1));
        ListInstancesResponse second = client.listInstances(l -> l.nextToken(first.nextToken()));
        assertThat(first.instanceSummaryList()).hasSize(1);
        assertThat(second.instanceSummaryList()).hasSize(1).doesNotContainAnyElementsOf(first.instanceSummaryList());
        assertThat(second.nextToken()).isNull();
        assertThatThrownBy(() -> client.listInstances(l -> l.nextToken("?")))
                .isInstanceOf(InvalidRequestException.class);
    }
}
