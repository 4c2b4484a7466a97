package com.example.connect.local;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.example.connect.phonenumber.HandlerWrapper;
import com.example.connect.phonenumber.PhoneNumberFunction;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;

/**
 * The Lambda Invoke API over the handlers, on loopback: what CloudFormation and the contract suite talk to in place of
 * the deployed function.
 *
 * <p>Started from its source with the shipped jar alone on the class path, so that what answers is what ships. The
 * functions have template.yml's names: {@code TypeFunction} is {@code handleRequest}, {@code TestEntrypoint} is
 * {@code testEntrypoint}. Prints one JSON line when ready; everything the handlers log goes to standard error.
 *
 * <p>Arguments: the port, 0 for a free one; {@code --exit-with-parent}, to end when standard input does; and
 * {@code --clock URL}, the simulator's clock, whose time the handlers then have.
 */
public final class HandlerEndpoint {
    private static final String PREFIX = "/2015-03-31/functions/";
    private static final String SUFFIX = "/invocations";

    /** Lambda gives each function instance one request at a time; a wrapper is an instance, reused when it is idle. */
    private final Queue<HandlerWrapper> idle = new ConcurrentLinkedQueue<>();

    private HandlerEndpoint() {}

    public static void main(String... arguments) throws IOException {
        requirePrivateTemporaryFolder();
        List<String> options = List.of(arguments);
        if (options.contains("--clock")) {
            setClock(URI.create(options.get(options.indexOf("--clock") + 1)));
        }
        PrintStream ready = System.out;
        System.setOut(System.err);
        HttpServer server = HttpServer.create(
                new InetSocketAddress(InetAddress.getByName("127.0.0.1"), Integer.parseInt(arguments[0])), 0);
        server.createContext(PREFIX, new HandlerEndpoint()::answer);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
        ready.printf(
                "{\"endpoint\": \"http://127.0.0.1:%d\"}%n", server.getAddress().getPort());
        ready.flush();
        if (options.contains("--exit-with-parent")) {
            System.in.transferTo(OutputStream.nullOutputStream());
            System.exit(0);
        }
    }

    /** handleRequest empties java.io.tmpdir on every call: refuse to run where that folder has anything in it. */
    private static void requirePrivateTemporaryFolder() throws IOException {
        Path folder = Path.of(System.getProperty("java.io.tmpdir"));
        try (var entries = Files.list(folder)) {
            if (entries.findAny().isPresent()) {
                throw new IllegalStateException(
                        folder + " is not empty, and the handlers delete what is in java.io.tmpdir:"
                                + " start with -Djava.io.tmpdir=A_NEW_EMPTY_FOLDER");
            }
        }
    }

    /** Replaces the wall clock of the handlers, in the one class that has it. */
    private static void setClock(URI clock) {
        InstantSource simulated = () -> simulatedInstant(clock);
        try {
            Field wall = Class.forName("com.example.connect.phonenumber.OperationClock")
                    .getDeclaredField("wall");
            wall.setAccessible(true);
            wall.set(null, simulated);
        } catch (ReflectiveOperationException renamed) {
            throw new IllegalStateException("The handlers' clock cannot be set", renamed);
        }
    }

    /** What {@code GET /_simulator/clock} answers: {@code {"now":"2026-01-01T00:00:00Z"}}. */
    private static Instant simulatedInstant(URI clock) {
        try (InputStream answer = clock.toURL().openStream()) {
            String text = new String(answer.readAllBytes(), StandardCharsets.UTF_8);
            return Instant.parse(text.replaceAll(".*\"now\"\\s*:\\s*\"([^\"]*)\".*", "$1"));
        } catch (IOException noAnswer) {
            throw new UncheckedIOException(noAnswer);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String function = path.startsWith(PREFIX) && path.endsWith(SUFFIX)
                    ? path.substring(PREFIX.length(), path.length() - SUFFIX.length())
                    : "";
            if (!exchange.getRequestMethod().equals("POST") || invocation(function) == null) {
                exchange.getResponseHeaders().set("x-amzn-ErrorType", "ResourceNotFoundException");
                send(exchange, 404, "{\"Message\": \"Only POST to the functions TypeFunction and TestEntrypoint.\"}");
                return;
            }
            String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            try {
                send(exchange, 200, invoke(invocation(function), request));
            } catch (Exception | LinkageError failure) {
                failure.printStackTrace();
                exchange.getResponseHeaders().set("X-Amz-Function-Error", "Unhandled");
                send(exchange, 200, "{\"errorType\": \"" + failure.getClass().getName() + "\"}");
            }
        }
    }

    private static Invocation invocation(String function) {
        return switch (function) {
            case "TypeFunction" -> HandlerWrapper::handleRequest;
            case "TestEntrypoint" -> HandlerWrapper::testEntrypoint;
            default -> null;
        };
    }

    private String invoke(Invocation invocation, String request) throws IOException {
        HandlerWrapper wrapper = idle.poll();
        if (wrapper == null) {
            wrapper = new PhoneNumberFunction();
        }
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        invocation.call(
                wrapper,
                new ByteArrayInputStream(request.getBytes(StandardCharsets.UTF_8)),
                answer,
                new LocalContext());
        idle.add(wrapper);
        return answer.toString(StandardCharsets.UTF_8);
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @FunctionalInterface
    private interface Invocation {
        void call(HandlerWrapper wrapper, InputStream request, OutputStream answer, Context context) throws IOException;
    }

    /** What Lambda tells a function about its invocation, as far as it means anything here. */
    private static final class LocalContext implements Context {
        private static final int TIME_LIMIT_MILLIS = 60_000;
        private static final int MEMORY_MEGABYTES = 512;

        private final String requestId = UUID.randomUUID().toString();
        private final long start = System.nanoTime();

        @Override
        public String getAwsRequestId() {
            return requestId;
        }

        @Override
        public String getLogGroupName() {
            return "local";
        }

        @Override
        public String getLogStreamName() {
            return "local";
        }

        @Override
        public String getFunctionName() {
            return "TypeFunction";
        }

        @Override
        public String getFunctionVersion() {
            return "$LATEST";
        }

        @Override
        public String getInvokedFunctionArn() {
            return "arn:aws:lambda:us-east-1:000000000000:function:TypeFunction";
        }

        @Override
        public CognitoIdentity getIdentity() {
            return null;
        }

        @Override
        public ClientContext getClientContext() {
            return null;
        }

        @Override
        public int getRemainingTimeInMillis() {
            return Math.max(0, TIME_LIMIT_MILLIS - (int) ((System.nanoTime() - start) / 1_000_000));
        }

        @Override
        public int getMemoryLimitInMB() {
            return MEMORY_MEGABYTES;
        }

        @Override
        public LambdaLogger getLogger() {
            return new LambdaLogger() {
                @Override
                public void log(String message) {
                    System.err.println(message);
                }

                @Override
                public void log(byte[] message) {
                    log(new String(message, StandardCharsets.UTF_8));
                }
            };
        }
    }
}
