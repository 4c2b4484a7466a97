package com.example.connect.simulator;

import java.util.LinkedHashMap;
import java.util.Map;

/** Scripted troubles as the control API takes and shows them. */
final class TroubleJson {
    private TroubleJson() {}

    static Trouble read(ControlRequest request) {
        Trouble.Builder builder = request.has("at")
                ? Trouble.at(request.whole("at", 0))
                : request.has("operation") ? Trouble.on(request.text("operation")) : Trouble.onAny();
        return builder.nth(request.whole("nth", 1))
                .times(request.whole("times", 1))
                .of(fault(request));
    }

    private static Fault fault(ControlRequest request) {
        String name = request.text("fault");
        return switch (name) {
            case "REFUSE" ->
                Fault.refuse(
                        Fault.Stage.valueOf(String.valueOf(request.body().getOrDefault("stage", "BEFORE"))),
                        request.whole("status", 400),
                        request.text("code"),
                        request.text("message"));
            case "FAIL_LATER" -> new Fault.FailLater(request.text("message"));
            default -> Faults.named(name);
        };
    }

    static Map<String, Object> shown(CallLog.Armed armed) {
        Trouble trouble = armed.trouble;
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("fault", Faults.nameOf(trouble.fault()));
        trouble.operation().ifPresent(operation -> shown.put("operation", operation));
        trouble.index().ifPresent(index -> shown.put("at", index));
        shown.put("nth", trouble.nth());
        shown.put("times", trouble.inARow());
        shown.put("struck", armed.struck);
        if (armed.struck > 0) {
            shown.put("lastCall", armed.last);
        }
        return shown;
    }
}
