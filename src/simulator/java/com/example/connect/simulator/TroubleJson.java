package com.example.connect.simulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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
            case Faults.REFUSE ->
                Fault.refuse(
                        Fault.Stage.valueOf(String.valueOf(request.body().getOrDefault("stage", "BEFORE"))),
                        request.whole("status", 400),
                        request.text("code"),
                        request.text("message"));
            case Faults.FAIL_LATER -> new Fault.FailLater(request.text("message"));
            default -> Faults.named(name);
        };
    }

    /** All that can be scripted by name alone, or with a message, each with what it does. */
    static List<Map<String, String>> faults() {
        return Stream.concat(Faults.all().keySet().stream(), Stream.of(Faults.FAIL_LATER))
                .map(TroubleJson::fault)
                .toList();
    }

    private static Map<String, String> fault(String name) {
        return Map.of("name", name, "sense", Faults.senseOf(name));
    }

    /** What is scripted for the next claim; nothing where it strikes only calls that name a number or are refused. */
    static Optional<Map<String, String>> ofNextClaim(CallLog log) {
        return log.comes(Operation.CLAIM)
                .filter(fault -> !(fault instanceof Fault.Lagging || fault instanceof Fault.Reworded))
                .map(fault -> fault(Faults.nameOf(fault)));
    }

    static Map<String, Object> shown(CallLog.Armed armed) {
        Trouble trouble = armed.trouble;
        Map<String, Object> shown = new LinkedHashMap<>();
        String fault = Faults.nameOf(trouble.fault());
        shown.put("fault", fault);
        shown.put("sense", Faults.senseOf(fault));
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
