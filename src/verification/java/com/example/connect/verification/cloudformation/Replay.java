package com.example.connect.verification.cloudformation;

import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.Faults;
import com.example.connect.simulator.Knobs;
import com.example.connect.simulator.SimulatedClock;
import com.example.connect.simulator.Trouble;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Plays drawn requests with scripted faults against the function, and writes down every invocation: what another player
 * of CloudFormation makes of the same requests can be compared. Two arguments: the file to play and the file to write.
 * Run it with a {@code java.io.tmpdir} of its own, which the function empties.
 *
 * <p>A line to play is a world of its own, on a simulator that has just been reset:
 *
 * <pre>
 * {"seed": 7,
 *  "stackId": "arn:aws:cloudformation:us-east-1:123456789012:stack/numbers/0001",
 *  "credentials": {...}, "typeConfiguration": {"ReleaseProtection": true},
 *  "knobs": {"invisible-seconds": 5},
 *  "faults": [{"at": 3, "fault": "DROP_AFTER"}, {"operation": "TagResource", "nth": 2, "times": 4, "fault": "THROTTLE"}],
 *  "steps": [{"action": "CREATE", "logicalId": "Number", "desired": {...}, "stackTags": {...}},
 *            {"action": "UPDATE", "logicalId": "Number", "desired": {...}, "previous": {...}},
 *            {"action": "DELETE", "logicalId": "Number"}]}
 * </pre>
 *
 * Only seed and steps must be there. A text like {@code {instanceArn}} stands for what the simulator has ready under that
 * name. Knobs and faults are named as in the simulator's control API; a fault's {@code at} counts the calls of the whole line
 * from 0. Each step is one operation: it is invoked until it ends, tried again where its code is retriable, and given up
 * where CloudFormation would: at its time-out, where a create shows no identifier in time, and where the function crashes
 * again and again. The identifier that the logical id's number has shown so far is put into
 * {@code desired} and {@code previous} of all steps but CREATE and LIST. {@code stackTags} replace those of the step
 * before. The bearerToken of step I, from 0, is {@code token-SEED-I}.
 *
 * <p>A line written is one invocation: {@code {"seed": 7, "step": 0, "at": 12, "payload": {...}, "event": {...}}}. The
 * event is null where the function crashed; {@code at} is the simulator's time, in seconds since the line began. The last
 * invocation of a step has besides {@code "ended": {"at": ..., "status": ..., "errorCode": ..., "message": ...}}: when
 * CloudFormation took the operation for ended, and how.
 */
public final class Replay {

    private static final TypeReference<Map<String, Object>> CONFIGURATION = new TypeReference<>() {};

    private final ConnectSimulator connect;
    private final Lambda function = new Lambda();
    private final List<ObjectNode> written = new ArrayList<>();

    private Replay(ConnectSimulator connect) {
        this.connect = connect;
        function.setClock(connect.clock()::now);
    }

    /** Plays the file {@code arguments[0]} and writes {@code arguments[1]}. */
    public static void main(String[] arguments) throws IOException {
        try (ConnectSimulator connect = ConnectSimulator.start(Knobs.standard())) {
            Files.write(Path.of(arguments[1]), play(connect, Files.readAllLines(Path.of(arguments[0]))));
        }
    }

    /** The lines that are written for the lines to play. */
    static List<String> play(ConnectSimulator connect, List<String> lines) throws IOException {
        Replay replay = new Replay(connect);
        for (String line : lines) {
            replay.play(ReadyNames.replaced(CloudFormation.JSON.readTree(line), connect.account()));
        }
        return replay.written.stream().map(ObjectNode::toString).toList();
    }

    private void play(JsonNode line) {
        Knobs knobs = Knobs.standard();
        for (Map.Entry<String, JsonNode> knob : line.path("knobs").properties()) {
            knobs = knobs.with(knob.getKey(), knob.getValue().asText());
        }
        connect.reset(knobs);
        line.path("faults").forEach(fault -> connect.script(trouble(fault)));
        Map<String, String> identifiers = new HashMap<>();
        for (int step = 0; step < line.path("steps").size(); step++) {
            play(line, step, identifiers);
        }
    }

    private static Trouble trouble(JsonNode fault) {
        Trouble.Builder calls = fault.has("at")
                ? Trouble.at(fault.path("at").asInt())
                : fault.has("operation") ? Trouble.on(fault.path("operation").asText()) : Trouble.onAny();
        return calls.nth(fault.path("nth").asInt(1))
                .times(fault.path("times").asInt(1))
                .of(Faults.named(fault.path("fault").asText()));
    }

    private void play(JsonNode line, int index, Map<String, String> identifiers) {
        JsonNode step = line.path("steps").get(index);
        CloudFormation cfn = new CloudFormation(connect, payload -> invoke(line, index, payload), connect.endpoint())
                .retrying()
                .withIdentifierDeadline()
                .losingPatience();
        if (line.has("stackId")) {
            cfn.stackId(line.path("stackId").asText());
        }
        if (line.has("typeConfiguration")) {
            cfn.typeConfiguration(CloudFormation.JSON.convertValue(line.get("typeConfiguration"), CONFIGURATION));
        }
        if (index > 0) {
            cfn.stackTags(tags(line.path("steps").get(index - 1)));
        }
        cfn.stackTags(tags(step));
        ObjectNode payload = cfn.payload(
                step.path("action").asText(),
                step.path("logicalId").asText("Number"),
                model(step, "desired", identifiers),
                step.has("previous") ? model(step, "previous", identifiers) : null);
        payload.put("bearerToken", "token-" + line.path("seed").asText() + "-" + index);
        if (line.has("credentials")) {
            ((ObjectNode) payload.get("requestData")).set("callerCredentials", line.get("credentials"));
        }
        Ending ending = cfn.run(payload);
        written.get(written.size() - 1).set("ended", ended(ending.event()));
        ending.identifier()
                .ifPresent(arn -> identifiers.put(step.path("logicalId").asText(), arn));
    }

    private ObjectNode ended(JsonNode event) {
        return CloudFormation.JSON
                .createObjectNode()
                .put("at", at())
                .put("status", event.path("status").asText())
                .put("errorCode", event.path("errorCode").asText(null))
                .put("message", event.path("message").asText(null));
    }

    private String invoke(JsonNode line, int step, String payload) {
        String answer = function.handleRequest(payload);
        ObjectNode invocation = CloudFormation.JSON.createObjectNode();
        invocation.set("seed", line.get("seed"));
        invocation.put("step", step).put("at", at());
        invocation.set("payload", read(payload));
        invocation.set("event", connect.isCrashed() ? NullNode.instance : read(answer));
        written.add(invocation);
        return answer;
    }

    /** Seconds since the line began. */
    private long at() {
        return Duration.between(SimulatedClock.START, connect.clock().now()).toSeconds();
    }

    private static JsonNode read(String json) {
        try {
            return CloudFormation.JSON.readTree(json);
        } catch (JsonProcessingException notJson) {
            throw new AssertionError(json, notJson);
        }
    }

    private static Map<String, String> tags(JsonNode step) {
        Map<String, String> tags = new HashMap<>();
        step.path("stackTags")
                .properties()
                .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
        return tags;
    }

    private static ObjectNode model(JsonNode step, String which, Map<String, String> identifiers) {
        ObjectNode model = CloudFormation.JSON.createObjectNode();
        if (step.has(which)) {
            model.setAll((ObjectNode) step.get(which));
        }
        String action = step.path("action").asText();
        String arn = identifiers.get(step.path("logicalId").asText());
        if (arn != null && !action.equals("CREATE") && !action.equals("LIST")) {
            model.put("PhoneNumberArn", arn);
        }
        return model;
    }
}
