package com.example.connect.simulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Calls as the control API and the page show them. */
final class CallJson {
    private static final String HIDDEN = "…";

    private CallJson() {}

    /** The call with its parameters. */
    static Map<String, Object> whole(Call call) {
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

    /** A row of a list, with who called and why it came to nothing, and without parameters. */
    static Map<String, Object> row(Exchange exchange) {
        Map<String, Object> row = whole(exchange.call());
        row.remove("parameters");
        row.put("userAgent", exchange.caller().userAgent());
        row.put("principal", exchange.caller().principal());
        row.put("micros", exchange.micros());
        row.put("throttled", exchange.isThrottled());
        exchange.fate().why().ifPresent(why -> row.put("why", why));
        exchange.struck().ifPresent(fault -> row.put("struck", fault));
        exchange.number().ifPresent(id -> row.put("number", id));
        return row;
    }

    /** The call with request and answer; client tokens and tag values only where they are asked for. */
    static Map<String, Object> one(Exchange exchange, Optional<String> body, boolean reveals) {
        Map<String, Object> shown = row(exchange);
        shown.put(
                "parameters",
                reveals ? exchange.call().parameters() : hidden(exchange.call().parameters()));
        Operation operation = Operation.named(exchange.call().operation());
        shown.put("path", List.of(operation.method(), operation.template().text()));
        body.ifPresent(text -> shown.put("answer", reveals ? Members.read(text) : hidden(Members.read(text))));
        return shown;
    }

    /** The value with the values of tags and tokens hidden, wherever they are in it. */
    private static Object hidden(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(CallJson::hidden).toList();
        }
        if (!(value instanceof Map<?, ?> object)) {
            return value;
        }
        Map<String, Object> shown = new LinkedHashMap<>();
        Json.object(object).forEach((name, member) -> shown.put(name, hiddenMember(name, member)));
        return shown;
    }

    private static Object hiddenMember(String name, Object member) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.equals("clienttoken")) {
            return HIDDEN;
        }
        if (lower.equals("tags") && member instanceof Map<?, ?> tags) {
            Map<String, Object> keys = new LinkedHashMap<>();
            Json.object(tags).keySet().forEach(key -> keys.put(key, HIDDEN));
            return keys;
        }
        return hidden(member);
    }

    /** Whether the page's filter lets it through. */
    static boolean matches(Exchange exchange, String show, String wanted) {
        boolean shown = switch (show) {
            case "refused" -> exchange.cameToNothing();
            case "throttled" -> exchange.isThrottled();
            case "struck" -> exchange.struck().isPresent();
            case "changes" ->
                exchange.call().effect() && !Asked.isRead(exchange.call().operation());
            default -> true;
        };
        return shown && (wanted.isEmpty() || text(exchange).contains(wanted.toLowerCase(Locale.ROOT)));
    }

    private static String text(Exchange exchange) {
        Call call = exchange.call();
        return String.join(
                        "\n",
                        call.operation(),
                        String.valueOf(call.status()),
                        call.errorCode().orElse(""),
                        exchange.caller().userAgent(),
                        exchange.caller().principal(),
                        exchange.fate().why().orElse(""),
                        exchange.number().orElse(""),
                        call.parameter("PhoneNumber").orElse(""),
                        call.parameter("TargetArn").orElse(""))
                .toLowerCase(Locale.ROOT);
    }
}
