package com.example.connect.verification.mutants;

import com.example.connect.verification.cloudformation.CloudFormation;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.apache.ApacheHttpClient;

/** The way from the function to Connect: passes everything on in both directions, and claims as the flaw changes them. */
final class Wire implements AutoCloseable {

    private static final Set<String> CLAIMS = Set.of("/phone-number/claim", "/phone-number/import");

    /** What each connection says for itself. */
    private static final Set<String> OF_ONE_CONNECTION = Set.of("host", "content-length", "connection", "expect");

    private final URI connect;
    private final HttpServer server;
    private final SdkHttpClient client = ApacheHttpClient.create();
    private Flaw flaw = Flaw.NONE;

    /** @param connect the service's endpoint */
    Wire(URI connect) throws IOException {
        this.connect = connect;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::pass);
        server.start();
    }

    synchronized void has(Flaw other) {
        flaw = other;
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** A connection that Connect drops is dropped on this side too. */
    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            HttpExecuteResponse answer = send(exchange);
            byte[] body;
            try (InputStream stream =
                    answer.responseBody().<InputStream>map(b -> b).orElse(InputStream.nullInputStream())) {
                body = stream.readAllBytes();
            }
            answer.httpResponse().forEachHeader((name, values) -> {
                if (!OF_ONE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                    exchange.getResponseHeaders().put(name, values);
                }
            });
            exchange.sendResponseHeaders(answer.httpResponse().statusCode(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private HttpExecuteResponse send(HttpExchange exchange) throws IOException {
        byte[] body = changed(
                exchange.getRequestURI().getPath(), exchange.getRequestBody().readAllBytes());
        SdkHttpFullRequest.Builder request = SdkHttpFullRequest.builder()
                .method(SdkHttpMethod.fromValue(exchange.getRequestMethod()))
                .uri(connect.resolve(exchange.getRequestURI()));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OF_ONE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                request.putHeader(name, List.copyOf(values));
            }
        });
        request.putHeader("Content-Length", String.valueOf(body.length));
        request.contentStreamProvider(() -> new ByteArrayInputStream(body));
        SdkHttpFullRequest built = request.build();
        return client.prepareRequest(HttpExecuteRequest.builder()
                        .request(built)
                        .contentStreamProvider(built.contentStreamProvider().orElseThrow())
                        .build())
                .call();
    }

    private synchronized byte[] changed(String path, byte[] body) throws IOException {
        if (!CLAIMS.contains(path)) {
            return body;
        }
        ObjectNode claim = (ObjectNode) CloudFormation.JSON.readTree(body);
        flaw.claim(claim);
        return CloudFormation.JSON.writeValueAsBytes(claim);
    }

    @Override
    public void close() {
        server.stop(0);
        client.close();
    }
}
