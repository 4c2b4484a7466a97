package com.example.connect.simulator;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
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
        SimulatedClock clock = command.manualClock() ? SimulatedClock.manual() : SimulatedClock.running();
        try (ConnectSimulator simulator = ConnectSimulator.start(command.port(), clock, command.knobs())) {
            System.out.println(Json.write(ControlApi.ready(simulator)));
            if (command.endsWithParent()) {
                awaitEndOfInput();
            } else {
                new CountDownLatch(1).await();
            }
        }
    }

    private static void awaitEndOfInput() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
