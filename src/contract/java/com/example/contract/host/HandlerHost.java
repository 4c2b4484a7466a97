package com.example.contract.host;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Loads the handlers' jar as it is told, and invokes its entry point by reflection for each request on standard input.
 *
 * <p>A request is a length and so many bytes of JSON; an answer is a kind ({@link #ANSWERED}, {@link #THREW}), a
 * length and the bytes. What the handlers print goes to standard error.
 *
 * <p>Arguments: how the jar is loaded ({@code own-jvm}, {@code child-first}, {@code parent-first}); whose class loader
 * is the thread's context ({@code executor} or {@code jar}); the entry point as .rpdk-config has it, {@code
 * Class::method}; the jar.
 */
public final class HandlerHost {
    public static final int ANSWERED = 0;
    public static final int THREW = 1;

    private static final int TIME_LIMIT_MILLIS = 60_000;

    private final ClassLoader loader;
    private final Object function;
    private final Method method;

    private HandlerHost(ClassLoader loader, String entryPoint) throws ReflectiveOperationException {
        String[] sides = entryPoint.split("::", 2);
        this.loader = loader;
        Class<?> type = Class.forName(sides[0], true, loader);
        this.function = type.getConstructor().newInstance();
        this.method = Arrays.stream(type.getMethods())
                .filter(each -> each.getName().equals(sides[1]) && each.getParameterCount() == 3 && !each.isBridge())
                .findFirst()
                .orElseThrow(() -> new NoSuchMethodException(entryPoint));
    }

    public static void main(String... arguments) throws IOException, ReflectiveOperationException {
        requirePrivateTemporaryFolder();
        DataOutputStream answers = new DataOutputStream(System.out);
        System.setOut(System.err);
        URL[] jars = {Path.of(arguments[3]).toUri().toURL()};
        ClassLoader own = HandlerHost.class.getClassLoader();
        ClassLoader loader = switch (arguments[0]) {
            case "own-jvm" -> own;
            case "child-first" -> new ChildFirstLoader(jars, own);
            case "parent-first" -> new URLClassLoader(jars, own);
            default -> throw new IllegalArgumentException(arguments[0]);
        };
        if (arguments[1].equals("jar")) {
            Thread.currentThread().setContextClassLoader(loader);
        }
        HandlerHost host = null;
        DataInputStream requests = new DataInputStream(System.in);
        for (byte[] request = next(requests); request != null; request = next(requests)) {
            int kind = ANSWERED;
            byte[] bytes;
            try {
                host = host == null ? new HandlerHost(loader, arguments[2]) : host;
                bytes = host.invoke(request);
            } catch (Throwable thrown) {
                kind = THREW;
                bytes = trace(thrown).getBytes(StandardCharsets.UTF_8);
            }
            answers.writeByte(kind);
            answers.writeInt(bytes.length);
            answers.write(bytes);
            answers.flush();
        }
    }

    /** RPDK's handleRequest empties java.io.tmpdir on every call. */
    private static void requirePrivateTemporaryFolder() throws IOException {
        try (var entries = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            if (entries.findAny().isPresent()) {
                throw new IllegalStateException("java.io.tmpdir is not empty, and handlers delete what is in it");
            }
        }
    }

    private static byte @Nullable [] next(DataInputStream requests) throws IOException {
        try {
            return requests.readNBytes(requests.readInt());
        } catch (EOFException end) {
            return null;
        }
    }

    private byte[] invoke(byte[] request) throws Throwable {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        InputStream input = new ByteArrayInputStream(request);
        OutputStream output = answer;
        try {
            method.invoke(function, input, output, context());
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause() == null ? thrown : thrown.getCause();
        }
        return answer.toByteArray();
    }

    /** What Lambda tells a function, as far as it means anything here. */
    private Object context() {
        long start = System.nanoTime();
        return proxy(method.getParameterTypes()[2], (called, arguments) -> switch (called.getName()) {
            case "getRemainingTimeInMillis" -> TIME_LIMIT_MILLIS - (int) ((System.nanoTime() - start) / 1_000_000);
            case "getMemoryLimitInMB" -> 512;
            case "getLogger" ->
                proxy(called.getReturnType(), (log, lines) -> {
                    for (Object line : lines) {
                        System.err.println(
                                line instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : line);
                    }
                    return null;
                });
            default -> called.getReturnType() == String.class ? "contract-tests" : null;
        });
    }

    private Object proxy(Class<?> type, Stub stub) {
        return Proxy.newProxyInstance(
                loader,
                new Class<?>[] {type},
                (self, called, arguments) -> stub.answer(called, arguments == null ? new Object[0] : arguments));
    }

    private static String trace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @FunctionalInterface
    private interface Stub {
        @Nullable
        Object answer(Method called, Object[] arguments);
    }
}
