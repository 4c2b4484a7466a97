package com.example.connect.phonenumber;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.Faults;
import com.example.connect.simulator.Knob;
import com.example.connect.simulator.SimulatorExtension;
import com.example.connect.simulator.Trouble;
import com.example.connect.verification.cloudformation.CloudFormation;
import com.example.connect.verification.cloudformation.Templates;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The time that CloudFormation itself takes between two invocations counts for its own time-outs, and for nothing else. */
@ExtendWith(SimulatorExtension.class)
class WallClockTest {

    /** The last event of an operation whose every delay CloudFormation overruns by so many seconds. */
    private static JsonNode run(ConnectSimulator connect, CloudFormation cfn, ObjectNode payload, int overrun) {
        for (int i = 0; i < 100; i++) {
            JsonNode event = cfn.invoke(payload).orElseThrow();
            if (!event.path("status").asText().equals("IN_PROGRESS")) {
                return event;
            }
            payload.set("callbackContext", event.get("callbackContext"));
            ((ObjectNode) payload.get("requestData")).set("resourceProperties", event.get("resourceModel"));
            connect.advance(
                    Duration.ofSeconds(event.path("callbackDelaySeconds").asInt() + overrun));
        }
        throw new AssertionError("does not end: " + payload);
    }

    @Test
    void anOperationThatCloudFormationHoldsUpEndsWithinItsTimeOut(ConnectSimulator connect) {
        connect.set(Knob.CLAIM_TIME, Knob.FOREVER);
        CloudFormation cfn = new CloudFormation(connect);
        JsonNode model = CloudFormation.JSON.valueToTree(new Templates(connect).searched());
        Duration before =
                Duration.between(java.time.Instant.EPOCH, connect.clock().now());

        JsonNode event = run(connect, cfn, cfn.payload("CREATE", "Number", model, null), 60);

        assertThat(event.path("errorCode").asText()).isEqualTo("NotStabilized");
        assertThat(event.path("message").asText()).contains("Still waiting for: the number to become CLAIMED");
        assertThat(Duration.between(java.time.Instant.EPOCH, connect.clock().now())
                        .minus(before)
                        .toMinutes())
                .isBetween(40L, 60L);
    }

    /** The clock of the instance that runs the second invocation is two minutes ahead: the delays asked for are true time. */
    @Test
    void aNumberIsMissingForAMinuteOfDelaysWhateverTheClockSays(ConnectSimulator connect) {
        CloudFormation cfn = new CloudFormation(connect);
        String arn = cfn.create("Number", new Templates(connect).searched()).property("PhoneNumberArn");
        connect.script(Trouble.on("ListTagsForResource").times(1).of(Faults.NOT_FOUND_BEFORE));
        connect.script(Trouble.on("DescribePhoneNumber").times(1).of(Faults.NOT_FOUND_BEFORE));

        JsonNode event =
                run(connect, cfn, cfn.payload("DELETE", "Number", CloudFormation.model(arn, Map.of()), null), 120);

        assertThat(event.path("status").asText()).isEqualTo("SUCCESS");
        assertThat(connect.number(arn)).isEmpty();
    }

    /** Calls with their numbers and tokens are the same however long CloudFormation takes. */
    @Test
    void decidesNoTokenNoChoiceAndNoDraw(ConnectSimulator connect) {
        assertThat(sent(connect, 1)).isEqualTo(sent(connect, 0));
    }

    private static List<String> sent(ConnectSimulator connect, int overrun) {
        connect.reset();
        connect.set(Knob.CLAIM_TIME, Duration.ofMinutes(2));
        List<String> sent = new ArrayList<>();
        connect.onCall(call -> {
            if (call.operation().equals("ClaimPhoneNumber")) {
                sent.add(call.parameter("PhoneNumber") + " " + call.parameter("ClientToken"));
            }
        });
        CloudFormation cfn = new CloudFormation(connect);
        JsonNode model = CloudFormation.JSON.valueToTree(new Templates(connect).searched());
        JsonNode event = run(connect, cfn, cfn.payload("CREATE", "Number", model, null), overrun);
        assertThat(event.path("status").asText()).isEqualTo("SUCCESS");
        return sent;
    }
}
