package com.example.connect.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** HTTP on loopback: reads requests, writes answers, knows nothing of phone numbers. */
final class WireServer implements AutoCloseable {
    static {
        // Without it every small answer waits 40 ms for the client's delayed acknowledgement. A JVM that has the
        // simulator has no other server of this kind.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final String TARGET = "X-Amz-Target";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "connect-simulator");
        thread.setDaemon(true);
        return thread;
    });

    /** Serves the service's API; on the page and the paths under {@code /_simulator/}, the control API and its stream. */
    WireServer(
            InetSocketAddress address,
            Function<WireRequest, Answer> service,
            Function<WireRequest, Answer> control,
            HttpHandler stream) {
        try {
            server = HttpServer.create(address, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot listen on port " + address.getPort() + " of " + address.getHostString() + ": "
                            + e.getMessage() + "; --port 0 takes a free one",
                    e);
        }
        server.setExecutor(threads);
        HttpHandler guarded = WebGuard.of(exchange -> serve(exchange, control));
        server.createContext("/", exchange -> {
            boolean page = exchange.getRequestURI().getRawPath().equals("/")
                    && !exchange.getRequestHeaders().containsKey(TARGET);
            if (page) {
                guarded.handle(exchange);
            } else {
                serve(exchange, service);
            }
        });
        server.createContext("/_simulator/", guarded);
        server.createContext("/_simulator/events", WebGuard.of(stream));
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static void serve(HttpExchange exchange, Function<WireRequest, Answer> service) throws IOException {
        write(exchange, answered(read(exchange), service));
    }

    static WireRequest read(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        URI uri = exchange.getRequestURI();
        return new WireRequest(
                exchange.getRequestMethod(),
                uri.getRawPath(),
                Optional.ofNullable(uri.getRawQuery()).orElse(""),
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")),
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Amz-Security-Token")),
                Optional.ofNullable(exchange.getRequestHeaders().getFirst(TARGET)),
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("User-Agent"))
                        .orElse(""),
                body);
    }

    private static Answer answered(WireRequest request, Function<WireRequest, Answer> service) {
        try {
            return service.apply(request);
        } catch (Refusal refusal) {
            return refusal.answer();
        } catch (RuntimeException | Error defect) {
            // A defect of the simulator must not look like a passing fault of the service, nor leave a client waiting.
            return Answer.error(501, "SimulatorDefect", defect.toString());
        }
    }

    static void write(HttpExchange exchange, Answer answer) throws IOException {
        if (answer instanceof Answer.Http http) {
            byte[] body = http.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            http.errorCode().ifPresent(code -> exchange.getResponseHeaders().set("x-amzn-ErrorType", code));
            http.headers()
                    .forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
            exchange.sendResponseHeaders(http.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
