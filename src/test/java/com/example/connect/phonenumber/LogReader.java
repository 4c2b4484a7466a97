package com.example.connect.phonenumber;

import com.example.connect.verification.cloudformation.Lambda;
import com.example.connect.verification.hostile.HostileModels;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Reads everything that is logged in the test JVM while any test runs, of the function and on standard output and
 * error, and fails the build where it finds what must not be there. Registered with JUnit as a service;
 * {@link LogReaderTest} proves that it reads and finds.
 */
public final class LogReader implements LauncherSessionListener {

    /** What no log may have. The harness's credentials and tokens, and the form of the provider's own. */
    private static final Map<String, Pattern> SECRETS = Map.of(
            "phone number", Pattern.compile("\\+[1-9][0-9]{5,14}|(?<![\\w-])1?[2-9][0-9]{9}(?![\\w-])"),
            "credential", Pattern.compile("AKIDSECRETLY|secret-access-key|session-token"),
            "bearer token", Pattern.compile("\\btoken-[0-9]+"),
            "ClientToken", Pattern.compile("\\b[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\\b"),
            "ownership mark", Pattern.compile("(?<![\\w-])[0-9a-f]{32}(?![\\w-])"),
            "tag value", Pattern.compile(HostileModels.TAG_VALUE));

    private static final Map<String, Integer> LINES = new TreeMap<>();
    private static List<String> leaks = new ArrayList<>();
    private static boolean listening;

    private @Nullable PrintStream out;
    private @Nullable PrintStream err;

    /** Reads a message of the function's logger. */
    static void read(String message) {
        read("function", message);
    }

    private static synchronized void read(String from, String message) {
        for (String line : message.split("\\R", -1)) {
            if (!line.isEmpty()) {
                LINES.merge(from, 1, Integer::sum);
                SECRETS.forEach((secret, form) -> {
                    if (form.matcher(line).find()) {
                        leaks.add(String.format("%s: a %s in: %s", from, secret, line));
                    }
                });
            }
        }
    }

    /** Lines read of the function so far. */
    static synchronized int lines() {
        return LINES.getOrDefault("function", 0);
    }

    /** What leaks while something planted runs; it does not count. */
    static List<String> leaksOf(Runnable planted) {
        List<String> before = swap(new ArrayList<>());
        planted.run();
        return swap(before);
    }

    private static synchronized List<String> swap(List<String> next) {
        List<String> before = leaks;
        leaks = next;
        return before;
    }

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        if (!listening) {
            Lambda.onLog(LogReader::read);
            listening = true;
        }
        out = System.out;
        err = System.err;
        System.setOut(readWhileItPrints("standard output", out));
        System.setErr(readWhileItPrints("standard error", err));
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        System.setOut(out);
        System.setErr(err);
        synchronized (LogReader.class) {
            System.out.printf("log: read %s; %d leaks%n", LINES, leaks.size());
            if (!leaks.isEmpty()) {
                throw new AssertionError("the log has what it must not have:\n"
                        + String.join("\n", leaks.subList(0, Math.min(20, leaks.size()))));
            }
        }
    }

    private static PrintStream readWhileItPrints(String from, OutputStream to) {
        OutputStream tee = new OutputStream() {
            private final ByteArrayOutputStream line = new ByteArrayOutputStream();

            @Override
            public synchronized void write(int octet) {
                if (octet == '\n') {
                    read(from, line.toString(StandardCharsets.UTF_8));
                    line.reset();
                } else {
                    line.write(octet);
                }
                print(octet);
            }

            private void print(int octet) {
                ((PrintStream) to).write(octet);
            }

            @Override
            public void flush() {
                ((PrintStream) to).flush();
            }
        };
        return new PrintStream(tee, true, StandardCharsets.UTF_8);
    }
}
