package com.example.connect.phonenumber;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** CloudWatch and CloudWatch Logs, as far as RPDK's publishers use them: every call succeeds and is kept. */
final class FakeCloudWatch implements AutoCloseable {

    private static final String METRICS_ENDPOINT = "aws.endpointUrlCloudWatch";
    private static final String LOGS_ENDPOINT = "aws.endpointUrlCloudWatchLogs";

    private final HttpServer server;
    private final List<String> logCalls = new CopyOnWriteArrayList<>();
    private final StringBuffer log = new StringBuffer();
    private final StringBuffer metrics = new StringBuffer();
    private volatile boolean denying;

    FakeCloudWatch() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        String address = "http://127.0.0.1:" + server.getAddress().getPort();
        System.setProperty(LOGS_ENDPOINT, address);
        System.setProperty(METRICS_ENDPOINT, address);
    }

    void denyEverything() {
        denying = true;
    }

    /** The operations called on CloudWatch Logs, in order. */
    List<String> logCalls() {
        return logCalls;
    }

    String log() {
        return log.toString();
    }

    String metrics() {
        return metrics.toString();
    }

    @Override
    public void close() {
        server.stop(0);
        System.clearProperty(LOGS_ENDPOINT);
        System.clearProperty(METRICS_ENDPOINT);
    }

    /** Only the protocol of CloudWatch Logs names its operation in a header. */
    private void answer(HttpExchange exchange) throws IOException {
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        if (target == null) {
            answerMetrics(exchange);
        } else {
            answerLogs(exchange, target);
        }
    }

    private void answerLogs(HttpExchange exchange, String target) throws IOException {
        log.append(body(exchange));
        logCalls.add(target.substring(target.indexOf('.') + 1));
        answer(exchange, "application/x-amz-json-1.1", "{}", "{\"__type\": \"AccessDeniedException\"}");
    }

    private void answerMetrics(HttpExchange exchange) throws IOException {
        metrics.append(URLDecoder.decode(body(exchange), StandardCharsets.UTF_8));
        answer(
                exchange,
                "text/xml",
                "<PutMetricDataResponse><ResponseMetadata/></PutMetricDataResponse>",
                "<ErrorResponse><Error><Code>AccessDenied</Code></Error></ErrorResponse>");
    }

    private static String body(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    private void answer(HttpExchange exchange, String type, String done, String denied) throws IOException {
        byte[] body = (denying ? denied : done).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type.toLowerCase(Locale.ROOT));
        exchange.sendResponseHeaders(denying ? 400 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
