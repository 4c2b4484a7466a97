package com.example.connect.simulator;

import static com.example.connect.simulator.Route.flag;
import static com.example.connect.simulator.Route.paging;
import static com.example.connect.simulator.Route.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What the page reads: the account at a glance, and lists in pages, so that 100,000 numbers do not travel at once. */
final class PageRoutes {
    private static final int PAGE = 100;
    private static final int MOST = 1000;

    private final ConnectSimulator simulator;

    PageRoutes(ConnectSimulator simulator) {
        this.simulator = simulator;
    }

    List<Route> all() {
        return Stream.concat(ofNumbers().stream(), ofCalls().stream()).toList();
    }

    private List<Route> ofNumbers() {
        return List.of(
                Route.get(
                        "view/account", "The clock, each target with its quota, the 200 % rule", request -> account()),
                Route.get(
                        "view/numbers",
                        "The numbers held, FAILED ones included, in the order of their digits",
                        this::numbers,
                        paging(
                                text(
                                        "q",
                                        "what the number, its id, target, stack, description or a tag's key contains"),
                                text("target", "the ARN of an instance or traffic distribution group"))),
                Route.get(
                        "view/number",
                        "One number, held or over, with its life; tag values only where reveal is true",
                        this::number,
                        text("id", "its id, its ARN, or the number itself"),
                        flag("reveal", "whether tag values are shown")),
                Route.get(
                        "view/cooling",
                        "The numbers that nobody can claim yet, the next to return first",
                        this::cooling,
                        paging()),
                Route.get(
                        "view/turns",
                        "The claims and releases that the 200 % rule counts, the oldest first",
                        this::turns,
                        paging(text(
                                "target", "the ARN of a target whose budget it is; the first target's unless told"))),
                Route.get(
                        "view/knobs",
                        "Every knob with its value, its forms, and the evidence for its default",
                        request -> knobs()));
    }

    private List<Route> ofCalls() {
        return List.of(
                Route.get(
                        "view/calls",
                        "The calls received, the oldest kept first",
                        this::calls,
                        paging(
                                text("q", "what operation, error, caller or reason contains"),
                                text("show", "all, refused, throttled, struck or changes"),
                                text("throttled", "hide leaves throttled calls out"))),
                Route.get(
                        "view/call",
                        "One call with request and answer; client tokens and tag values only where reveal is true",
                        this::call,
                        Route.whole("index", "the call's index"),
                        flag("reveal", "whether client tokens and tag values are shown")),
                Route.get(
                        "view/strays",
                        "The latest requests that are no calls of the API, each with the reason",
                        request -> strays()),
                Route.get(
                        "view/trouble",
                        "The troubles scripted, how often each struck, and all that can be scripted",
                        request -> trouble()));
    }

    private Map<String, Object> account() {
        boolean crashed = simulator.isCrashed();
        Map<String, Object> ready = new LinkedHashMap<>(ControlApi.ready(simulator));
        return simulator.look((world, log) -> {
            Map<String, Object> shown = new AccountJson(world).shown();
            shown.put("ready", ready);
            shown.put("calls", log.nextIndex());
            shown.put("strays", log.strays().size());
            shown.put("crashed", crashed);
            TroubleJson.ofNextClaim(log).ifPresent(fault -> shown.put("trouble", fault));
            return shown;
        });
    }

    private Object numbers(ControlRequest request) {
        String target = request.query("target");
        String wanted = request.query("q");
        return simulator.look((world, log) -> page(
                request,
                world.numbers().stream()
                        .filter(number ->
                                target.isEmpty() || number.state().targetArn().equals(target))
                        .filter(number -> NumberJson.matches(world, number, wanted))
                        .toList(),
                number -> claimed(NumberJson.row(world, number), log)));
    }

    /** The number with the call that claimed it, where that is still kept. */
    private static Map<String, Object> claimed(Map<String, Object> number, CallLog log) {
        log.claimOf(String.valueOf(number.get("id")))
                .ifPresent(claim -> number.put(
                        "claim",
                        Map.of(
                                "index", claim.call().index(),
                                "userAgent", claim.caller().userAgent(),
                                "principal", claim.caller().principal())));
        return number;
    }

    private Object number(ControlRequest request) {
        String id = request.query("id");
        return simulator.look((world, log) -> world.held(id)
                .or(() -> over(world, id))
                .map(number -> claimed(NumberJson.one(world, number, request.reveals()), log))
                .orElseThrow(() -> new IllegalArgumentException("no number " + id + " is or was held")));
    }

    private static Optional<HeldNumber> over(World world, String name) {
        return world.released().stream()
                .filter(number ->
                        List.of(number.id(), number.arn(), number.number()).contains(name))
                .reduce((earlier, later) -> later);
    }

    private Object cooling(ControlRequest request) {
        return simulator.look((world, log) ->
                page(request, new AccountJson(world).cooling(), number -> NumberJson.row(world, number)));
    }

    private Object turns(ControlRequest request) {
        return simulator.look((world, log) -> {
            Turnover.Budget budget = new AccountJson(world).budgetOf(request.query("target"));
            return page(request, budget.turns(), turn -> AccountJson.turn(turn, budget));
        });
    }

    private Object calls(ControlRequest request) {
        // Filtered outside the lock: 100,000 calls take longer to read than the service may wait.
        List<Exchange> kept = simulator.look((world, log) -> log.exchanges());
        List<Exchange> shown = kept.stream()
                .filter(exchange ->
                        !(exchange.isThrottled() && request.query("throttled").equals("hide")))
                .filter(exchange -> CallJson.matches(exchange, request.query("show"), request.query("q")))
                .toList();
        Map<String, Object> page = page(request, shown, CallJson::row);
        page.put("oldest", kept.isEmpty() ? 0 : kept.get(0).call().index());
        page.put("all", kept.size());
        page.put("throttled", kept.stream().filter(Exchange::isThrottled).count());
        return page;
    }

    private Object call(ControlRequest request) {
        int index = request.query("index", 0);
        return simulator.look((world, log) -> log.exchange(index)
                .map(exchange -> CallJson.one(exchange, log.body(index), request.reveals()))
                .orElseThrow(() -> new IllegalArgumentException("no call " + index + " is kept")));
    }

    private Object strays() {
        return simulator.look((world, log) -> log.strays().stream()
                .map(stray -> Map.of(
                        "at", stray.at().toString(),
                        "request", stray.method() + " " + stray.path(),
                        "userAgent", stray.userAgent(),
                        "why", stray.why()))
                .toList());
    }

    private Object trouble() {
        boolean crashed = simulator.isCrashed();
        return simulator.look((world, log) -> Map.of(
                "crashed", crashed,
                "scripted", log.troubles().stream().map(TroubleJson::shown).toList(),
                "faults", TroubleJson.faults(),
                "operations",
                        Arrays.stream(Operation.values())
                                .map(Operation::wireName)
                                .toList()));
    }

    private Object knobs() {
        List<Map<String, Object>> concerns = new ArrayList<>();
        Knob.byConcern()
                .forEach((heading, knobs) ->
                        concerns.add(Map.of("heading", heading, "knobs", KnobJson.shown(knobs, simulator.knobs()))));
        return concerns;
    }

    private static <T> Map<String, Object> page(
            ControlRequest request, List<T> all, Function<T, Map<String, Object>> row) {
        int from = Math.max(0, Math.min(request.query("from", 0), all.size()));
        int most = Math.max(0, Math.min(request.query("most", PAGE), MOST));
        List<T> part = all.subList(from, Math.min(from + most, all.size()));
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("total", all.size());
        page.put("from", from);
        page.put("rows", part.stream().map(row).toList());
        return page;
    }
}
