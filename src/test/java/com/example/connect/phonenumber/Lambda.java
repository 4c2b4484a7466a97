package com.example.connect.phonenumber;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;

/** The function as AWS Lambda runs it: bytes in, bytes out, and everything that it logs kept for all tests to read. */
final class Lambda {

    /** All that any function logged in this JVM. */
    static final StringBuffer LOG = new StringBuffer();

    private final HandlerWrapper function = new HandlerWrapper();

    String handleRequest(String payload) {
        return invoke(payload, function::handleRequest);
    }

    String testEntrypoint(String payload) {
        return invoke(payload, function::testEntrypoint);
    }

    private interface EntryPoint {
        void run(ByteArrayInputStream in, ByteArrayOutputStream out, Context context) throws IOException;
    }

    private static String invoke(String payload, EntryPoint entryPoint) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            entryPoint.run(new ByteArrayInputStream(payload.getBytes(StandardCharsets.UTF_8)), out, CONTEXT);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static final LambdaLogger LOGGER = new LambdaLogger() {
        @Override
        public void log(String message) {
            LOG.append(message);
        }

        @Override
        public void log(byte[] message) {
            LOG.append(new String(message, StandardCharsets.UTF_8));
        }
    };

    private static final Context CONTEXT = (Context) Proxy.newProxyInstance(
            Lambda.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (proxy, method, arguments) -> switch (method.getName()) {
                case "getLogger" -> LOGGER;
                case "getRemainingTimeInMillis" -> 60_000;
                default -> throw new UnsupportedOperationException(method.getName());
            });
}
