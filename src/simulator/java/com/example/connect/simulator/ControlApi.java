package com.example.connect.simulator;

import static com.example.connect.simulator.Route.flag;
import static com.example.connect.simulator.Route.object;
import static com.example.connect.simulator.Route.text;
import static com.example.connect.simulator.Route.whole;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The simulator's own paths under {@code /_simulator/}, for tools and tests in other processes, and for its page. */
final class ControlApi {
    private static final String PREFIX = "/_simulator/";
    private static final String PAGE = PREFIX + "page/";

    private final ConnectSimulator simulator;
    private final Map<String, Route> routes = new LinkedHashMap<>();

    ControlApi(ConnectSimulator simulator) {
        this.simulator = simulator;
        routes().forEach(route -> routes.put(route.method() + " " + route.path(), route));
        new PageRoutes(simulator).all().forEach(route -> routes.put(route.method() + " " + route.path(), route));
    }

    Answer answer(WireRequest request) {
        if (request.rawPath().equals("/")) {
            return file("index.html");
        }
        if (request.rawPath().startsWith(PAGE)) {
            return file(request.rawPath().substring(PAGE.length()));
        }
        try {
            return answer(request.method() + " " + request.rawPath().substring(PREFIX.length()), request);
        } catch (JsonProcessingException | IllegalArgumentException | ArithmeticException e) {
            return error(400, "BadRequest", String.valueOf(e.getMessage()));
        }
    }

    private Answer answer(String wanted, WireRequest request) throws JsonProcessingException {
        Route route = routes.get(wanted);
        return route == null
                ? error(404, "NotFound", "The control API has no " + wanted + "; GET openapi.json lists what it has")
                : route.work().apply(ControlRequest.of(request));
    }

    private static Answer file(String name) {
        return PageFiles.file(name).orElseGet(() -> error(404, "NotFound", "The page has no file " + name));
    }

    /** Without the headers that let any page read an answer of the service. */
    static Answer error(int status, String code, String message) {
        return new Answer.Http(status, Optional.of(code), Map.of(), Json.write(Map.of("Message", message)));
    }

    /** All routes, in the order in which they are described. */
    List<Route> all() {
        return List.copyOf(routes.values());
    }

    private List<Route> routes() {
        List<Route> all = new ArrayList<>();
        all.addAll(ofTheService());
        all.addAll(ofTrouble());
        all.addAll(ofTheWorld());
        return all;
    }

    private List<Route> ofTheService() {
        return List.of(
                Route.get("openapi.json", "This description", request -> OpenApi.of(all())),
                // EventStream serves it; a request that comes here has been told apart wrongly.
                Route.get(
                        "events",
                        "What happens, as server-sent events; resumes after Last-Event-ID or after",
                        request -> Map.of(),
                        text("after", "the id of the last event seen")),
                Route.get("health", "Whether it is up", request -> Map.of("status", "ok")),
                Route.get("ready", "The endpoint and the ready-made ARNs", request -> ready(simulator)),
                Route.get("calls", "Every call kept, and the IAM actions used", request -> calls()),
                Route.of("DELETE", "calls", "Forgets the calls", request -> {
                    simulator.clearCalls();
                    return calls();
                }));
    }

    private List<Route> ofTrouble() {
        return List.of(
                Route.of("POST", "trouble", "Scripts a fault for calls to come", this::script)
                        .taking(
                                text("fault", "one of those that GET view/trouble lists, REFUSE or FAIL_LATER"),
                                text("operation", "strikes this operation's calls; any call without it"),
                                whole("at", "strikes the call of this index instead"),
                                whole("nth", "strikes from the so many-th call on, 1 unless told"),
                                whole("times", "strikes so many in a row, 1 unless told"),
                                text("stage", "of REFUSE: BEFORE or AFTER the call takes effect"),
                                whole("status", "of REFUSE: the HTTP status"),
                                text("code", "of REFUSE: the error"),
                                text("message", "of REFUSE and FAIL_LATER: the text")),
                Route.get(
                        "trouble",
                        "Whether a scripted crash struck",
                        request -> Map.of("crashed", simulator.isCrashed())),
                Route.of("DELETE", "trouble", "Forgets all scripted trouble and revives", request -> {
                    simulator.clearTroubles();
                    return revive();
                }),
                Route.of("POST", "revive", "Receives calls again after a scripted crash", request -> revive()));
    }

    private List<Route> ofTheWorld() {
        return List.of(
                Route.get("clock", "The simulated time", request -> clock()),
                Route.of("POST", "clock", "Moves, stops or starts the clock", this::moveClock)
                        .taking(
                                new Route.Field("advanceSeconds", "number", "moves it forward"),
                                flag("running", "lets it run, or stops it"),
                                flag("toNext", "moves it to the next thing that happens by itself")),
                Route.get("numbers", "Every number held, and every claim that is over", request -> numbers()),
                Route.get(
                        "knobs",
                        "Every knob's value",
                        request -> simulator.knobs().texts()),
                Route.of("PATCH", "knobs", "Turns the knobs that the body names, from now on", this::turnKnobs),
                Route.of("POST", "quota", "Gives one target a quota of its own", this::limit)
                        .taking(text("targetArn", "the target"), whole("quota", "numbers; no limit without it")),
                Route.of("POST", "tags", "Sets tags past the API's bounds, as AWS sets aws: keys", this::putTags)
                        .taking(text("phoneNumber", "its id, ARN or digits"), object("tags", "keys with values")),
                Route.of("POST", "stack", "Notes which stack claimed a number, for the page", this::noteStack)
                        .taking(text("phoneNumber", "its id, ARN or digits"), text("stack", "the stack's name")),
                Route.get("state", "All that was done to this world, to be imported", request -> state()),
                Route.of("POST", "state", "The exported world in the place of this one", this::importState)
                        .taking(new Route.Field("journal", "array", "as it was exported")),
                Route.of("POST", "reset", "Begins a new world with the knobs of the start", request -> {
                    simulator.reset();
                    return ready(simulator);
                }));
    }

    /** What a user needs to start: the endpoint and the ready-made ARNs. */
    static Map<String, String> ready(ConnectSimulator simulator) {
        SimulatedAccount account = simulator.account();
        Map<String, String> ready = new LinkedHashMap<>();
        ready.put("endpoint", simulator.endpoint().toString());
        ready.put("region", account.region());
        ready.put("account", account.account());
        ready.put("instanceArn", account.instanceArn());
        ready.put("otherInstanceArn", account.otherInstanceArn());
        ready.put("tdgArn", account.tdgArn());
        ready.put("flowArn", account.flowArn());
        ready.put("secondFlowArn", account.secondFlowArn());
        ready.put("otherFlowArn", account.otherFlowArn());
        ready.put("sourcePhoneNumberArn", account.sourcePhoneNumberArn());
        return ready;
    }

    private Object clock() {
        return Map.of("now", simulator.clock().now().toString());
    }

    private Object moveClock(ControlRequest request) {
        if (request.has("running")) {
            simulator.run(request.flag("running"));
        }
        if (request.has("toNext")) {
            simulator.advance(toNext());
        } else if (request.has("advanceSeconds") || !request.has("running")) {
            simulator.advance(request.seconds("advanceSeconds"));
        }
        return clock();
    }

    private Duration toNext() {
        return simulator.look((world, log) -> new AccountJson(world)
                .next()
                .map(next -> Duration.between(world.clock.now(), next.due()))
                .filter(wait -> !wait.isNegative())
                .orElse(Duration.ZERO));
    }

    private Object turnKnobs(ControlRequest request) {
        Knobs knobs = simulator.knobs();
        for (Map.Entry<String, Object> entry : request.body().entrySet()) {
            Object value = entry.getValue();
            knobs = knobs.with(entry.getKey(), value instanceof Map ? Json.write(value) : String.valueOf(value));
        }
        simulator.set(knobs);
        return simulator.knobs().texts();
    }

    private Object limit(ControlRequest request) {
        simulator.quota(request.text("targetArn"), request.whole("quota", Knob.UNLIMITED));
        return request.body();
    }

    private Object putTags(ControlRequest request) {
        simulator.putTags(request.text("phoneNumber"), request.texts("tags"));
        return Map.of();
    }

    private Object noteStack(ControlRequest request) {
        simulator.noteStack(request.text("phoneNumber"), request.text("stack"));
        return Map.of();
    }

    private Object state() {
        return Map.of("journal", simulator.exportState());
    }

    private Object importState(ControlRequest request) {
        simulator.importState(request.objects("journal"));
        return ready(simulator);
    }

    private Object script(ControlRequest request) {
        simulator.script(TroubleJson.read(request));
        return request.body();
    }

    private Object revive() {
        simulator.revive();
        return Map.of();
    }

    private Object calls() {
        return Map.of(
                "calls",
                simulator.calls().stream().map(CallJson::whole).toList(),
                "usedActions",
                simulator.usedActions());
    }

    private Object numbers() {
        return Map.of(
                "numbers", simulator.numbers().stream().map(NumberJson::whole).toList(),
                "released", simulator.released().stream().map(NumberJson::whole).toList(),
                "claimsMade", simulator.claimsMade(),
                "releasesMade", simulator.releasesMade());
    }
}
