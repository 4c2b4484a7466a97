package com.example.hotline;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.Faults;
import com.example.connect.simulator.Knob;
import com.example.connect.simulator.NumberState;
import com.example.connect.simulator.SimulatorExtension;
import com.example.connect.simulator.Trouble;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.connect.ConnectClient;

@ExtendWith(SimulatorExtension.class)
class HotlineTest {

    private static ConnectClient connect(ConnectSimulator simulator) {
        return ConnectClient.builder()
                .endpointOverride(simulator.endpoint())
                .region(Region.of(simulator.account().region()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                .build();
    }

    private static void claim(ConnectSimulator simulator, String number) {
        connect(simulator)
                .claimPhoneNumber(claim ->
                        claim.phoneNumber(number).targetArn(simulator.account().instanceArn()));
        simulator.advance(Duration.ofSeconds(2));
    }

    @Test
    void theSixthNumberOfAnInstanceFails(ConnectSimulator simulator) {
        simulator.set(Knob.RATE, Optional.empty());
        for (int i = 0; i < 6; i++) {
            claim(simulator, "+1206555010" + i);
        }

        assertThat(simulator.number("+12065550105").orElseThrow().status()).isEqualTo(NumberState.Status.FAILED);
    }

    @Test
    void theSdkTriesAgainWhereItIsThrottled(ConnectSimulator simulator) {
        simulator.script(Trouble.on("ClaimPhoneNumber").of(Faults.TOO_MANY_REQUESTS));
        claim(simulator, "+12065550100");

        assertThat(simulator.calls("ClaimPhoneNumber")).hasSize(2);
        assertThat(simulator.claimsMade()).isEqualTo(1);
    }
}
