package com.example.connect.simulator;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What happens to a request, in order. Not synchronised: {@link ConnectSimulator} holds the lock. */
final class Service {
    /** The answer, whether the call took effect, and the number that it was about. */
    private record Outcome(Answer answer, boolean effect, Optional<String> number) {}

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
    private final Journal journal;
    private boolean crashed;

    Service(World world, CallLog log, Journal journal) {
        this.world = world;
        this.log = log;
        this.journal = journal;
        Targets targets = new Targets(world);
        Lookup lookup = new Lookup(world, targets);
        claims = new ClaimCalls(world, targets);
        numbers = new NumberCalls(world, targets, lookup);
        directory = new DirectoryCalls(world, targets, lookup);
        flows = new FlowCalls(world, targets, lookup);
        tags = new TagCalls(world, targets, lookup);
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
            Stray stray = Stray.of(request, world.now());
            log.add(stray);
            world.events().add("stray", () -> Map.of("request", stray.method() + " " + stray.path()));
            return Answer.error(404, "UnknownOperationException", stray.why());
        }
        return record(operation.get(), request, listener);
    }

    private Answer record(Operation called, WireRequest request, CallListener listener) {
        long begun = System.nanoTime();
        world.settle();
        String operation = called.wireName();
        listener.before(log.nextIndex(), operation);
        Asked asked = asked(called, request);
        Optional<Fault> fault = log.fault(asked.operation());
        Outcome outcome = troubled(asked, fault);
        KnobUse.served(world.knobs());
        Answer answer = outcome.answer().to(log.nextIndex());
        Call call = new Call(
                log.nextIndex(),
                operation,
                world.now(),
                asked.parameters(),
                outcome.effect(),
                answer.status(),
                answer.errorCode());
        long micros = (System.nanoTime() - begun) / 1000;
        Exchange exchange =
                new Exchange(call, asked.fate(), caller(asked), micros, fault.map(Faults::nameOf), outcome.number());
        log.add(exchange, answer);
        world.events().add("call", () -> CallJson.row(exchange));
        if (asked.changes()) {
            world.trail.add(call, region(asked.request()), answer);
        }
        listener.after(call);
        listener.answered(call.index(), answer);
        fault.ifPresent(slow -> world.clock.advance(slow.time()));
        return answer;
    }

    private Asked asked(Operation operation, WireRequest request) {
        return new Asked(
                operation,
                request,
                readable(() -> Input.read(operation, request)),
                readable(() -> Session.of(request, world)),
                new Fate(log.nextIndex()));
    }

    private Exchange.Caller caller(Asked asked) {
        String principal =
                asked.session().map(session -> session.told(world.account)).orElse("");
        return new Exchange.Caller(asked.request().userAgent(), principal);
    }

    private static <T> Optional<T> readable(Supplier<T> part) {
        try {
            return Optional.of(part.get());
        } catch (Refusal unreadable) {
            return Optional.empty();
        }
    }

    private Outcome troubled(Asked asked, Optional<Fault> fault) {
        Optional<Answer> before = fault.flatMap(f -> f.before(asked.parameters()));
        crashed = fault.filter(Fault.Crash.class::isInstance).isPresent();
        if (before.isPresent()) {
            tellTrouble(asked, fault);
            return new Outcome(retryLater(before.get()), false, asked.number());
        }
        Optional<String> failure = fault.flatMap(
                f -> f instanceof Fault.FailLater later ? Optional.of(later.message()) : Optional.empty());
        Outcome outcome = carriedOut(asked, failure);
        Answer heard = fault.map(f -> f.after(outcome.answer())).orElse(outcome.answer());
        if (heard != outcome.answer()) {
            tellTrouble(asked, fault);
        }
        return new Outcome(heard, outcome.effect(), outcome.number());
    }

    private static void tellTrouble(Asked asked, Optional<Fault> fault) {
        fault.map(Faults::nameOf)
                .ifPresent(name -> asked.fate().tell("Scripted trouble struck: " + name + ". " + Faults.senseOf(name)));
    }

    private Outcome carriedOut(Asked asked, Optional<String> failure) {
        try {
            checkSigned(asked.request());
            world.buckets.take(asked.operation(), world.knobs(), world.now());
            // Belief (guess; errors): The service checks signature and rate before it reads a request. Source: no
            // guide says; a gateway in front does so. Test: BeliefsTest#theRateIsCheckedBeforeTheRequestIsRead.
            Input input = asked.readable().orElseGet(() -> Input.read(asked.operation(), asked.request()));
            input.check();
            Session session = asked.session().orElseGet(() -> Session.of(asked.request(), world));
            List<Access> accesses = new Permissions(world, session).accesses(input);
            accesses.forEach(access -> world.usedActions.add(access.action()));
            Permissions.check(accesses, session, world);
            Map<String, ?> output = answered(served(asked.request(), input, failure, asked.fate()));
            if (asked.changes()) {
                journal.add(world.now(), new Deed.Called(asked.request(), failure));
            }
            Optional<String> made =
                    Optional.ofNullable(output.get("PhoneNumberId")).map(String::valueOf);
            return new Outcome(Answer.ok(output), true, made.or(asked::number));
        } catch (Refusal refusal) {
            asked.fate().tell(refusal.why());
            Answer answer = ListedErrors.of(asked.operation(), refusal).answer(world.knobs());
            return new Outcome(retryLater(answer), false, asked.number());
        }
    }

    /** Carries a call out once more, which took effect in another world, at the same time. */
    void again(WireRequest request, Optional<String> failure) {
        Operation operation = Operation.of(request)
                .orElseThrow(() ->
                        new IllegalArgumentException("no operation " + request.method() + " " + request.rawPath()));
        answered(served(request, Input.read(operation, request), failure, new Fate(-1)));
    }

    private ServedCall served(WireRequest request, Input input, Optional<String> failure, Fate fate) {
        return new ServedCall(input, region(request), failure.map(Reason::scripted), fate);
    }

    private String region(WireRequest request) {
        return request.region(world.account.region());
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
        long seconds = world.knob(Knob.RETRY_AFTER).toSeconds();
        return answer.status() == 429 && seconds > 0 ? answer.with("Retry-After", Long.toString(seconds)) : answer;
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
            case UPDATE_FLOW_CONTENT -> contactFlows.updateContent(call);
            case UPDATE_FLOW_METADATA -> contactFlows.updateMetadata(call);
            case CREATE_INSTANCE -> instances.create(call);
            case DELETE_INSTANCE -> instances.delete(call);
            case DESCRIBE_INSTANCE -> instances.describe(call);
            case LIST_ATTRIBUTES -> instances.attributes(call);
            case UPDATE_ATTRIBUTE -> instances.updateAttribute(call);
            case LIST_INSTANCES -> instances.list(call);
            case CREATE_TDG, DELETE_TDG, DESCRIBE_TDG, LIST_TDGS, GET_DISTRIBUTION -> groups.answered(call);
            case TAG -> tags.tag(call);
            case UNTAG -> tags.untag(call);
            case LIST_TAGS -> tags.list(call);
        };
    }
}
