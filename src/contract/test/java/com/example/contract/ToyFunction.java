package com.example.contract;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The toy behind RPDK's entry point, and as unkind to java.io.tmpdir. */
public final class ToyFunction implements RequestStreamHandler {
    private final Toy toy = new Toy();

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        emptyTemporaryFolder();
        context.getLogger().log(context.getRemainingTimeInMillis() + " ms left");
        System.out.println("what a handler prints is no answer");
        String request = new String(input.readAllBytes(), StandardCharsets.UTF_8);
        output.write(toy.invoke("", request).getBytes(StandardCharsets.UTF_8));
    }

    private static void emptyTemporaryFolder() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            files.forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException notEmpty) {
                    throw new UncheckedIOException(notEmpty);
                }
            });
        }
    }

    /** A function that ends its JVM. */
    public static final class Dying implements RequestStreamHandler {
        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) {
            System.exit(1);
        }
    }
}
