package com.example.connect.simulator;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the simulator's command was told.
 *
 * @param address where it listens; port 0 for a free port
 * @param state the folder that it keeps its state in
 * @param flags the options without a value
 */
record CommandLine(InetSocketAddress address, Optional<Path> state, Set<String> flags, Knobs knobs) {
    /** The port unless told; fixed, so that a setting that names it stays right. */
    static final int PORT = 4599;

    private static final String HELP = "--help";
    private static final String MANUAL_CLOCK = "--manual-clock";
    private static final String EXIT_WITH_PARENT = "--exit-with-parent";
    private static final Set<String> FLAGS = Set.of(HELP, MANUAL_CLOCK, EXIT_WITH_PARENT);
    private static final CommandLine STANDARD =
            new CommandLine(new InetSocketAddress("127.0.0.1", PORT), Optional.empty(), Set.of(), Knobs.standard());

    boolean help() {
        return flags.contains(HELP);
    }

    boolean manualClock() {
        return flags.contains(MANUAL_CLOCK);
    }

    boolean endsWithParent() {
        return flags.contains(EXIT_WITH_PARENT);
    }

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
        if (FLAGS.contains(option)) {
            return new CommandLine(address, state, with(option), knobs);
        }
        if (List.of("--port", "--listen", "--state").contains(option)) {
            return withValue(option, rest.hasNext() ? rest.next() : "");
        }
        int equals = option.indexOf('=');
        if (equals < 0) {
            throw new IllegalArgumentException(
                    option + " is no option; an option is --port N or KNOB=value, for example QUOTA=100");
        }
        return withValue(option.substring(0, equals), option.substring(equals + 1));
    }

    private Set<String> with(String flag) {
        return Stream.concat(flags.stream(), Stream.of(flag)).collect(Collectors.toUnmodifiableSet());
    }

    private CommandLine withValue(String name, String value) {
        return switch (name) {
            case "--port" -> withAddress(address.getHostString(), port(value));
            case "--listen" -> withAddress(value, address.getPort());
            case "--state" -> new CommandLine(address, Optional.of(folder(value)), flags, knobs);
            default -> new CommandLine(address, state, flags, knobs.with(knobName(name), read(value)));
        };
    }

    private CommandLine withAddress(String host, int port) {
        if (!host.matches("[0-9a-fA-F.:]+")) {
            throw new IllegalArgumentException(
                    "listen=" + host + " is no address; give 127.0.0.1, or 0.0.0.0 in a container");
        }
        return new CommandLine(new InetSocketAddress(host, port), state, flags, knobs);
    }

    private static Path folder(String value) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("state= is no folder; give one, which is made if it is not there");
        }
        return Path.of(value);
    }

    /** The value itself; of {@code @file} the file's text. */
    private static String read(String value) {
        try {
            return value.startsWith("@") ? Files.readString(Path.of(value.substring(1))) : value;
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(value + " cannot be read; name a file that is there", unreadable);
        }
    }

    /** QUOTA, quota and --quota are one knob. */
    private static String knobName(String name) {
        String bare = name.startsWith("--") ? name.substring(2) : name;
        return bare.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static int port(String value) {
        if (!value.matches("\\d{1,5}") || Integer.parseInt(value) > 65_535) {
            throw new IllegalArgumentException("port=" + value + " is no port; give 0 (a free one) to 65535");
        }
        return Integer.parseInt(value);
    }

    /** The options and the knobs, for a reader. */
    static String usage() {
        return """
                A local Amazon Connect for phone numbers. It prints its address and its ready-made ARNs, to a program as
                one line of JSON, and runs until it is stopped. Its address in a browser shows what it holds and does.

                  java -jar connect-simulator.jar [OPTION]... [KNOB=value]...

                Options:
                  --port N             the port, 0 for a free one (default 4599)
                  --listen ADDRESS     the address (default 127.0.0.1); 0.0.0.0 in a container
                  --state DIR          keeps the state in this folder, and goes on from there
                  --manual-clock       time moves only by POST /_simulator/clock
                  --exit-with-parent   ends when standard input closes
                  --help               shows this text

                Knobs; QUOTA=100, quota=100 and --quota=100 are the same, and KNOB=@file reads the value from a file:
                """ + Knob.all().stream().map(knob -> "  " + knob.help()).collect(Collectors.joining("\n"));
    }
}
