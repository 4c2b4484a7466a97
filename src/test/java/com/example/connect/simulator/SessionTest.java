package com.example.connect.simulator;

import static com.example.connect.simulator.Clients.NUMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.connect.ConnectClient;
import software.amazon.awssdk.services.connect.model.AccessDeniedException;
import software.amazon.awssdk.services.connect.model.ConnectException;

/** Calls with the temporary credentials of a role: its policies decide, whatever the knobs allow. */
@ExtendWith(SimulatorExtension.class)
class SessionTest {
    private static final String POLICY = "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\","
            + " \"Action\": \"%s\", \"Resource\": \"*\"}]}";

    private static ConnectClient client(ConnectSimulator simulator, String sessionToken) {
        return ConnectClient.builder()
                .endpointOverride(simulator.endpoint())
                .region(Region.of(simulator.account().region()))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsSessionCredentials.create(simulator.account().account(), "secret", sessionToken)))
                .build();
    }

    private static String token(String... actions) {
        String policies =
                String.join(", ", Arrays.stream(actions).map(POLICY::formatted).toList());
        String session = "{\"principal\": \"role/made\", \"policies\": [" + policies + "]}";
        return Session.TOKEN + Base64.getUrlEncoder().encodeToString(session.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theRolesPoliciesDecideAndADenialNamesTheRolesSession(ConnectSimulator simulator) {
        String target = simulator.account().instanceArn();
        try (ConnectClient claims = client(simulator, token("connect:Describe*", "connect:ClaimPhoneNumber"))) {
            claims.claimPhoneNumber(c -> c.targetArn(target).phoneNumber(NUMBER));
            assertThatThrownBy(() -> claims.listPhoneNumbersV2(l -> {}))
                    .isInstanceOf(AccessDeniedException.class)
                    .hasMessageContaining(":assumed-role/made/simulated is not authorized to perform:"
                            + " connect:ListPhoneNumbersV2");
        }
        assertThat(simulator.numbers()).hasSize(1);
    }

    @Test
    void aRoleMayDoWhatTheKnobsDenyToOthers(ConnectSimulator simulator) {
        simulator.set(Knob.PERMISSIONS, Policy.allowing(Set.of()));
        try (ConnectClient lists = client(simulator, token("connect:ListPhoneNumbersV2"))) {
            assertThat(lists.listPhoneNumbersV2(l -> {}).listPhoneNumbersSummaryList())
                    .isEmpty();
        }
        assertThatThrownBy(() -> Clients.to(simulator).listPhoneNumbersV2(l -> {}))
                .isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void aTokenThatCannotBeReadIsRefused(ConnectSimulator simulator) {
        try (ConnectClient client = client(simulator, Session.TOKEN + "no")) {
            assertThatThrownBy(() -> client.listPhoneNumbersV2(l -> {}))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("The security token included in the request is invalid");
        }
    }
}
