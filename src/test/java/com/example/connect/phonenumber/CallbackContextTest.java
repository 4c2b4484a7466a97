package com.example.connect.phonenumber;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.Faults;
import com.example.connect.simulator.Knob;
import com.example.connect.simulator.SimulatorExtension;
import com.example.connect.simulator.Trouble;
import com.example.connect.verification.behaviour.Rival;
import com.example.connect.verification.cloudformation.Callbacks;
import com.example.connect.verification.cloudformation.CloudFormation;
import com.example.connect.verification.cloudformation.Templates;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.cloudformation.resource.Serializer;

/** An operation goes on where another version of the provider left it, and says so where it cannot. */
@ExtendWith(SimulatorExtension.class)
class CallbackContextTest {

    /**
     * What format 1 wrote, a context a line; made by {@code -Dgenerate.contexts=true}. From release 1.0.0 on it is never
     * changed.
     */
    private static final Path VERSION_1 =
            Path.of("src/test/resources/com/example/connect/phonenumber/contexts-1.jsonl");

    private static final int MOST_INVOCATIONS = 100;

    enum Life {
        SEARCHED,
        SEARCHED_AND_LOST,
        EXACT,
        EXACT_IN_DOUBT,
        IMPORTED,
        GUARDED,
        UPDATED,
        MOVED,
        DELETED
    }

    private interface Alter {
        ObjectNode context(ObjectNode written);
    }

    private final Serializer serializer = new Serializer();

    private static List<ObjectNode> recorded() {
        try {
            List<ObjectNode> contexts = new ArrayList<>();
            for (String line : Files.readAllLines(VERSION_1)) {
                contexts.add((ObjectNode) CloudFormation.JSON.readTree(line));
            }
            return contexts;
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** Lives one operation, with every context altered on its way; the last event. */
    private static JsonNode live(Life life, ConnectSimulator connect, Alter alter) {
        connect.set(Knob.CLAIM_TIME, Duration.ofSeconds(5));
        CloudFormation cfn = new CloudFormation(connect);
        Templates templates = new Templates(connect);
        Map<String, Object> guarded = templates.searched();
        guarded.put("ReleaseProtection", true);
        guarded.put("ContactFlowArn", connect.account().flowArn());
        Map<String, Object> after = templates.searched();
        after.put("Description", "after");
        Map<String, Object> moved = templates.searched();
        moved.put("TargetArn", connect.account().otherInstanceArn());
        switch (life) {
            case SEARCHED_AND_LOST -> Rival.takesWhatIsOffered(connect, templates.searched(), 2);
            case EXACT_IN_DOUBT ->
                connect.script(Trouble.on("ClaimPhoneNumber").times(3).of(Faults.DROP_AFTER));
            default -> {}
        }
        return switch (life) {
            case SEARCHED, SEARCHED_AND_LOST -> run(connect, cfn, create(cfn, templates.searched()), alter);
            case EXACT, EXACT_IN_DOUBT -> run(connect, cfn, create(cfn, templates.exact()), alter);
            case IMPORTED -> run(connect, cfn, create(cfn, templates.imported()), alter);
            case GUARDED -> run(connect, cfn, create(cfn, guarded), alter);
            case UPDATED -> change(connect, cfn, templates.searched(), after, alter);
            case MOVED -> change(connect, cfn, templates.searched(), moved, alter);
            case DELETED -> {
                String arn = cfn.create("Number", templates.searched()).property("PhoneNumberArn");
                connect.set(Knob.STALE_RELEASE, Duration.ofSeconds(5));
                JsonNode model = CloudFormation.model(arn, Map.of());
                yield run(connect, cfn, cfn.payload("DELETE", "Number", model, null), alter);
            }
        };
    }

    private static ObjectNode create(CloudFormation cfn, Map<String, Object> template) {
        return cfn.payload("CREATE", "Number", CloudFormation.JSON.valueToTree(template), null);
    }

    private static JsonNode change(
            ConnectSimulator connect,
            CloudFormation cfn,
            Map<String, Object> before,
            Map<String, Object> after,
            Alter alter) {
        String arn = cfn.create("Number", before).property("PhoneNumberArn");
        return run(
                connect,
                cfn,
                cfn.payload("UPDATE", "Number", CloudFormation.model(arn, after), CloudFormation.model(arn, before)),
                alter);
    }

    private static JsonNode run(ConnectSimulator connect, CloudFormation cfn, ObjectNode payload, Alter alter) {
        for (int i = 0; i < MOST_INVOCATIONS; i++) {
            JsonNode event = cfn.invoke(payload).orElseThrow();
            if (!Callbacks.isInProgress(event)) {
                return event;
            }
            Callbacks.goOn(payload, event);
            payload.set("callbackContext", alter.context((ObjectNode) event.get("callbackContext")));
            connect.advance(Callbacks.delay(event));
        }
        throw new AssertionError("does not end: " + payload);
    }

    @Test
    void whatVersion1WroteIsReadAsItWasWritten() throws IOException {
        assertThat(recorded()).hasSizeGreaterThan(20);
        for (ObjectNode context : recorded()) {
            CallbackContext read = serializer.deserialize(context.toString(), new TypeReference<>() {});
            Envelope envelope = ContextCodec.read(read).orElseThrow();
            JsonNode again = CloudFormation.JSON.readTree(serializer.serialize(ContextCodec.write(envelope)));
            assertThat(again).isEqualTo(context);
        }
    }

    /** Version 1 hands over to this one: what it did not know is missing from the context. */
    @ParameterizedTest
    @EnumSource
    void anUpgradeInTheMiddleChangesNothing(Life life, ConnectSimulator connect) {
        Set<String> known = new TreeSet<>();
        recorded().forEach(context -> context.fieldNames().forEachRemaining(known::add));

        JsonNode event = live(life, connect, context -> context.retain(known));

        assertOneNumber(life, connect, event);
    }

    /** A later version hands over to this one, in a rollback: what it added is unknown here. */
    @ParameterizedTest
    @EnumSource
    void aDowngradeInTheMiddleChangesNothing(Life life, ConnectSimulator connect) {
        JsonNode event = live(life, connect, context -> {
            context.put("laterText", "x").put("laterNumber", 1);
            context.putObject("laterObject").putArray("list").add(1);
            return context;
        });

        assertOneNumber(life, connect, event);
    }

    private static void assertOneNumber(Life life, ConnectSimulator connect, JsonNode event) {
        assertThat(event.path("status").asText()).as("%s", event).isEqualTo("SUCCESS");
        assertThat(connect.claimsMade()).isEqualTo(1);
        assertThat(connect.numbers()).hasSize(life == Life.DELETED ? 0 : 1);
    }

    /** Not a test of the product: writes the recording, once. */
    @ParameterizedTest
    @EnumSource
    void everyKindOfLifeHasRecordedContexts(Life life, ConnectSimulator connect) throws IOException {
        ArrayNode written = CloudFormation.JSON.createArrayNode();
        live(life, connect, context -> {
            written.add(context.deepCopy());
            return context;
        });
        assertThat(written).isNotEmpty();
        if (Boolean.getBoolean("generate.contexts")) {
            List<String> lines = new ArrayList<>();
            if (life != Life.SEARCHED) {
                lines.addAll(Files.readAllLines(VERSION_1));
            }
            written.forEach(context -> lines.add(context.toString()));
            Files.write(VERSION_1, lines);
        }
    }

    static List<String> unreadable() {
        return List.of(
                "{\"v\": 2, \"p\": \"cl\"}",
                "{\"p\": \"cl\"}",
                "{\"v\": 1}",
                "{\"v\": 1, \"p\": \"zz\"}",
                "{\"v\": 1, \"p\": \"cl\"}",
                "{\"v\": 1, \"p\": \"cl\", \"e\": 7}",
                "{\"v\": 1, \"p\": \"ca\", \"i\": [\"arn\"]}",
                "{\"v\": 1, \"p\": \"ug\", \"g\": \"z\"}",
                "{\"v\": 1, \"p\": \"cc\", \"w\": -5}",
                "{\"v\": 1, \"p\": \"cc\", \"w\": \"x\"}",
                "{\"v\": 1, \"p\": \"cc\", \"l\": [1]}",
                "{\"stage\": \"the number to become CLAIMED\", \"waited\": 3}",
                "[]",
                "[1, 2]",
                "7",
                "true",
                "\"text\"");
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void aContextThatCannotBeReadFailsTheOperationWithAReasonAndWithoutACall(String context, ConnectSimulator connect)
            throws IOException {
        CloudFormation cfn = new CloudFormation(connect);
        String arn = cfn.create("Number", new Templates(connect).searched()).property("PhoneNumberArn");
        connect.clearCalls();

        for (String action : List.of("CREATE", "UPDATE", "DELETE")) {
            ObjectNode payload = cfn.payload(action, "Number", CloudFormation.model(arn, Map.of()), null);
            payload.set("callbackContext", CloudFormation.JSON.readTree(context));
            JsonNode event = cfn.invoke(payload).orElseThrow();

            assertThat(event.path("status").asText()).as("%s", event).isEqualTo("FAILED");
            assertThat(event.path("errorCode").asText()).isEqualTo("GeneralServiceException");
            assertThat(event.path("message").asText()).contains("cannot be read", "Run the operation again", Tags.MARK);
            assertThat(event.path("resourceModel").path("PhoneNumberArn").asText())
                    .as("the clean-up needs the identifier")
                    .isEqualTo(arn);
        }
        assertThat(connect.calls()).isEmpty();
    }

    @Test
    void aPhaseOfAnotherOperationIsRefused(ConnectSimulator connect) {
        CloudFormation cfn = new CloudFormation(connect);
        ObjectNode payload = create(cfn, new Templates(connect).searched());
        payload.putObject("callbackContext").put("v", 1).put("p", "dd");

        JsonNode event = cfn.invoke(payload).orElseThrow();

        assertThat(event.path("message").asText()).contains("of another operation");
        assertThat(connect.calls()).isEmpty();
    }

    /** RPDK hands on an empty object where a caller sends one. */
    @Test
    void anEmptyContextBeginsTheOperation(ConnectSimulator connect) {
        CloudFormation cfn = new CloudFormation(connect);
        ObjectNode payload = create(cfn, new Templates(connect).searched());
        payload.putObject("callbackContext");

        assertThat(cfn.run(payload).succeeded()).isTrue();
    }
}
