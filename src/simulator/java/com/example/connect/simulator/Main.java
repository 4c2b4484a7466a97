package com.example.connect.simulator;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/** The simulator as a command. Prints one line of JSON when it is ready, and runs until it is stopped. */
public final class Main {
    private static final int WRONG_USAGE = 2;

    private record Command(int port, boolean manualClock, boolean endsWithParent, Knobs knobs) {
        static Command standard() {
            return new Command(0, false, false, Knobs.standard());
        }

        Command with(String option) {
            String[] sides = option.split("=", 2);
            String value = sides.length == 2 ? sides[1] : "";
            return switch (sides[0]) {
                case "--exit-with-parent" -> new Command(port, manualClock, true, knobs);
                case "--manual-clock" -> new Command(port, true, endsWithParent, knobs);
                case "--port" -> new Command(portOf(value), manualClock, endsWithParent, knobs);
                default -> new Command(port, manualClock, endsWithParent, turned(sides[0], value));
            };
        }

        private Knobs turned(String option, String value) {
            if (!option.startsWith("--")) {
                throw new IllegalArgumentException(option + " is no option; options look like --name=value");
            }
            return knobs.with(option.substring(2), value);
        }

        private static int portOf(String value) {
            if (!value.matches("\\d{1,5}") || Integer.parseInt(value) > 65_535) {
                throw new IllegalArgumentException("port=" + value + " is no port; give 0 (a free one) to 65535");
            }
            return Integer.parseInt(value);
        }
    }

    private Main() {}

    /** Runs the command; {@code --help} shows the options. */
    public static void main(String[] options) throws InterruptedException {
        if (options.length == 1 && options[0].equals("--help")) {
            System.out.println(help());
            return;
        }
        try {
            run(parse(options));
        } catch (IllegalArgumentException | UncheckedIOException e) {
            System.err.println("connect-simulator: " + e.getMessage() + " (--help shows the options)");
            System.exit(WRONG_USAGE);
        }
    }

    private static Command parse(String[] options) {
        Command command = Command.standard();
        for (String option : options) {
            command = command.with(option);
        }
        return command;
    }

    private static void run(Command command) throws InterruptedException {
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

    static String help() {
        return """
                A local Amazon Connect for phone numbers, on 127.0.0.1.

                --port=N             the port, 0 for a free one (default 0)
                --exit-with-parent   ends when standard input closes
                --manual-clock       time moves only by POST /_simulator/clock
                """ + Knob.all().stream().map(Knob::help).collect(Collectors.joining("\n"));
    }
}
