package com.example.connect.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Lets a request reach the page and the control API only from this machine's own browser and tools: not under a foreign
 * host name, and not from a page of another origin. A browser writes Host, Origin and Sec-Fetch-Site itself, and no page
 * can forge them.
 */
final class WebGuard {
    /** What the page may load: its own files and nothing else; no page may frame it. */
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Cache-Control",
            "no-store");

    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

    private WebGuard() {}

    static HttpHandler of(HttpHandler handler) {
        return exchange -> {
            HEADERS.forEach(exchange.getResponseHeaders()::set);
            if (isOwn(exchange)) {
                handler.handle(exchange);
            } else {
                refuse(exchange);
            }
        };
    }

    private static void refuse(HttpExchange exchange) throws IOException {
        String reason = "The control API is for 127.0.0.1 only, and for its own page.";
        WireServer.write(exchange, ControlApi.error(403, "Forbidden", reason));
    }

    private static boolean isOwn(HttpExchange exchange) {
        String host = header(exchange, "Host").orElse("");
        boolean local = host.matches("(127\\.0\\.0\\.1|localhost)(:\\d+)?");
        boolean ownOrigin =
                header(exchange, "Origin").map(("http://" + host)::equals).orElse(true);
        // A link elsewhere may lead to the page; that reads nothing for the page that has the link.
        boolean isPage = exchange.getRequestURI().getRawPath().equals("/");
        boolean ownSite = isPage
                || header(exchange, "Sec-Fetch-Site").map(OWN_SITES::contains).orElse(true);
        return local && ownOrigin && ownSite;
    }

    private static Optional<String> header(HttpExchange exchange, String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }
}
