package com.example.connect.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The simulator's own paths under {@code /_simulator/}, for tools and tests in other processes. */
final class ControlApi {
    private final ConnectSimulator simulator;

    ControlApi(ConnectSimulator simulator) {
        this.simulator = simulator;
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
        return switch (wanted) {
            case "GET health" -> Answer.ok(Map.of("status", "ok"));
            case "GET ready" -> Answer.ok(ready(simulator));
            case "GET clock" -> clock();
            case "POST clock" -> {
                moveClock(body);
                yield clock();
            }
            case "GET numbers" -> numbers();
            case "GET calls" -> calls();
            case "DELETE calls" -> {
                simulator.clearCalls();
                yield calls();
            }
            case "GET knobs" -> Answer.ok(simulator.knobs().texts());
            case "PATCH knobs" -> {
                simulator.set(turned(body));
                yield Answer.ok(simulator.knobs().texts());
            }
            case "POST quota" -> {
                simulator.quota(text(body, "targetArn"), whole(body, "quota", Knob.UNLIMITED));
                yield Answer.ok(body);
            }
            case "POST tags" -> {
                simulator.putTags(text(body, "phoneNumber"), tags(body));
                yield Answer.body("{}");
            }
            case "POST trouble" -> {
                simulator.script(trouble(body));
                yield Answer.ok(body);
            }
            case "GET trouble" -> Answer.ok(Map.of("crashed", simulator.isCrashed()));
            case "POST revive" -> {
                simulator.revive();
                yield Answer.body("{}");
            }
            case "DELETE trouble" -> {
                simulator.clearTroubles();
                simulator.revive();
                yield Answer.body("{}");
            }
            case "POST reset" -> {
                simulator.reset();
                yield Answer.ok(ready(simulator));
            }
            default -> Answer.error(404, "NotFound", "The control API has no " + wanted);
        };
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

    /** {@code advanceSeconds} moves it, {@code running} stops it or lets it run on; one of them at least. */
    private void moveClock(Map<String, Object> body) {
        if (body.containsKey("running")) {
            simulator.clock().setRunning(flag(body, "running"));
        }
        if (body.containsKey("advanceSeconds") || !body.containsKey("running")) {
            simulator.advance(seconds(body));
        }
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
            knobs = knobs.with(entry.getKey(), String.valueOf(entry.getValue()));
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
