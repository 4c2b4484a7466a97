package com.example.connect.simulator;

import static java.util.Map.entry;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The simulator's own paths under {@code /_simulator/}, for tools and tests in other processes. */
final class ControlApi {
    /** What one method and path does with the body of a request. */
    private interface Route {
        Answer answer(Map<String, Object> body);
    }

    private final ConnectSimulator simulator;
    private final Map<String, Route> routes;

    ControlApi(ConnectSimulator simulator) {
        this.simulator = simulator;
        this.routes = routes();
    }

    Answer answer(WireRequest request) {
        try {
            Map<String, Object> body = Json.readObject(request.body());
            return answer(request.method() + " " + request.rawPath().substring("/_simulator/".length()), body);
        } catch (JsonProcessingException | IllegalArgumentException | ArithmeticException e) {
            return Answer.error(400, "BadRequest", String.valueOf(e.getMessage()));
        }
    }

    private Answer answer(String wanted, Map<String, Object> body) {
        Route route = routes.get(wanted);
        return route == null ? Answer.error(404, "NotFound", "The control API has no " + wanted) : route.answer(body);
    }

    private Map<String, Route> routes() {
        return Map.ofEntries(
                entry("GET health", body -> Answer.ok(Map.of("status", "ok"))),
                entry("GET ready", body -> Answer.ok(ready(simulator))),
                entry("GET clock", body -> clock()),
                entry("POST clock", this::moveClock),
                entry("GET numbers", body -> numbers()),
                entry("GET calls", body -> calls()),
                entry("DELETE calls", body -> clearCalls()),
                entry("GET knobs", body -> knobs()),
                entry("PATCH knobs", this::turnKnobs),
                entry("POST quota", this::limit),
                entry("POST tags", this::putTags),
                entry("POST trouble", this::script),
                entry("GET trouble", body -> Answer.ok(Map.of("crashed", simulator.isCrashed()))),
                entry("DELETE trouble", body -> clearTroubles()),
                entry("POST revive", body -> revive()),
                entry("POST reset", body -> reset()));
    }

    private Answer clearCalls() {
        simulator.clearCalls();
        return calls();
    }

    private Answer knobs() {
        return Answer.ok(simulator.knobs().texts());
    }

    private Answer turnKnobs(Map<String, Object> body) {
        simulator.set(turned(body));
        return knobs();
    }

    private Answer limit(Map<String, Object> body) {
        simulator.quota(text(body, "targetArn"), whole(body, "quota", Knob.UNLIMITED));
        return Answer.ok(body);
    }

    private Answer putTags(Map<String, Object> body) {
        simulator.putTags(text(body, "phoneNumber"), tags(body));
        return Answer.body("{}");
    }

    private Answer script(Map<String, Object> body) {
        simulator.script(trouble(body));
        return Answer.ok(body);
    }

    private Answer clearTroubles() {
        simulator.clearTroubles();
        simulator.revive();
        return Answer.body("{}");
    }

    private Answer revive() {
        simulator.revive();
        return Answer.body("{}");
    }

    private Answer reset() {
        simulator.reset();
        return Answer.ok(ready(simulator));
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

    private Answer clock() {
        return Answer.ok(Map.of("now", simulator.clock().now().toString()));
    }

    /** {@code advanceSeconds} moves the clock; {@code running} stops it or lets it run on. One of them is required. */
    private Answer moveClock(Map<String, Object> body) {
        if (body.containsKey("running")) {
            simulator.clock().setRunning(flag(body, "running"));
        }
        if (body.containsKey("advanceSeconds") || !body.containsKey("running")) {
            simulator.advance(seconds(body));
        }
        return clock();
    }

    private static Duration seconds(Map<String, Object> body) {
        return Duration.ofMillis(
                new BigDecimal(text(body, "advanceSeconds")).movePointRight(3).longValueExact());
    }

    private Answer calls() {
        List<Map<String, Object>> calls =
                simulator.calls().stream().map(ControlApi::shown).toList();
        return Answer.ok(Map.of("calls", calls, "usedActions", simulator.usedActions()));
    }

    private Answer numbers() {
        return Answer.ok(Map.of(
                "numbers", simulator.numbers().stream().map(ControlApi::shown).toList(),
                "released", simulator.released().stream().map(ControlApi::shown).toList(),
                "claimsMade", simulator.claimsMade(),
                "releasesMade", simulator.releasesMade()));
    }

    private static Map<String, Object> shown(HeldNumber number) {
        NumberState state = number.state();
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", number.id());
        shown.put("arn", number.arn());
        shown.put("number", number.number());
        shown.put("country", number.country());
        shown.put("type", number.type());
        shown.put("status", state.status().name());
        state.message().ifPresent(message -> shown.put("message", message));
        shown.put("targetArn", state.targetArn());
        state.description().ifPresent(text -> shown.put("description", text));
        shown.put("tags", state.tags());
        state.flowArn().ifPresent(arn -> shown.put("flowArn", arn));
        number.sourceArn().ifPresent(arn -> shown.put("sourcePhoneNumberArn", arn));
        shown.put("claimedAt", number.claimedAt().toString());
        number.releasedAt().ifPresent(at -> shown.put("releasedAt", at.toString()));
        return shown;
    }

    private static Map<String, Object> shown(Call call) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("index", call.index());
        shown.put("operation", call.operation());
        shown.put("at", call.at().toString());
        shown.put("parameters", call.parameters());
        shown.put("effect", call.effect());
        shown.put("status", call.status());
        call.errorCode().ifPresent(code -> shown.put("errorCode", code));
        return shown;
    }

    private Knobs turned(Map<String, Object> body) {
        Knobs knobs = simulator.knobs();
        for (Map.Entry<String, Object> entry : body.entrySet()) {
            Object value = entry.getValue();
            knobs = knobs.with(entry.getKey(), value instanceof Map ? Json.write(value) : String.valueOf(value));
        }
        return knobs;
    }

    private static Trouble trouble(Map<String, Object> body) {
        Trouble.Builder builder = body.containsKey("at")
                ? Trouble.at(whole(body, "at", 0))
                : body.containsKey("operation") ? Trouble.on(text(body, "operation")) : Trouble.onAny();
        return builder.nth(whole(body, "nth", 1)).times(whole(body, "times", 1)).of(fault(body));
    }

    private static Map<String, String> tags(Map<String, Object> body) {
        if (!(body.get("tags") instanceof Map<?, ?> given)) {
            throw new IllegalArgumentException("the body lacks tags, an object");
        }
        Map<String, String> tags = new LinkedHashMap<>();
        given.forEach((key, value) -> tags.put(String.valueOf(key), String.valueOf(value)));
        return tags;
    }

    private static Fault fault(Map<String, Object> body) {
        String name = text(body, "fault");
        return switch (name) {
            case "REFUSE" ->
                Fault.refuse(
                        Fault.Stage.valueOf(String.valueOf(body.getOrDefault("stage", "BEFORE"))),
                        whole(body, "status", 400),
                        text(body, "code"),
                        text(body, "message"));
            case "FAIL_LATER" -> new Fault.FailLater(text(body, "message"));
            default -> Faults.named(name);
        };
    }

    private static String text(Map<String, Object> body, String name) {
        return Optional.ofNullable(body.get(name))
                .map(Object::toString)
                .orElseThrow(() -> new IllegalArgumentException("the body lacks " + name));
    }

    private static boolean flag(Map<String, Object> body, String name) {
        if (!(body.get(name) instanceof Boolean flag)) {
            throw new IllegalArgumentException(name + " is true or false");
        }
        return flag;
    }

    private static int whole(Map<String, Object> body, String name, int absent) {
        return body.containsKey(name) ? Integer.parseInt(text(body, name)) : absent;
    }
}
