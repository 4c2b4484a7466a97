package com.example.connect.simulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Numbers as the control API and the page show them. */
final class NumberJson {
    /** What this project's resource type marks a number with that must not be released. */
    private static final String PROTECTION = "release-protection";

    private NumberJson() {}

    /** All of it, tag values included. */
    static Map<String, Object> whole(HeldNumber number) {
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

    /** A row of a list: what the page shows, without tag values. */
    static Map<String, Object> row(World world, HeldNumber number) {
        Map<String, Object> row = whole(number);
        NumberState state = number.state();
        row.put("tags", state.tags().keySet());
        row.put(
                "protected",
                state.tags().entrySet().stream()
                        .anyMatch(tag -> tag.getKey().endsWith(PROTECTION)
                                && !tag.getValue().equals("false")));
        row.put("target", world.nameOf(state.targetArn()));
        state.flowArn().ifPresent(arn -> row.put("flow", flowName(world, state, arn)));
        state.why().ifPresent(why -> row.put("why", why));
        number.stack().ifPresent(stack -> row.put("stack", stack));
        number.returnsAt().ifPresent(at -> row.put("returnsAt", AccountJson.text(at)));
        return row;
    }

    private static String flowName(World world, NumberState state, String flowArn) {
        return world.instances.behind(state.targetArn()).stream()
                .flatMap(instance -> world.instances.flows(instance).stream())
                .filter(flow -> flow.arn().equals(flowArn))
                .map(ContactFlow::name)
                .findFirst()
                .orElseGet(() -> Ids.lastPart(flowArn));
    }

    /** Whether a search of the page finds it: by number, id, status, target, stack, description or tag key. */
    static boolean matches(World world, HeldNumber number, String wanted) {
        if (wanted.isEmpty()) {
            return true;
        }
        NumberState state = number.state();
        String text = String.join(
                "\n",
                number.number(),
                number.id(),
                state.status().name(),
                number.type(),
                number.country(),
                world.nameOf(state.targetArn()),
                number.stack().orElse(""),
                state.description().orElse(""),
                String.join(" ", state.tags().keySet()));
        return text.toLowerCase(Locale.ROOT).contains(wanted.toLowerCase(Locale.ROOT));
    }

    /** One number with its life, the earliest first. */
    static Map<String, Object> one(World world, HeldNumber number, boolean reveals) {
        Map<String, Object> shown = row(world, number);
        if (reveals) {
            shown.put("tagValues", number.state().tags());
        }
        shown.put("life", life(world, number));
        return shown;
    }

    private static List<Map<String, String>> life(World world, HeldNumber number) {
        List<Map<String, String>> life = new ArrayList<>();
        Optional<NumberState> before = Optional.empty();
        for (HeldNumber.Version version : number.life()) {
            NumberState state = version.state();
            List<String> said = before.isPresent()
                    ? changes(world, before.get(), state)
                    : List.of((number.sourceArn().isPresent() ? "Import" : "Claim") + " accepted for "
                            + world.nameOf(state.targetArn()));
            said.forEach(what -> life.add(Map.of("at", version.since().toString(), "what", what)));
            before = Optional.of(state);
        }
        number.releasedAt()
                .ifPresent(at -> life.add(
                        Map.of("at", at.toString(), "what", number.claimFailed() ? "Claim over" : "Released")));
        number.returnsAt()
                .filter(at -> !at.equals(Instant.MAX))
                .ifPresent(at -> life.add(Map.of(
                        "at", at.toString(), "what", at.isAfter(world.now()) ? "Can be claimed again" : "Returned")));
        return life;
    }

    private static List<String> changes(World world, NumberState from, NumberState to) {
        List<String> said = new ArrayList<>();
        if (!from.targetArn().equals(to.targetArn())) {
            said.add("Moved to " + world.nameOf(to.targetArn()));
        }
        if (from.status() != to.status()) {
            said.add(to.why()
                    .map(why -> to.status() + ": " + why)
                    .orElse(to.status().name()));
        }
        if (!from.flowArn().equals(to.flowArn())) {
            said.add(to.flowArn()
                    .map(arn -> "Bound to contact flow " + flowName(world, to, arn))
                    .orElse("Contact flow unbound"));
        }
        if (!from.description().equals(to.description())) {
            said.add("Description changed");
        }
        to.tags().forEach((key, value) -> {
            if (!Objects.equals(from.tags().get(key), value)) {
                said.add("Tag " + key + " set");
            }
        });
        from.tags().keySet().stream()
                .filter(key -> !to.tags().containsKey(key))
                .forEach(key -> said.add("Tag " + key + " removed"));
        return said;
    }
}
