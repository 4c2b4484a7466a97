package com.example.connect.verification.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.simulator.Call;
import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.verification.behaviour.CallTable.Variant;
import com.example.connect.verification.cloudformation.CloudFormationExtension;
import com.example.connect.verification.cloudformation.Ending;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every call of Connect that each operation makes, where nothing goes wrong and all work takes a second. */
@ExtendWith(CloudFormationExtension.class)
class CallsTest {

    private ConnectSimulator connect;

    @BeforeEach
    void start(ConnectSimulator simulator) {
        connect = simulator;
        CallTable.takeASecond(connect);
    }

    static Stream<Variant> variants() {
        return CallTable.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("variants")
    void areTheFewest(Variant variant) {
        Ending ending = variant.run(connect);

        assertThat(ending.status()).as(ending.event().toString()).isEqualTo(variant.ends());
        assertThat(connect.calls()).extracting(Call::operation).containsExactlyElementsOf(variant.calls());
    }
}
