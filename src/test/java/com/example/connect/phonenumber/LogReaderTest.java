package com.example.connect.phonenumber;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.Fault;
import com.example.connect.simulator.SimulatorExtension;
import com.example.connect.simulator.Trouble;
import com.example.connect.verification.cloudformation.CloudFormation;
import com.example.connect.verification.cloudformation.Ending;
import com.example.connect.verification.cloudformation.Lambda;
import com.example.connect.verification.cloudformation.Templates;
import com.example.connect.verification.hostile.HostileModels;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Proves that {@link LogReader} reads every channel and finds each secret. */
@ExtendWith(SimulatorExtension.class)
class LogReaderTest {

    @Test
    void readsWhatTheFunctionLogsAndFindsNothingInALifeOfOneNumber(ConnectSimulator connect) {
        CloudFormation cfn = new CloudFormation(connect);
        Map<String, Object> template = new Templates(connect).exact();
        template.put("Tags", List.of(Map.of("Key", "k", "Value", HostileModels.TAG_VALUE)));
        template.put("ReleaseProtection", true);
        int before = LogReader.lines();

        assertThat(LogReader.leaksOf(() -> {
                    Ending ending = cfn.create("Number", template);
                    cfn.create("Again", template);
                    cfn.delete("Number", ending.model());
                    cfn.read(ending.property("PhoneNumberArn"));
                    connect.script(Trouble.onAny()
                            .of(Fault.refuse(
                                    Fault.Stage.BEFORE,
                                    400,
                                    "InvalidParameterException",
                                    "+18005550123 has the tag " + HostileModels.TAG_VALUE)));
                    cfn.read(ending.property("PhoneNumberArn"));
                }))
                .isEmpty();
        assertThat(LogReader.lines() - before).isGreaterThan(20);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "of +18005550123",
                "of 18005550123",
                "AKIDSECRETLY",
                "secret-access-key",
                "session-token",
                "token-17",
                "c1f7e6a2-58c4-8d0b-9c51-0a8d8f6a1b2c",
                "0123456789abcdef0123456789abcdef",
                "tag " + HostileModels.TAG_VALUE
            })
    void findsWhatIsPlanted(String planted) {
        assertThat(LogReader.leaksOf(() -> LogReader.read("before\n" + planted + "\nafter")))
                .hasSize(1);
        assertThat(LogReader.leaksOf(() -> System.err.println(planted))).hasSize(1);
        assertThat(LogReader.leaksOf(() -> System.out.println(planted))).hasSize(1);
    }

    /** Libraries log through SLF4J; what ships has no backend for it. */
    @Test
    void whatLibrariesLogGoesNowhere() {
        assertThat(LogReader.leaksOf(() -> LoggerFactory.getLogger("library").error("secret-access-key")))
                .isEmpty();
    }

    /** RPDK logs the beginning of a payload that is no JSON; CloudFormation sends none. */
    @Test
    void findsAPayloadThatTheFunctionItselfLogs() {
        assertThat(LogReader.leaksOf(() -> new Lambda().handleRequest("{\"accessKeyId\": \"AKIDSECRETLY")))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:connect:us-east-1:123456789012:phone-number/910a2dec-8902-4cc1-beeb-8da1658eec67",
                "{\"apiRequest\": {\"requestId\": \"29596254-8bb8-38aa-ac0d-97855c712c0a\"}}",
                "ClaimPhoneNumber of ********0123: NOT_AVAILABLE"
            })
    void letsPassWhatALogMayHave(String line) {
        assertThat(LogReader.leaksOf(() -> LogReader.read(line))).isEmpty();
    }
}
