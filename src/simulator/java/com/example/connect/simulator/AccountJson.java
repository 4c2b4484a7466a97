package com.example.connect.simulator;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The account as the page shows it: its targets with their quotas, the 200 % rule, the clock. */
final class AccountJson {
    /** What decides how the 200 % rule counts and shows. */
    private static final List<Knob<?>> RULE =
            List.of(Knob.WINDOW, Knob.WINDOW_FAILED, Knob.WINDOW_SCOPE, Knob.WINDOW_QUOTA, Knob.WINDOW_BLOCK);

    private final World world;

    AccountJson(World world) {
        this.world = world;
    }

    Map<String, Object> shown() {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("account", world.account.account());
        shown.put("region", world.account.region());
        shown.put("clock", clock());
        shown.put("targets", targets());
        shown.put("budgets", budgets());
        shown.put("rule", KnobJson.shown(RULE, world.knobs()));
        shown.put("held", world.numbers().size());
        shown.put("cooling", cooling().size());
        return shown;
    }

    private Map<String, Object> clock() {
        Map<String, Object> clock = new LinkedHashMap<>();
        clock.put("now", world.now().toString());
        clock.put("running", world.clock.isRunning());
        clock.put("manual", world.clock.isManual());
        next().ifPresent(next -> clock.put("next", Map.of("at", next.due().toString(), "what", next.what())));
        return clock;
    }

    /** The next thing that happens by itself. */
    Optional<Agenda.Next> next() {
        Stream<Agenda.Next> instances = world.instances.instances().stream()
                .filter(instance -> instance.settledAt().isAfter(world.now()))
                .map(instance -> new Agenda.Next(
                        instance.settledAt(),
                        world.nameOf(instance.arn()) + " will no longer be CREATION_IN_PROGRESS"));
        Stream<Agenda.Next> freed = budgeted().stream()
                .map(this::budget)
                .flatMap(budget -> budget.freesAt().stream())
                .filter(at -> !at.equals(Instant.MAX))
                .map(at -> new Agenda.Next(at, "the account will be able to claim again"));
        return Stream.of(world.agenda.next().stream(), instances, freed)
                .flatMap(each -> each)
                .min(Comparator.comparing(Agenda.Next::due));
    }

    private List<String> targetArns() {
        return Stream.concat(
                        world.instances.instances().stream().map(ConnectInstance::arn),
                        world.instances.groups().stream().map(TrafficGroup::arn))
                .toList();
    }

    private List<Map<String, Object>> targets() {
        Map<String, Map<String, Integer>> counts = new HashMap<>();
        world.numbers()
                .forEach(number -> counts.computeIfAbsent(number.state().targetArn(), arn -> new TreeMap<>())
                        .merge(number.status().name(), 1, Integer::sum));
        return targetArns().stream()
                .map(arn -> target(arn, counts.getOrDefault(arn, Map.of())))
                .toList();
    }

    private Map<String, Object> target(String arn, Map<String, Integer> statuses) {
        Map<String, Object> target = new LinkedHashMap<>();
        target.put("arn", arn);
        target.put("id", Ids.lastPart(arn));
        target.put("name", world.nameOf(arn));
        target.put("isGroup", world.instances.group(arn).isPresent());
        world.instances
                .instance(Ids.lastPart(arn))
                .ifPresent(instance ->
                        target.put("status", instance.status(world.now()).name()));
        int limit = world.quota.limitOf(arn, world.knobs());
        if (limit != Knob.UNLIMITED) {
            target.put("quota", limit);
        }
        target.put("holds", world.quota.occupied(arn));
        target.put("statuses", statuses);
        if (world.quota.isFull(arn, world.knobs())) {
            target.put("why", world.quota.whyFull(arn, world.knobs()));
        }
        return target;
    }

    private Turnover.Budget budget(String targetArn) {
        return world.quota.budget(targetArn, world.knobs(), world.now());
    }

    /** What the 200 % rule says of claims for a target; of the first one where none is named. */
    Turnover.Budget budgetOf(String targetArn) {
        return budget(targetArn.isEmpty() ? targetArns().get(0) : targetArn);
    }

    /** One claim or release that counts. */
    static Map<String, Object> turn(Turnover.Turn turn, Turnover.Budget budget) {
        HeldNumber number = turn.number();
        String claim = number.sourceArn().isPresent() ? "import" : "claim";
        return Map.of(
                "at", turn.at().toString(),
                "what", turn.isClaim() ? claim : "release",
                "number", number.number(),
                "id", number.id(),
                "failed", number.claimFailed(),
                "leavesAt", text(SimulatedClock.later(turn.at(), budget.window())));
    }

    private List<Map<String, Object>> budgets() {
        return budgeted().stream()
                .map(arn -> {
                    Map<String, Object> shown = budget(isTogether() ? "The account" : world.nameOf(arn), budget(arn));
                    shown.put("target", arn);
                    return shown;
                })
                .toList();
    }

    /** The targets with a budget of their own; the first one where all have the account's. */
    private List<String> budgeted() {
        return isTogether() ? targetArns().subList(0, 1) : targetArns();
    }

    private boolean isTogether() {
        return world.knobs().value(Knob.WINDOW_SCOPE) == Knob.WindowScope.ACCOUNT
                && world.knobs().value(Knob.WINDOW_QUOTA) == Knob.WindowQuota.LARGEST;
    }

    private Map<String, Object> budget(String scope, Turnover.Budget budget) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("scope", scope);
        shown.put("isOff", budget.window().isZero());
        if (!budget.window().equals(Knob.FOREVER)) {
            shown.put("windowSeconds", budget.window().toSeconds());
        }
        if (budget.quota() != Knob.UNLIMITED) {
            shown.put("quota", budget.quota());
            shown.put("most", budget.most());
        }
        shown.put("used", budget.turns().size());
        shown.put(
                "claims", budget.turns().stream().filter(Turnover.Turn::isClaim).count());
        shown.put("days", days(budget.turns()));
        budget.turns().stream()
                .findFirst()
                .ifPresent(
                        oldest -> shown.put("oldestLeaves", text(SimulatedClock.later(oldest.at(), budget.window()))));
        budget.freesAt().ifPresent(at -> {
            shown.put("freesAt", text(at));
            shown.put("why", budget.why(scope));
        });
        return shown;
    }

    /** An instant to come as a reader has it; {@link Instant#MAX} is none. */
    static String text(Instant at) {
        return at.equals(Instant.MAX) ? "never" : at.toString();
    }

    /** Claims and releases of each day that has any. */
    private static List<Map<String, Object>> days(List<Turnover.Turn> turns) {
        Map<LocalDate, int[]> days = new TreeMap<>();
        for (Turnover.Turn turn : turns) {
            LocalDate day = turn.at().atZone(ZoneOffset.UTC).toLocalDate();
            days.computeIfAbsent(day, none -> new int[2])[turn.isClaim() ? 0 : 1]++;
        }
        return days.entrySet().stream()
                .map(day -> Map.<String, Object>of(
                        "day", day.getKey().toString(), "claims", day.getValue()[0], "releases", day.getValue()[1]))
                .toList();
    }

    /** The numbers that are over and not back yet, the next to return first. */
    List<HeldNumber> cooling() {
        return world.released().stream()
                .filter(number -> number.sourceArn().isEmpty())
                .filter(number ->
                        number.returnsAt().filter(at -> at.isAfter(world.now())).isPresent())
                .sorted(Comparator.comparing(number -> number.returnsAt().orElseThrow()))
                .toList();
    }
}
