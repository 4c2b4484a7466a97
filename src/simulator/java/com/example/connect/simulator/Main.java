package com.example.connect.simulator;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** The simulator as a command. It prints one line of JSON when it is ready, and runs until it is stopped. */
public final class Main {
    private static final int WRONG_USAGE = 2;

    private Main() {}

    /** Runs the command; {@code --help} shows the options. */
    public static void main(String[] options) throws InterruptedException {
        try {
            CommandLine command = CommandLine.of(List.of(options));
            if (command.help()) {
                System.out.println(CommandLine.usage());
            } else {
                run(command);
            }
        } catch (IllegalArgumentException | UncheckedIOException e) {
            System.err.println("connect-simulator: " + e.getMessage() + " (--help shows the options)");
            System.exit(WRONG_USAGE);
        }
    }

    private static void run(CommandLine command) throws InterruptedException {
        try (ConnectSimulator simulator = ConnectSimulator.start(command)) {
            Map<String, String> ready = ControlApi.ready(simulator);
            System.out.println(System.console() == null ? Json.write(ready) : greeting(ready, command));
            if (command.endsWithParent()) {
                awaitEndOfInput();
            } else {
                new CountDownLatch(1).await();
            }
        }
    }

    /** What a person at a terminal is told. */
    static String greeting(Map<String, String> ready, CommandLine command) {
        return """
                Amazon Connect, simulated. Ctrl-C stops it.

                  API, page    %s
                  Region       %s, account %s
                  Instance     %s
                  State        %s

                Point a client at it: export AWS_ENDPOINT_URL_CONNECT=%s""".formatted(
                        ready.get("endpoint"),
                        ready.get("region"),
                        ready.get("account"),
                        ready.get("instanceArn"),
                        command.state()
                                .map(folder -> "kept in " + folder.toAbsolutePath())
                                .orElse("in memory, gone when it stops; --state DIR keeps it"),
                        ready.get("endpoint"));
    }

    private static void awaitEndOfInput() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
