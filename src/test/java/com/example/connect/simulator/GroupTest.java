package com.example.connect.simulator;

import static com.example.connect.simulator.Clients.NUMBER;
import static com.example.connect.simulator.Clients.TOKEN;
import static com.example.connect.simulator.Clients.claim;
import static com.example.connect.simulator.Clients.describe;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.connect.ConnectClient;
import software.amazon.awssdk.services.connect.model.CreateTrafficDistributionGroupRequest;
import software.amazon.awssdk.services.connect.model.InvalidRequestException;
import software.amazon.awssdk.services.connect.model.ResourceConflictException;
import software.amazon.awssdk.services.connect.model.ResourceInUseException;
import software.amazon.awssdk.services.connect.model.ResourceNotFoundException;
import software.amazon.awssdk.services.connect.model.ResourceNotReadyException;
import software.amazon.awssdk.services.connect.model.TrafficDistributionGroup;
import software.amazon.awssdk.services.connect.model.TrafficDistributionGroupStatus;

/** CreateTrafficDistributionGroup and DeleteTrafficDistributionGroup. */
@ExtendWith(SimulatorExtension.class)
class GroupTest {
    private static final Duration CREATION = Duration.ofSeconds(10);

    @BeforeEach
    void noRateLimit(ConnectSimulator simulator) {
        simulator.set(Knob.RATE, Optional.empty());
    }

    @AfterEach
    void onlyErrorsOfTheModel(ConnectSimulator simulator) {
        Clients.checkErrors(simulator);
    }

    private static String create(
            ConnectSimulator simulator, String name, Consumer<CreateTrafficDistributionGroupRequest.Builder> more) {
        return Clients.to(simulator)
                .createTrafficDistributionGroup(c -> c.name(name)
                        .instanceId(simulator.account().instanceId())
                        .applyMutation(more))
                .arn();
    }

    private static String create(ConnectSimulator simulator, String name) {
        return create(simulator, name, c -> {});
    }

    private static TrafficDistributionGroup group(ConnectClient client, String arn) {
        return client.describeTrafficDistributionGroup(d -> d.trafficDistributionGroupId(arn))
                .trafficDistributionGroup();
    }

    @Test
    @Turns("group-seconds")
    void aNewGroupTakesNumbersOnceItIsActive(ConnectSimulator simulator) {
        ConnectClient client = Clients.to(simulator);
        String arn = create(
                simulator,
                "coasts",
                c -> c.instanceId(simulator.account().instanceArn())
                        .description("both")
                        .tags(Map.of("team", "blue")));
        assertThat(group(client, arn).status()).isEqualTo(TrafficDistributionGroupStatus.CREATION_IN_PROGRESS);
        assertThatThrownBy(() -> claim(simulator, NUMBER, c -> c.targetArn(arn)))
                .isInstanceOf(ResourceNotFoundException.class);

        simulator.advance(CREATION);
        TrafficDistributionGroup created = group(client, arn);
        assertThat(created.status()).isEqualTo(TrafficDistributionGroupStatus.ACTIVE);
        assertThat(created.name()).isEqualTo("coasts");
        assertThat(created.description()).isEqualTo("both");
        assertThat(created.tags()).isEqualTo(Map.of("team", "blue"));
        assertThat(created.instanceArn()).isEqualTo(simulator.account().instanceArn());
        assertThat(group(Clients.to(simulator, "us-west-2"), arn)).isEqualTo(created);
        String number = claim(simulator, NUMBER, c -> c.targetArn(arn));
        assertThat(describe(simulator, number).targetArn()).isEqualTo(arn);

        simulator.set(Knob.GROUP_TIME, Duration.ZERO);
        assertThat(group(client, create(simulator, "at once")).status())
                .isEqualTo(TrafficDistributionGroupStatus.ACTIVE);
    }

    @Test
    void aFailedCreationShows(ConnectSimulator simulator) {
        simulator.script(Trouble.on("CreateTrafficDistributionGroup").of(new Fault.FailLater("no room")));
        String arn = create(simulator, "coasts");
        simulator.advance(CREATION);
        assertThat(group(Clients.to(simulator), arn).status())
                .isEqualTo(TrafficDistributionGroupStatus.CREATION_FAILED);
        assertThatThrownBy(() -> claim(simulator, NUMBER, c -> c.targetArn(arn)))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void aNameIsTakenOnceAndATokenGivesOneGroup(ConnectSimulator simulator) {
        String arn = create(simulator, "coasts", c -> c.clientToken(TOKEN));
        assertThat(create(simulator, "coasts", c -> c.clientToken(TOKEN))).isEqualTo(arn);
        assertThatThrownBy(() -> create(simulator, "coasts")).isInstanceOf(ResourceConflictException.class);
        assertThatThrownBy(() -> create(simulator, " ")).isInstanceOf(InvalidRequestException.class);
    }

    @Test
    @Turns("group-unreplicated")
    void theErrorWithoutAReplicaIsAKnob(ConnectSimulator simulator) {
        String other = simulator.account().otherInstanceId();
        assertThatThrownBy(() -> create(simulator, "coasts", c -> c.instanceId(other)))
                .isInstanceOf(ResourceNotReadyException.class);
        simulator.set(Knob.GROUP_UNREPLICATED, Knob.GroupUnreplicated.INVALID_REQUEST);
        assertThatThrownBy(() -> create(simulator, "coasts", c -> c.instanceId(other)))
                .isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> create(simulator, "coasts", c -> c.instanceId(TOKEN)))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void aGroupWithNumbersCannotBeDeleted(ConnectSimulator simulator) {
        ConnectClient client = Clients.to(simulator);
        String arn = create(simulator, "coasts");
        simulator.advance(CREATION);
        String number = claim(simulator, NUMBER, c -> c.targetArn(arn));
        assertThatThrownBy(() -> client.deleteTrafficDistributionGroup(d -> d.trafficDistributionGroupId(arn)))
                .isInstanceOf(ResourceInUseException.class);
        assertThat(describe(simulator, number).targetArn()).isEqualTo(arn);

        simulator.advance(Duration.ofSeconds(2));
        client.releasePhoneNumber(r -> r.phoneNumberId(number));
        assertThatThrownBy(() -> Clients.to(simulator, "us-west-2")
                        .deleteTrafficDistributionGroup(d -> d.trafficDistributionGroupId(arn)))
                .isInstanceOf(InvalidRequestException.class);
        client.deleteTrafficDistributionGroup(d -> d.trafficDistributionGroupId(arn));
        assertThatThrownBy(() -> group(client, arn)).isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> client.deleteTrafficDistributionGroup(d -> d.trafficDistributionGroupId(arn)))
                .isInstanceOf(InvalidRequestException.class);
    }
}
