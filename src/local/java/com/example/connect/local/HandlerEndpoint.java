package com.example.connect.local;

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
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;

/**
 * The Lambda Invoke API over the handlers of any Java type, on loopback: what CloudFormation and the contract suite talk
 * to in place of the deployed function.
 *
 * <p>Nothing but itself and the shipped jar is on the class path, so that what answers is what ships. It needs no class
 * of the jar, and starts from its source too. The functions have template.yml's names, {@code TypeFunction} and {@code
 * TestEntrypoint}. Prints one JSON line when ready; everything the handlers log goes to standard error.
 *
 * <p>Arguments: the port, 0 for a free one; the entry points of the two functions as .rpdk-config has them, {@code
 * Class::method}, the second one where there is one; {@code --exit-with-parent}, to end when standard input does; and
 * {@code --clock URL}, the simulator's clock, whose time the handlers then have.
 */
public final class HandlerEndpoint {
    private static final String PREFIX = "/2015-03-31/functions/";
    private static final String SUFFIX = "/invocations";

    private static final List<String> NAMES = List.of("TypeFunction", "TestEntrypoint");

    private final Map<String, Function> functions = new LinkedHashMap<>();

    private HandlerEndpoint(List<String> entryPoints) throws ReflectiveOperationException {
        for (int i = 0; i < entryPoints.size(); i++) {
            functions.put(NAMES.get(i), new Function(entryPoints.get(i)));
        }
    }

    public static void main(String... arguments) throws IOException, ReflectiveOperationException {
        requirePrivateTemporaryFolder();
        List<String> options = List.of(arguments);
        List<String> entryPoints =
                options.stream().filter(option -> option.contains("::")).toList();
        if (options.contains("--clock")) {
            setClock(URI.create(options.get(options.indexOf("--clock") + 1)));
        }
        PrintStream ready = System.out;
        System.setOut(System.err);
        HttpServer server = HttpServer.create(
                new InetSocketAddress(InetAddress.getByName("127.0.0.1"), Integer.parseInt(arguments[0])), 0);
        server.createContext(PREFIX, new HandlerEndpoint(entryPoints)::answer);
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
            Function function = path.startsWith(PREFIX) && path.endsWith(SUFFIX)
                    ? functions.get(path.substring(PREFIX.length(), path.length() - SUFFIX.length()))
                    : null;
            if (!exchange.getRequestMethod().equals("POST") || function == null) {
                exchange.getResponseHeaders().set("x-amzn-ErrorType", "ResourceNotFoundException");
                send(exchange, 404, "{\"Message\": \"Only POST to the functions " + functions.keySet() + "\"}");
                return;
            }
            try {
                send(exchange, 200, function.invoke(exchange.getRequestBody().readAllBytes()));
            } catch (Throwable failure) {
                failure.printStackTrace();
                exchange.getResponseHeaders().set("X-Amz-Function-Error", "Unhandled");
                String error = "{\"errorType\": \"" + failure.getClass().getName() + "\"}";
                send(exchange, 200, error.getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        send(exchange, status, body.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    /** A function's instances. Lambda gives each of them one request at a time; one that is idle is used again. */
    private static final class Function {
        private static final int TIME_LIMIT_MILLIS = 60_000;
        private static final int MEMORY_MEGABYTES = 512;

        private final Queue<Object> idle = new ConcurrentLinkedQueue<>();
        private final Class<?> type;
        private final Method method;

        Function(String entryPoint) throws ReflectiveOperationException {
            String[] sides = entryPoint.split("::", 2);
            // Not initialized before the first request: the function's own warm-up would hold up the start.
            type = Class.forName(sides[0], false, HandlerEndpoint.class.getClassLoader());
            method = Arrays.stream(type.getMethods())
                    .filter(each -> each.getName().equals(sides[1]) && each.getParameterCount() == 3)
                    .findFirst()
                    .orElseThrow(() -> new NoSuchMethodException(entryPoint));
        }

        byte[] invoke(byte[] request) throws Throwable {
            Object instance = idle.poll();
            if (instance == null) {
                instance = type.getConstructor().newInstance();
            }
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            try {
                method.invoke(instance, new ByteArrayInputStream(request), answer, context());
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
            }
            idle.add(instance);
            return answer.toByteArray();
        }

        /** What Lambda tells a function about its invocation, as far as it means anything here. */
        private Object context() {
            long start = System.nanoTime();
            return proxy(method.getParameterTypes()[2], (self, called, arguments) -> switch (called.getName()) {
                case "getRemainingTimeInMillis" ->
                    Math.max(0, TIME_LIMIT_MILLIS - (int) ((System.nanoTime() - start) / 1_000_000));
                case "getMemoryLimitInMB" -> MEMORY_MEGABYTES;
                case "getAwsRequestId" -> UUID.randomUUID().toString();
                case "getInvokedFunctionArn" -> "arn:aws:lambda:us-east-1:000000000000:function:TypeFunction";
                case "getLogger" -> proxy(called.getReturnType(), Function::log);
                default -> called.getReturnType() == String.class ? "local" : null;
            });
        }

        private static Object log(Object self, Method called, Object... lines) {
            for (Object line : lines) {
                System.err.println(line instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : line);
            }
            return null;
        }

        private static Object proxy(Class<?> type, InvocationHandler handler) {
            return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
        }
    }
}
