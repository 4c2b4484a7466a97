package com.example.connect.simulator;

import static com.example.connect.simulator.Clients.NUMBER;
import static com.example.connect.simulator.Clients.claim;
import static com.example.connect.simulator.Clients.describe;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.connect.ConnectClient;
import software.amazon.awssdk.services.connect.model.AccessDeniedException;
import software.amazon.awssdk.services.connect.model.FlowAssociationSummary;
import software.amazon.awssdk.services.connect.model.InvalidParameterException;
import software.amazon.awssdk.services.connect.model.InvalidRequestException;
import software.amazon.awssdk.services.connect.model.ListFlowAssociationResourceType;
import software.amazon.awssdk.services.connect.model.ListFlowAssociationsResponse;
import software.amazon.awssdk.services.connect.model.ResourceInUseException;
import software.amazon.awssdk.services.connect.model.ResourceNotFoundException;
import software.amazon.awssdk.services.connect.model.TrafficDistributionGroup;

/** Contact flows, the traffic distribution group, and tags. */
@ExtendWith(SimulatorExtension.class)
class FlowAndTagTest {
    private String id = "";
    private String arn = "";

    @BeforeEach
    void aClaimedNumber(ConnectSimulator simulator) {
        simulator.set(Knob.RATE, Optional.empty());
        id = claim(simulator, NUMBER, c -> c.tags(Map.of("team", "blue")));
        arn = simulator.account().phoneNumberArn(id);
        simulator.advance(Duration.ofSeconds(2));
    }

    private void bind(ConnectSimulator simulator, String instanceId, String flow) {
        Clients.to(simulator)
                .associatePhoneNumberContactFlow(
                        a -> a.phoneNumberId(id).instanceId(instanceId).contactFlowId(flow));
    }

    private void bind(ConnectSimulator simulator) {
        bind(simulator, simulator.account().instanceId(), simulator.account().flowArn());
    }

    private List<FlowAssociationSummary> flows(ConnectSimulator simulator, String instanceId) {
        return Clients.to(simulator)
                .batchGetFlowAssociation(b -> b.instanceId(instanceId)
                        .resourceIds(arn, "arn:aws:connect:us-east-1:123456789012:phone-number/none")
                        .resourceType(ListFlowAssociationResourceType.VOICE_PHONE_NUMBER))
                .flowAssociationSummaryList();
    }

    @Test
    void aFlowIsBoundReadBackChangedAndUnbound(ConnectSimulator simulator) {
        SimulatedAccount account = simulator.account();
        assertThat(flows(simulator, account.instanceId())).isEmpty();
        bind(simulator);
        assertThat(flows(simulator, account.instanceId())).hasSize(1).allSatisfy(flow -> {
            assertThat(flow.resourceId()).isEqualTo(arn);
            assertThat(flow.flowId()).isEqualTo(account.flowArn());
            assertThat(flow.resourceTypeAsString()).isEqualTo("VOICE_PHONE_NUMBER");
        });
        String second = account.secondFlowArn();
        bind(simulator, account.instanceId(), second.substring(second.lastIndexOf('/') + 1));
        assertThat(flows(simulator, account.instanceId()))
                .extracting(FlowAssociationSummary::flowId)
                .containsExactly(second);
        assertThat(flows(simulator, account.otherInstanceId())).isEmpty();

        Clients.to(simulator)
                .disassociatePhoneNumberContactFlow(d -> d.phoneNumberId(id).instanceId(account.instanceId()));
        assertThat(flows(simulator, account.instanceId())).isEmpty();
    }

    @Test
    void aFlowMustBeOfTheNumbersOwnInstance(ConnectSimulator simulator) {
        SimulatedAccount account = simulator.account();
        assertThatThrownBy(() -> bind(simulator, account.instanceId(), account.otherFlowArn()))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> bind(simulator, account.otherInstanceId(), account.otherFlowArn()))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void aFlowDoesNotMoveAlong(ConnectSimulator simulator) {
        SimulatedAccount account = simulator.account();
        bind(simulator);
        Clients.to(simulator).updatePhoneNumber(u -> u.phoneNumberId(id).targetArn(account.tdgArn()));
        assertThatThrownBy(() -> bind(simulator)).isInstanceOf(AccessDeniedException.class);
        simulator.advance(Duration.ofSeconds(2));
        assertThat(flows(simulator, account.instanceId())).isEmpty();
        bind(simulator);
        assertThat(flows(simulator, account.instanceId())).hasSize(1);
    }

    @Test
    void theFlowsOfAnInstanceAreListedInPages(ConnectSimulator simulator) {
        bind(simulator);
        String first = id;
        id = claim(simulator, "+12065550101");
        simulator.advance(Duration.ofSeconds(2));
        bind(simulator);
        String instance = simulator.account().instanceId();
        ListFlowAssociationsResponse page = Clients.to(simulator)
                .listFlowAssociations(l -> l.instanceId(instance).maxResults(1));
        assertThat(page.flowAssociationSummaryList().get(0).resourceId()).endsWith(first);
        ListFlowAssociationsResponse rest = Clients.to(simulator)
                .listFlowAssociations(l -> l.instanceId(instance).nextToken(page.nextToken()));
        assertThat(rest.flowAssociationSummaryList().get(0).resourceId()).endsWith(id);
        assertThat(rest.nextToken()).isNull();
        assertThat(Clients.to(simulator)
                        .listFlowAssociations(
                                l -> l.instanceId(instance).resourceType(ListFlowAssociationResourceType.INBOUND_EMAIL))
                        .flowAssociationSummaryList())
                .isEmpty();
    }

    @Test
    @Turns("release-bound")
    void whetherABoundNumberCanBeReleasedIsAKnob(ConnectSimulator simulator) {
        bind(simulator);
        simulator.set(Knob.RELEASE_BOUND, false);
        assertThatThrownBy(() -> Clients.to(simulator).releasePhoneNumber(r -> r.phoneNumberId(id)))
                .isInstanceOf(ResourceInUseException.class);
        simulator.set(Knob.RELEASE_BOUND, true);
        Clients.to(simulator).releasePhoneNumber(r -> r.phoneNumberId(id));
        assertThat(simulator.numbers()).isEmpty();
    }

    @Test
    void theTrafficDistributionGroupNamesItsInstance(ConnectSimulator simulator) {
        SimulatedAccount account = simulator.account();
        for (String name : List.of(account.tdgId(), account.tdgArn())) {
            TrafficDistributionGroup group = Clients.to(simulator)
                    .describeTrafficDistributionGroup(d -> d.trafficDistributionGroupId(name))
                    .trafficDistributionGroup();
            assertThat(group.arn()).isEqualTo(account.tdgArn());
            assertThat(group.instanceArn()).isEqualTo(account.instanceArn());
            assertThat(group.statusAsString()).isEqualTo("ACTIVE");
        }
        assertThatThrownBy(() -> Clients.to(simulator)
                        .describeTrafficDistributionGroup(d -> d.trafficDistributionGroupId(Clients.TOKEN)))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void tagsAreAddedOverwrittenAndRemoved(ConnectSimulator simulator) {
        Clients.to(simulator).tagResource(t -> t.resourceArn(arn).tags(Map.of("team", "red", "a b", "c/d")));
        assertThat(describe(simulator, id).tags()).isEqualTo(Map.of("team", "red", "a b", "c/d"));
        Clients.to(simulator).untagResource(t -> t.resourceArn(arn).tagKeys("a b", "none"));
        assertThat(Clients.to(simulator)
                        .listTagsForResource(t -> t.resourceArn(arn))
                        .tags())
                .isEqualTo(Map.of("team", "red"));
    }

    @Test
    void fiftyTagsAreTheLimit(ConnectSimulator simulator) {
        Map<String, String> tags = new TreeMap<>();
        IntStream.range(0, 49).forEach(i -> tags.put("key" + i, "value"));
        Clients.to(simulator).tagResource(t -> t.resourceArn(arn).tags(tags));
        assertThatThrownBy(() -> Clients.to(simulator)
                        .tagResource(t -> t.resourceArn(arn).tags(Map.of("one", "more"))))
                .isInstanceOf(InvalidRequestException.class);
        assertThat(describe(simulator, id).tags()).hasSize(50);
    }

    @Test
    void reservedTagsAreAwsOwn(ConnectSimulator simulator) {
        assertThatThrownBy(() -> Clients.to(simulator)
                        .tagResource(t -> t.resourceArn(arn).tags(Map.of("aws:x", "y"))))
                .isInstanceOf(InvalidParameterException.class);
        simulator.putTags(id, Map.of("aws:cloudformation:stack-name", "mine"));
        assertThat(describe(simulator, id).tags()).containsEntry("aws:cloudformation:stack-name", "mine");
    }

    @Test
    void onlyWhatIsThereHasTags(ConnectSimulator simulator) {
        String unknown = simulator.account().instanceArn().replace("1111", "9999");
        assertThatThrownBy(() -> Clients.to(simulator).listTagsForResource(t -> t.resourceArn(unknown)))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> Clients.to(simulator).listTagsForResource(t -> t.resourceArn(id)))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void instancesFlowsAndGroupsHaveTagsToo(ConnectSimulator simulator) {
        ConnectClient client = Clients.to(simulator);
        SimulatedAccount account = simulator.account();
        for (String arn : List.of(account.instanceArn(), account.flowArn(), account.tdgArn())) {
            client.tagResource(t -> t.resourceArn(arn).tags(Map.of("team", "a", "cost", "1")));
            client.tagResource(t -> t.resourceArn(arn).tags(Map.of("team", "b")));
            client.untagResource(t -> t.resourceArn(arn).tagKeys("cost"));
            assertThat(client.listTagsForResource(t -> t.resourceArn(arn)).tags())
                    .isEqualTo(Map.of("team", "b"));
        }
        assertThat(client.describeInstance(d -> d.instanceId(account.instanceId()))
                        .instance()
                        .tags())
                .isEqualTo(Map.of("team", "b"));
        assertThat(client.describeContactFlow(
                                d -> d.instanceId(account.instanceId()).contactFlowId(account.flowArn()))
                        .contactFlow()
                        .tags())
                .isEqualTo(Map.of("team", "b"));
        assertThat(client.describeTrafficDistributionGroup(d -> d.trafficDistributionGroupId(account.tdgId()))
                        .trafficDistributionGroup()
                        .tags())
                .isEqualTo(Map.of("team", "b"));
    }
}
