package com.example.connect.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
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

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "connect-simulator");
        thread.setDaemon(true);
        return thread;
    });

    WireServer(int port, Function<WireRequest, Answer> service, Function<WireRequest, Answer> control) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on port " + port + " of 127.0.0.1: " + e.getMessage(), e);
        }
        server.setExecutor(threads);
        server.createContext("/", exchange -> serve(exchange, service));
        server.createContext("/_simulator/", exchange -> {
            if (isLocal(exchange)) {
                serve(exchange, control);
            } else {
                write(exchange, Answer.error(403, "Forbidden", "The control API is for 127.0.0.1 only."));
            }
        });
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** A page in a browser may reach loopback under a foreign name, but cannot forge the Host header. */
    private static boolean isLocal(HttpExchange exchange) {
        String host = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Host"))
                .orElse("");
        return host.matches("(127\\.0\\.0\\.1|localhost)(:\\d+)?");
    }

    private static void serve(HttpExchange exchange, Function<WireRequest, Answer> service) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        URI uri = exchange.getRequestURI();
        WireRequest request = new WireRequest(
                exchange.getRequestMethod(),
                uri.getRawPath(),
                Optional.ofNullable(uri.getRawQuery()).orElse(""),
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")),
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Amz-Target")),
                body);
        write(exchange, answered(request, service));
    }

    private static Answer answered(WireRequest request, Function<WireRequest, Answer> service) {
        try {
            return service.apply(request);
        } catch (Refusal refusal) {
            return refusal.answer();
        } catch (RuntimeException defect) {
            // A defect of the simulator must not look like a passing fault of the service.
            return Answer.error(501, "SimulatorDefect", defect.toString());
        }
    }

    private static void write(HttpExchange exchange, Answer answer) throws IOException {
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
