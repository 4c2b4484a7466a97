package com.example.contract;

import com.example.contract.host.HandlerHost;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The handlers' jar in a JVM of its own making, started again where it ends or does not answer in time. */
final class HandlerProcess implements Handlers, AutoCloseable {
    /** What the handler contract gives an invocation. */
    private static final int READ_SECONDS = 30;

    private static final int OTHER_SECONDS = 60;
    private static final List<String> HOST_CLASSES = List.of("HandlerHost", "HandlerHost$Stub", "ChildFirstLoader");

    /** How the jar is run: {@code libraries} is a class path, empty in a JVM of the jar's own. */
    record Setting(Mode mode, boolean jarIsContext, String libraries, String entryPoint, Path jar, Path folder) {}

    private final Setting setting;
    private final Path hostClasses;
    private @Nullable Process process;

    HandlerProcess(Setting setting) throws IOException {
        this.setting = setting;
        this.hostClasses = setting.folder().resolve("host-classes");
        Path classes = Files.createDirectories(hostClasses.resolve("com/example/contract/host"));
        for (String name : HOST_CLASSES) {
            try (InputStream bytes = HandlerHost.class.getResourceAsStream(name + ".class")) {
                Files.write(classes.resolve(name + ".class"), bytes.readAllBytes());
            }
        }
    }

    @Override
    public String invoke(String action, String request) {
        int seconds = action.equals("read") || action.equals("list") ? READ_SECONDS : OTHER_SECONDS;
        try {
            Process running = running();
            return CompletableFuture.supplyAsync(() -> exchange(running, request))
                    .get(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            close();
            throw new NoAnswer("The " + action + " handler has not answered within " + seconds + " s");
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof NoAnswer none) {
                throw none;
            }
            close();
            throw new NoAnswer("The handlers' JVM ended: see its log in the output folder");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new NoAnswer("interrupted");
        } catch (IOException doesNotStart) {
            throw new UncheckedIOException(doesNotStart);
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
            process = null;
        }
    }

    private Process running() throws IOException {
        if (process != null) {
            return process;
        }
        Path temporary = Files.createTempDirectory(setting.folder(), "tmp-");
        String beside = setting.mode() == Mode.OWN_JVM ? setting.jar().toString() : setting.libraries();
        ProcessBuilder command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                hostClasses + File.pathSeparator + beside,
                HandlerHost.class.getName(),
                setting.mode().title(),
                setting.jarIsContext() ? "jar" : "executor",
                setting.entryPoint(),
                setting.jar().toString());
        File log = setting.folder().resolve("handlers.log").toFile();
        command.redirectError(ProcessBuilder.Redirect.appendTo(log));
        process = command.start();
        return process;
    }

    private static String exchange(Process running, String request) {
        try {
            byte[] bytes = request.getBytes(StandardCharsets.UTF_8);
            DataOutputStream requests = new DataOutputStream(running.getOutputStream());
            requests.writeInt(bytes.length);
            requests.write(bytes);
            requests.flush();
            DataInputStream answers = new DataInputStream(running.getInputStream());
            int kind = answers.readByte();
            String text = new String(answers.readNBytes(answers.readInt()), StandardCharsets.UTF_8);
            if (kind == HandlerHost.THREW) {
                throw new NoAnswer("The function threw " + text.strip());
            }
            return text;
        } catch (IOException ended) {
            throw new UncheckedIOException(ended);
        }
    }
}
