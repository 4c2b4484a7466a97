package com.example.connect.verification.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.HeldNumber;
import com.example.connect.simulator.Knob;
import com.example.connect.verification.cloudformation.Callbacks;
import com.example.connect.verification.cloudformation.CloudFormation;
import com.example.connect.verification.cloudformation.CloudFormationExtension;
import com.example.connect.verification.cloudformation.Lambda;
import com.example.connect.verification.cloudformation.Templates;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The same invocation delivered twice, at once or late, is as if it had been delivered once. */
@ExtendWith(CloudFormationExtension.class)
class DuplicateDeliveryTest {

    private static final int MOST_INVOCATIONS = 100;

    enum Operation {
        CREATE_SEARCHED,
        CREATE_EXACT,
        CREATE_IMPORTED,
        CREATE_GUARDED,
        UPDATE_EVERYTHING,
        DELETE
    }

    /** How invocations are delivered; each answers with the event that CloudFormation takes. */
    enum Delivery {
        /** To two instances of the function at the same time; the first one's answer counts. */
        TWICE_AT_ONCE,
        /** The same; the second one's counts. */
        TWICE_AT_ONCE_THE_OTHER_COUNTS,
        /** Once more when the next invocation is over. */
        LATE_BY_ONE,
        /** All of them once more, each after every later one. */
        ALL_AGAIN_ALL_THE_TIME
    }

    static Stream<Arguments> cases() {
        return Stream.of(Operation.values())
                .flatMap(operation -> Stream.of(Delivery.values()).map(delivery -> Arguments.of(operation, delivery)));
    }

    private ConnectSimulator connect;
    private Templates templates;
    private CloudFormation cfn;
    private final Lambda function = new Lambda();
    private final Lambda other = new Lambda();

    @BeforeEach
    void start(ConnectSimulator simulator) {
        connect = simulator;
        begin();
    }

    private void begin() {
        connect.reset();
        connect.set(Knob.RATE, Optional.empty())
                .set(Knob.CLAIM_TIME, Duration.ofSeconds(8))
                .set(Knob.STALE_RELEASE, Duration.ofSeconds(8));
        templates = new Templates(connect);
        cfn = new CloudFormation(connect);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void changesNothing(Operation operation, Delivery delivery) throws Exception {
        ObjectNode once = payload(operation);
        List<ObjectNode> none = new ArrayList<>();
        JsonNode event = run(once, payload -> answer(function, payload), none);
        assertThat(event.path("status").asText()).as("%s", event).isEqualTo("SUCCESS");
        assertThat(none).as("an operation of several invocations").hasSizeGreaterThan(1);
        List<String> expected = account();
        long claims = connect.claimsMade();
        long releases = connect.releasesMade();

        begin();
        List<ObjectNode> delivered = new ArrayList<>();
        JsonNode twice = run(payload(operation), payload -> deliver(delivery, payload, delivered), delivered);
        for (ObjectNode late : delivered) {
            answer(other, late);
        }
        connect.advance(Duration.ofMinutes(5));

        assertThat(twice.path("status").asText()).as("%s", twice).isEqualTo("SUCCESS");
        assertThat(account()).isEqualTo(expected);
        assertThat(connect.claimsMade()).isEqualTo(claims);
        assertThat(connect.releasesMade()).isEqualTo(releases);
    }

    private interface Deliverer {
        JsonNode deliver(ObjectNode payload) throws Exception;
    }

    private JsonNode deliver(Delivery delivery, ObjectNode payload, List<ObjectNode> delivered) throws Exception {
        switch (delivery) {
            case TWICE_AT_ONCE, TWICE_AT_ONCE_THE_OTHER_COUNTS -> {
                CompletableFuture<JsonNode> second = CompletableFuture.supplyAsync(() -> answer(other, payload));
                JsonNode first = answer(function, payload);
                JsonNode otherAnswer = second.get();
                return delivery == Delivery.TWICE_AT_ONCE ? first : otherAnswer;
            }
            case LATE_BY_ONE -> {
                JsonNode event = answer(function, payload);
                if (delivered.size() > 1) {
                    answer(other, delivered.get(delivered.size() - 2));
                }
                return event;
            }
            default -> {
                JsonNode event = answer(function, payload);
                delivered.forEach(earlier -> answer(other, earlier));
                return event;
            }
        }
    }

    private JsonNode run(ObjectNode payload, Deliverer deliverer, List<ObjectNode> delivered) throws Exception {
        for (int i = 0; i < MOST_INVOCATIONS; i++) {
            delivered.add(payload.deepCopy());
            JsonNode event = deliverer.deliver(payload);
            if (!Callbacks.isInProgress(event)) {
                return event;
            }
            Callbacks.goOn(payload, event);
            connect.advance(Callbacks.delay(event));
        }
        throw new AssertionError("does not end: " + payload);
    }

    private static JsonNode answer(Lambda function, ObjectNode payload) {
        try {
            return CloudFormation.JSON.readTree(function.handleRequest(payload.toString()));
        } catch (JsonProcessingException notJson) {
            throw new AssertionError(notJson);
        }
    }

    private ObjectNode payload(Operation operation) {
        Map<String, Object> guarded = templates.searched();
        guarded.put("ContactFlowArn", connect.account().flowArn());
        guarded.put("ReleaseProtection", true);
        Map<String, Object> before = templates.searched();
        before.put("Description", "before");
        before.put("Tags", List.of(Map.of("Key", "old", "Value", "v"), Map.of("Key", "both", "Value", "v")));
        before.put("ContactFlowArn", connect.account().flowArn());
        Map<String, Object> after = templates.searched();
        after.put("TargetArn", connect.account().otherInstanceArn());
        after.put("Description", "after");
        after.put("Tags", List.of(Map.of("Key", "new", "Value", "v"), Map.of("Key", "both", "Value", "w")));
        after.put("ContactFlowArn", connect.account().otherFlowArn());
        return switch (operation) {
            case CREATE_SEARCHED -> create(templates.searched());
            case CREATE_EXACT -> create(templates.exact());
            case CREATE_IMPORTED -> create(templates.imported());
            case CREATE_GUARDED -> create(guarded);
            case UPDATE_EVERYTHING -> {
                String arn = cfn.create("Number", before).property("PhoneNumberArn");
                yield cfn.payload(
                        "UPDATE", "Number", CloudFormation.model(arn, after), CloudFormation.model(arn, before));
            }
            case DELETE -> {
                String arn = cfn.create("Number", before).property("PhoneNumberArn");
                yield cfn.payload("DELETE", "Number", CloudFormation.model(arn, Map.of()), null);
            }
        };
    }

    private ObjectNode create(Map<String, Object> template) {
        return cfn.creation("Number", template);
    }

    /** Everything held, without what chance decides where two searches run at once: which number it is. */
    private List<String> account() {
        return connect.numbers().stream()
                .map(HeldNumber::state)
                .map(state -> state.targetArn()
                        + state.description()
                        + new TreeMap<>(state.tags())
                        + state.status()
                        + state.flowArn())
                .toList();
    }
}
