package com.example.connect.simulator;

import java.util.List;
import java.util.Map;
import java.util.Optional;

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
        Targets targets = new Targets(world);
        Lookup lookup = new Lookup(world, targets);
        claims = new ClaimCalls(world, targets);
        numbers = new NumberCalls(world, targets, lookup);
        directory = new DirectoryCalls(world, targets, lookup);
        flows = new FlowCalls(world, targets, lookup);
        tags = new TagCalls(world, lookup);
        instances = new InstanceCalls(world, targets);
        groups = new GroupCalls(world, targets);
        contactFlows = new ContactFlowCalls(world, targets);
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
        Optional<Fault> fault = log.fault(operation);
        Outcome outcome = troubled(operation, request, input, fault);
        KnobUse.served(world.knobs());
        Answer answer = outcome.answer().to(log.nextIndex());
        int status = answer instanceof Answer.Http http ? http.status() : 0;
        Optional<String> error = answer instanceof Answer.Http http ? http.errorCode() : Optional.empty();
        Map<String, Object> parameters = input.map(Input::parameters).orElse(Map.of());
        Call call = new Call(
                log.nextIndex(), operation.wireName(), world.now(), parameters, outcome.effect(), status, error);
        log.add(call);
        world.trail.add(operation, call, request.signedRegion().orElse(world.account.region()), answer);
        listener.after(call);
        listener.answered(call.index(), answer);
        fault.ifPresent(slow -> world.clock.advance(slow.time()));
        return answer;
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
        Map<String, Object> parameters = readable.map(Input::parameters).orElse(Map.of());
        Optional<Answer> before = fault.flatMap(f -> f.before(parameters));
        crashed = fault.filter(Fault.Crash.class::isInstance).isPresent();
        if (before.isPresent()) {
            return new Outcome(retryLater(before.get()), false);
        }
        Optional<String> failure = fault.flatMap(
                f -> f instanceof Fault.FailLater later ? Optional.of(later.message()) : Optional.empty());
        Outcome outcome = carriedOut(operation, request, readable, failure);
        Answer heard = fault.map(f -> f.after(outcome.answer())).orElse(outcome.answer());
        return new Outcome(heard, outcome.effect());
    }

    private Outcome carriedOut(
            Operation operation, WireRequest request, Optional<Input> readable, Optional<String> failure) {
        try {
            checkSigned(request);
            world.buckets.take(operation, world.knobs(), world.now());
            // Belief (guess; errors): The service checks signature and rate before it reads a request. Source: no
            // guide says; a gateway in front does so. Test: BeliefsTest#theRateIsCheckedBeforeTheRequestIsRead.
            Input input = readable.orElseGet(() -> Input.read(operation, request));
            input.check();
            List<Access> accesses = new Permissions(world).accesses(input);
            accesses.forEach(access -> world.usedActions.add(access.action()));
            Permissions.check(accesses, world);
            String region = request.signedRegion().orElse(world.account.region());
            return new Outcome(Answer.ok(answered(new ServedCall(input, region, failure))), true);
        } catch (Refusal refusal) {
            return new Outcome(retryLater(ListedErrors.of(operation, refusal).answer(world.knobs())), false);
        }
    }

    private static void checkSigned(WireRequest request) {
        if (request.authorization().isEmpty()) {
            // Belief (official; errors): An unsigned call is refused with HTTP 403 and
            // MissingAuthenticationTokenException. Source: API Gateway guide, gateway response types. Test:
            // WireTest#anUnsignedRequestIsRefused.
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
