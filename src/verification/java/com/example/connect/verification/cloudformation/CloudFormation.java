package com.example.connect.verification.cloudformation;

import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.verification.cloudformation.Operation.Habits;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Plays CloudFormation towards the function: the payload of {@code handleRequest}, model and callback context kept as
 * JSON from one invocation to the next, delays waited on the simulator's clock, and an invocation whose function
 * crashed delivered again with what it had been given.
 */
public final class CloudFormation {

    public static final ObjectMapper JSON = new ObjectMapper();

    private static final Function FUNCTION = new Lambda();

    private final ConnectSimulator connect;
    private final Function function;
    private final Requests requests;
    private final List<String> invocations = new ArrayList<>();
    private Habits habits = new Habits(false, false, false);
    private Overhead overhead = Overhead.NONE;

    public CloudFormation(ConnectSimulator connect) {
        this(connect, FUNCTION, connect.endpoint());
    }

    /**
     * Towards another function than that of all tests.
     *
     * @param endpoint where that function finds Connect
     */
    public CloudFormation(ConnectSimulator connect, Function function, URI endpoint) {
        this.connect = connect;
        this.function = function;
        this.requests = new Requests(connect.account());
        System.setProperty("aws.endpointUrlConnect", endpoint.toString());
        function.setClock(connect.clock()::now);
    }

    /** The stack's tags from now on; those that it had become the previous ones. */
    public CloudFormation stackTags(Map<String, String> tags) {
        requests.stackTags(tags);
        return this;
    }

    /** The type's configuration in the account and Region. */
    public CloudFormation typeConfiguration(Map<String, ?> configuration) {
        requests.typeConfiguration(configuration);
        return this;
    }

    public CloudFormation stackId(String id) {
        requests.stackId(id);
        return this;
    }

    /** Tries a handler again that failed with a retriable code, as CloudFormation does; otherwise its first word counts. */
    public CloudFormation retrying() {
        habits = new Habits(true, habits.hasIdentifierDeadline(), habits.losesPatience());
        return this;
    }

    /** Gives up a create that shows no identifier in time, as CloudFormation does. */
    public CloudFormation withIdentifierDeadline() {
        habits = new Habits(habits.retries(), true, habits.losesPatience());
        return this;
    }

    /** Gives up an operation at the schema's time-out, or whose function crashed too often, as CloudFormation does. */
    public CloudFormation losingPatience() {
        habits = new Habits(habits.retries(), habits.hasIdentifierDeadline(), true);
        return this;
    }

    /** Takes longer for each callback than the event asks for, by seconds that are drawn from a seed. */
    public CloudFormation withOverhead(long seed) {
        overhead = Overhead.drawn(seed);
        return this;
    }

    Overhead overhead() {
        return overhead;
    }

    /** The payloads delivered so far. */
    public List<String> payloads() {
        return invocations;
    }

    public Ending create(String logicalId, Map<String, ?> properties) {
        return run(payload("CREATE", logicalId, JSON.valueToTree(properties), null));
    }

    public Ending update(String logicalId, JsonNode previous, JsonNode desired) {
        return run(payload("UPDATE", logicalId, desired, previous));
    }

    /** An update of the resource "Number". */
    public Ending update(String arn, Map<String, ?> before, Map<String, ?> after) {
        return update("Number", model(arn, before), model(arn, after));
    }

    /**
     * The rollback of an update of the resource "Number": the update from the state that it led to back to the one before,
     * named as a rollback.
     */
    public Ending rollback(String arn, Map<String, ?> after, Map<String, ?> before) {
        return rollback("Number", model(arn, after), model(arn, before));
    }

    public Ending rollback(String logicalId, JsonNode after, JsonNode before) {
        ObjectNode update = payload("UPDATE", logicalId, before, after);
        update.setAll(CloudFormationFacts.rollback());
        return run(update);
    }

    public Ending delete(String logicalId, JsonNode model) {
        return run(payload("DELETE", logicalId, model, null));
    }

    /** A delete that knows only the identifier, as Cloud Control's and a clean-up's. */
    public Ending delete(String logicalId, String arn) {
        return delete(logicalId, identified(arn));
    }

    public Ending read(String arn) {
        return run(payload("READ", "Number", identified(arn), null));
    }

    public Ending list(Map<String, ?> properties, @Nullable String nextToken) {
        return list(properties, nextToken, null);
    }

    /** One page of a list, of so many models at most. */
    public Ending list(Map<String, ?> properties, @Nullable String nextToken, @Nullable Integer maxResults) {
        return run(requests.page(JSON.valueToTree(properties), nextToken, maxResults));
    }

    /** A create, and, where it failed with its identifier known, the delete that CloudFormation then makes. */
    public Ending createOrCleanUp(String logicalId, Map<String, ?> properties) {
        Ending ending = create(logicalId, properties);
        if (!ending.succeeded() && ending.identifier().isPresent()) {
            delete(logicalId, ending.identifier().get());
        }
        return ending;
    }

    /** A model as an update gets it: the properties and the identifier. */
    public static ObjectNode model(String arn, Map<String, ?> properties) {
        ObjectNode model = JSON.valueToTree(new LinkedHashMap<>(properties));
        return model.put("PhoneNumberArn", arn);
    }

    private static ObjectNode identified(String arn) {
        return JSON.createObjectNode().put("PhoneNumberArn", arn);
    }

    /** A request of its own, with the next token. */
    public ObjectNode payload(String action, String logicalId, JsonNode desired, @Nullable JsonNode previous) {
        return requests.next(action, logicalId, desired, previous);
    }

    /** The request of a create. */
    public ObjectNode creation(String logicalId, Map<String, ?> properties) {
        return payload("CREATE", logicalId, JSON.valueToTree(properties), null);
    }

    /** Invokes until the operation has ended. */
    public Ending run(ObjectNode payload) {
        return new Operation(connect, this, habits, payload).run();
    }

    /** Delivers one invocation; empty where its function crashed, and its answer with it. */
    public Optional<JsonNode> invoke(ObjectNode payload) {
        invocations.add(payload.toString());
        String answer = function.handleRequest(payload.toString());
        if (connect.isCrashed()) {
            connect.revive();
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readTree(answer));
        } catch (JsonProcessingException notJson) {
            throw new AssertionError("the function answered no JSON: " + answer, notJson);
        }
    }
}
