package com.example.connect.simulator;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What happens to a request, in order. Not synchronised: {@link ConnectSimulator} holds the lock. */
final class Service {
    /** The answer, and whether the call took effect. */
    private record Outcome(Answer answer, boolean effect) {}

    private final World world;
    private final CallLog log;
    private final ClaimCalls claims;
    private final NumberCalls numbers;
    private final DirectoryCalls directory;
    private final FlowCalls flows;
    private final TagCalls tags;
    private final InstanceCalls instances;
    private final GroupCalls groups;
    private final ContactFlowCalls contactFlows;
    private boolean crashed;

    Service(World world, CallLog log) {
        this.world = world;
        this.log = log;
        Lookup lookup = new Lookup(world);
        claims = new ClaimCalls(world, lookup);
        numbers = new NumberCalls(world, lookup);
        directory = new DirectoryCalls(world, lookup);
        flows = new FlowCalls(world, lookup);
        tags = new TagCalls(world, lookup);
        instances = new InstanceCalls(world, lookup);
        groups = new GroupCalls(world, lookup);
        contactFlows = new ContactFlowCalls(world, lookup);
    }

    boolean isCrashed() {
        return crashed;
    }

    void revive() {
        crashed = false;
    }

    Answer answer(WireRequest request, CallListener listener) {
        if (crashed) {
            return Answer.dropped();
        }
        Optional<Operation> operation = Operation.of(request);
        if (operation.isEmpty()) {
            return Answer.error(
                    404, "UnknownOperationException", "No operation " + request.method() + " " + request.rawPath());
        }
        return record(operation.get(), request, listener);
    }

    private Answer record(Operation operation, WireRequest request, CallListener listener) {
        world.settle();
        listener.before(log.nextIndex(), operation.wireName());
        Optional<Input> input = readable(operation, request);
        Outcome outcome = troubled(operation, request, input, log.fault(operation));
        int status = outcome.answer() instanceof Answer.Http http ? http.status() : 0;
        Optional<String> error = outcome.answer() instanceof Answer.Http http ? http.errorCode() : Optional.empty();
        Map<String, Object> parameters = input.map(Input::parameters).orElse(Map.of());
        Call call = new Call(
                log.nextIndex(), operation.wireName(), world.now(), parameters, outcome.effect(), status, error);
        log.add(call);
        listener.after(call);
        return outcome.answer();
    }

    private static Optional<Input> readable(Operation operation, WireRequest request) {
        try {
            return Optional.of(Input.read(operation, request));
        } catch (Refusal unreadable) {
            return Optional.empty();
        }
    }

    private Outcome troubled(
            Operation operation, WireRequest request, Optional<Input> readable, Optional<Fault> fault) {
        Optional<Answer> before = fault.flatMap(f -> f.answerAt(Fault.Stage.BEFORE));
        if (before.isPresent()) {
            crashed = fault.get() instanceof Fault.Crash;
            return new Outcome(retryLater(before.get()), false);
        }
        Optional<String> failure = fault.flatMap(
                f -> f instanceof Fault.FailLater later ? Optional.of(later.message()) : Optional.empty());
        Outcome outcome = carriedOut(operation, request, readable, failure);
        Optional<Answer> after = fault.flatMap(f -> f.answerAt(Fault.Stage.AFTER));
        if (after.isPresent()) {
            crashed = fault.get() instanceof Fault.Crash;
            return new Outcome(after.get(), outcome.effect());
        }
        return outcome;
    }

    private Outcome carriedOut(
            Operation operation, WireRequest request, Optional<Input> readable, Optional<String> failure) {
        try {
            checkSigned(request);
            world.buckets.take(operation, world.knobs(), world.now());
            // A request that cannot be read is refused only now: the service checks signature and rate first.
            Input input = readable.orElseGet(() -> Input.read(operation, request));
            input.check();
            Set<String> needed = Permissions.needed(input, world.knobs());
            world.usedActions.addAll(needed);
            Permissions.check(needed, world);
            String region = request.signedRegion().orElse(world.account.region());
            return new Outcome(Answer.ok(answered(new ServedCall(input, region, failure))), true);
        } catch (Refusal refusal) {
            return new Outcome(retryLater(Wording.of(operation, refusal).answer()), false);
        }
    }

    private static void checkSigned(WireRequest request) {
        if (request.authorization().isEmpty()) {
            throw new Refusal("MissingAuthenticationTokenException", 403, "Missing Authentication Token");
        }
    }

    private Answer retryLater(Answer answer) {
        boolean throttled = answer instanceof Answer.Http http && http.status() == 429;
        long seconds = world.knob(Knob.RETRY_AFTER).toSeconds();
        return throttled && seconds > 0 ? answer.with("Retry-After", Long.toString(seconds)) : answer;
    }

    private Map<String, ?> answered(ServedCall call) {
        return switch (call.input().operation()) {
            case CLAIM -> claims.claim(call);
            case IMPORT -> claims.importNumber(call);
            case DESCRIBE -> numbers.describe(call);
            case UPDATE -> numbers.update(call);
            case UPDATE_METADATA -> numbers.updateMetadata(call);
            case RELEASE -> numbers.release(call);
            case SEARCH -> directory.search(call);
            case LIST -> directory.list(call);
            case LIST_V1 -> directory.listV1(call);
            case ASSOCIATE_FLOW -> flows.associate(call);
            case DISASSOCIATE_FLOW -> flows.disassociate(call);
            case BATCH_GET_FLOW -> flows.batchGet(call);
            case LIST_FLOWS -> flows.list(call);
            case CREATE_FLOW -> contactFlows.create(call);
            case DELETE_FLOW -> contactFlows.delete(call);
            case DESCRIBE_FLOW -> contactFlows.describe(call);
            case LIST_CONTACT_FLOWS -> contactFlows.list(call);
            case UPDATE_FLOW_METADATA -> contactFlows.updateMetadata(call);
            case CREATE_INSTANCE -> instances.create(call);
            case DELETE_INSTANCE -> instances.delete(call);
            case DESCRIBE_INSTANCE -> instances.describe(call);
            case LIST_INSTANCES -> instances.list(call);
            case DESCRIBE_TDG -> groups.describe(call);
            case LIST_TDGS -> groups.list(call);
            case GET_DISTRIBUTION -> groups.distribution(call);
            case TAG -> tags.tag(call);
            case UNTAG -> tags.untag(call);
            case LIST_TAGS -> tags.list(call);
        };
    }
}
