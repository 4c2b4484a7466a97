package com.example.connect.verification.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.simulator.ConnectSimulator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(CloudFormationExtension.class)
class ReplayTest {

    private static final String LINE = """
            {"seed": 7, "knobs": {"claim-seconds": 3}, "faults": [{"operation": "ClaimPhoneNumber", "fault": "CRASH_AFTER"}],
            "steps": [
            {"action": "CREATE", "logicalId": "Number", "stackTags": {"team": "voice"}, "desired": {"TargetArn": "TARGET",
            "Type": "TOLL_FREE", "CountryCode": "US"}},
            {"action": "UPDATE", "logicalId": "Number", "stackTags": {"team": "video"},
            "desired": {"TargetArn": "TARGET", "Type": "TOLL_FREE", "CountryCode": "US", "Description": "x"},
            "previous": {"TargetArn": "TARGET", "Type": "TOLL_FREE", "CountryCode": "US"}},
            {"action": "DELETE", "logicalId": "Number"}]}""".replace("\n", " ");

    @Test
    void everyInvocationIsWrittenAndTheSameEachTime(ConnectSimulator connect) throws IOException {
        List<String> lines = List.of(LINE.replace("TARGET", connect.account().instanceArn()));

        List<String> written = Replay.play(connect, lines);

        assertThat(Replay.play(connect, lines)).isEqualTo(written);
        List<JsonNode> invocations = new ArrayList<>();
        for (String line : written) {
            invocations.add(CloudFormation.JSON.readTree(line));
        }
        assertThat(invocations.get(0).path("event").isNull()).as("crashed").isTrue();
        assertThat(invocations.get(1).path("payload"))
                .isEqualTo(invocations.get(0).path("payload"));
        assertThat(last(invocations, 0).at("/event/status").asText()).isEqualTo("SUCCESS");
        assertThat(last(invocations, 1).at("/payload/bearerToken").asText()).isEqualTo("token-7-1");
        assertThat(last(invocations, 1)
                        .at("/payload/requestData/previousStackTags/team")
                        .asText())
                .isEqualTo("voice");
        assertThat(last(invocations, 2).at("/event/status").asText()).isEqualTo("SUCCESS");
        assertThat(connect.numbers()).isEmpty();
    }

    private static JsonNode last(List<JsonNode> invocations, int step) {
        return invocations.stream()
                .filter(invocation -> invocation.path("step").asInt() == step)
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }
}
