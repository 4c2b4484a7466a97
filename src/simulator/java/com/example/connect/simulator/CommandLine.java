package com.example.connect.simulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What the simulator's command was told.
 *
 * @param port where it listens, 0 for a free port
 * @param help whether it only shows its options
 */
record CommandLine(int port, boolean help, boolean manualClock, boolean endsWithParent, Knobs knobs) {
    private static final CommandLine STANDARD = new CommandLine(0, false, false, false, Knobs.standard());

    /** Reads the options; IllegalArgumentException, naming option, value and remedy, where one is not understood. */
    static CommandLine of(List<String> options) {
        CommandLine command = STANDARD;
        Iterator<String> rest = options.iterator();
        while (rest.hasNext()) {
            command = command.with(rest.next(), rest);
        }
        return command;
    }

    private CommandLine with(String option, Iterator<String> rest) {
        return switch (option) {
            case "--help" -> new CommandLine(port, true, manualClock, endsWithParent, knobs);
            case "--manual-clock" -> new CommandLine(port, help, true, endsWithParent, knobs);
            case "--exit-with-parent" -> new CommandLine(port, help, manualClock, true, knobs);
            case "--port" -> withPort(rest.hasNext() ? rest.next() : "");
            default -> withValue(option);
        };
    }

    private CommandLine withValue(String option) {
        int equals = option.indexOf('=');
        if (equals < 0) {
            throw new IllegalArgumentException(
                    option + " is no option; an option is --port N or KNOB=value, for example QUOTA=100");
        }
        String name = option.substring(0, equals);
        String value = read(option.substring(equals + 1));
        return name.equals("--port")
                ? withPort(value)
                : new CommandLine(port, help, manualClock, endsWithParent, knobs.with(knobName(name), value));
    }

    /** The value itself; of {@code @file} the file's text. */
    private static String read(String value) {
        try {
            return value.startsWith("@") ? Files.readString(Path.of(value.substring(1))) : value;
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(value + " cannot be read", unreadable);
        }
    }

    /** QUOTA, quota and --quota are one knob. */
    private static String knobName(String name) {
        String bare = name.startsWith("--") ? name.substring(2) : name;
        return bare.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private CommandLine withPort(String value) {
        if (!value.matches("\\d{1,5}") || Integer.parseInt(value) > 65_535) {
            throw new IllegalArgumentException("port=" + value + " is no port; give 0 (a free one) to 65535");
        }
        return new CommandLine(Integer.parseInt(value), help, manualClock, endsWithParent, knobs);
    }

    /** The options and the knobs, for a reader. */
    static String usage() {
        return """
                A local Amazon Connect for phone numbers, on 127.0.0.1. It prints its address and its ready-made ARNs as
                one line of JSON, and runs until it is stopped.

                  java -jar connect-simulator.jar [OPTION]... [KNOB=value]...

                Options:
                  --port N             the port, 0 for a free one (default 0)
                  --manual-clock       time moves only by POST /_simulator/clock
                  --exit-with-parent   ends when standard input closes
                  --help               shows this text

                Knobs; QUOTA=100, quota=100 and --quota=100 are the same, and KNOB=@file reads the value from a file:
                """ + Knob.all().stream().map(knob -> "  " + knob.help()).collect(Collectors.joining("\n"));
    }
}
