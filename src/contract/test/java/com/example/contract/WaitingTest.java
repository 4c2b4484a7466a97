package com.example.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A service whose clock can be moved is not waited for. */
class WaitingTest {
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/clock", exchange -> {
            asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void theClockIsMovedByTheDelay() throws InterruptedException {
        Waiting.byClock(at("/clock")).await(Duration.ofHours(1));

        assertThat(asked).containsExactly("{\"advanceSeconds\": 3600}");
    }

    @Test
    void aClockThatDoesNotMoveEndsTheRun() {
        Waiting waiting = Waiting.byClock(at("/no-clock"));

        assertThatThrownBy(() -> waiting.await(Duration.ofSeconds(1)))
                .hasMessageEndingWith("/no-clock does not move its clock: HTTP status 404");
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }
}
