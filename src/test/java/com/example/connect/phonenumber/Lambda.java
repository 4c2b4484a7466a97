package com.example.connect.phonenumber;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The function as AWS Lambda runs it: bytes in, bytes out, and what it logs told to who listens. It is
 * of the classes under test; or, where the system property {@code shipped.jar} names the jar that ships, of that
 * jar, in a class loader that has nothing else. The build runs the tests once with each.
 */
final class Lambda {

    /** What the last invocation of any function logged. */
    static final StringBuffer LOG = new StringBuffer();

    /** Told all that any function logs in this JVM. */
    private static final List<Consumer<String>> LISTENERS = new CopyOnWriteArrayList<>();

    private static final ClassLoader CODE = code();
    private static final Class<?> FUNCTION = load("com.example.connect.phonenumber.PhoneNumberFunction");
    private static final Class<?> CONTEXT = load("com.amazonaws.services.lambda.runtime.Context");
    private static final Class<?> LOGGER = load("com.amazonaws.services.lambda.runtime.LambdaLogger");

    private final Object function;

    Lambda() {
        try {
            function = FUNCTION.getConstructor().newInstance();
        } catch (ReflectiveOperationException doesNotStart) {
            throw new AssertionError(doesNotStart);
        }
    }

    /** Hands everything that is logged from now on to {@code listener}. */
    static void onLog(Consumer<String> listener) {
        LISTENERS.add(listener);
    }

    String handleRequest(String payload) {
        return invoke("handleRequest", payload);
    }

    String testEntrypoint(String payload) {
        return invoke("testEntrypoint", payload);
    }

    /** The jar that ships, where that is what runs. */
    static Optional<Path> shippedJar() {
        return Optional.ofNullable(System.getProperty("shipped.jar")).map(Path::of);
    }

    /** Where a class comes from that the function uses. */
    static CodeSource source(String className) {
        return load(className).getProtectionDomain().getCodeSource();
    }

    private String invoke(String entryPoint, String payload) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        LOG.setLength(0);
        try {
            Method method = FUNCTION.getMethod(entryPoint, InputStream.class, OutputStream.class, CONTEXT);
            method.invoke(
                    function, new ByteArrayInputStream(payload.getBytes(StandardCharsets.UTF_8)), answer, context());
        } catch (InvocationTargetException thrown) {
            throw new AssertionError("the function threw", thrown.getCause());
        } catch (ReflectiveOperationException impossible) {
            throw new AssertionError(impossible);
        }
        return answer.toString(StandardCharsets.UTF_8);
    }

    private static Object context() {
        Object logger = Proxy.newProxyInstance(CODE, new Class<?>[] {LOGGER}, (proxy, method, arguments) -> {
            String message = arguments[0] instanceof byte[] bytes
                    ? new String(bytes, StandardCharsets.UTF_8)
                    : String.valueOf(arguments[0]);
            LOG.append(message);
            LISTENERS.forEach(listener -> listener.accept(message));
            return null;
        });
        return Proxy.newProxyInstance(
                CODE, new Class<?>[] {CONTEXT}, (proxy, method, arguments) -> switch (method.getName()) {
                    case "getLogger" -> logger;
                    case "getRemainingTimeInMillis" -> 60_000;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private static ClassLoader code() {
        return shippedJar()
                .<ClassLoader>map(jar -> new URLClassLoader(new URL[] {url(jar)}, ClassLoader.getPlatformClassLoader()))
                .orElseGet(Lambda.class::getClassLoader);
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, true, CODE);
        } catch (ClassNotFoundException missing) {
            throw new AssertionError(missing);
        }
    }
}
