package com.example.connect.verification.cloudformation;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.CodeSource;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The function as AWS Lambda runs it: bytes in, bytes out, and what it logs told to who listens. */
public final class Lambda implements Function {

    /** What the last invocation of any function logged. */
    public static final StringBuffer LOG = new StringBuffer();

    /** Told all that any function logs in this JVM. */
    private static final List<Consumer<String>> LISTENERS = new CopyOnWriteArrayList<>();

    private static final String HANDLER = "com.example.connect.phonenumber.PhoneNumberFunction";
    private static final String CONTEXT = "com.amazonaws.services.lambda.runtime.Context";
    private static final String LOGGER = "com.amazonaws.services.lambda.runtime.LambdaLogger";

    private final FunctionCode code;
    private final Object function;

    public Lambda() {
        this(FunctionCode.shared());
    }

    private Lambda(FunctionCode code) {
        this.code = code;
        try {
            function = code.load(HANDLER).getConstructor().newInstance();
        } catch (ReflectiveOperationException doesNotStart) {
            throw new AssertionError(doesNotStart);
        }
    }

    /** A function that shares nothing with the others of this JVM: its client finds Connect's endpoint by itself. */
    public static Lambda withCodeOfItsOwn() {
        return new Lambda(FunctionCode.ofItsOwn());
    }

    /** Hands everything that is logged from now on to {@code listener}. */
    public static void onLog(Consumer<String> listener) {
        LISTENERS.add(listener);
    }

    @Override
    public String handleRequest(String payload) {
        return invoke("handleRequest", payload);
    }

    @Override
    public void setClock(InstantSource clock) {
        code.setClock(clock);
    }

    public String testEntrypoint(String payload) {
        return invoke("testEntrypoint", payload);
    }

    /** The jar that ships, where that is what runs. */
    public static Optional<Path> shippedJar() {
        return FunctionCode.shippedJar();
    }

    /** Where a class comes from that the function uses. */
    public static CodeSource source(String className) {
        return FunctionCode.shared().load(className).getProtectionDomain().getCodeSource();
    }

    private String invoke(String entryPoint, String payload) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        LOG.setLength(0);
        try {
            Method method = function.getClass()
                    .getMethod(entryPoint, InputStream.class, OutputStream.class, code.load(CONTEXT));
            method.invoke(
                    function, new ByteArrayInputStream(payload.getBytes(StandardCharsets.UTF_8)), answer, context());
        } catch (InvocationTargetException thrown) {
            throw new AssertionError("the function threw", thrown.getCause());
        } catch (ReflectiveOperationException impossible) {
            throw new AssertionError(impossible);
        }
        return answer.toString(StandardCharsets.UTF_8);
    }

    private Object context() {
        Object logger = proxy(LOGGER, (proxy, method, arguments) -> {
            String message = arguments[0] instanceof byte[] bytes
                    ? new String(bytes, StandardCharsets.UTF_8)
                    : String.valueOf(arguments[0]);
            LOG.append(message);
            LISTENERS.forEach(listener -> listener.accept(message));
            return null;
        });
        return proxy(CONTEXT, (proxy, method, arguments) -> switch (method.getName()) {
            case "getLogger" -> logger;
            case "getRemainingTimeInMillis" ->
                (int) Duration.ofSeconds(CloudFormationFacts.longestInvocation())
                        .toMillis();
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    private Object proxy(String type, InvocationHandler handler) {
        return Proxy.newProxyInstance(code.loader(), new Class<?>[] {code.load(type)}, handler);
    }
}
