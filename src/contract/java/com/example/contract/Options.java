package com.example.contract;

import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The command line, in values. */
record Options(
        Path artifact,
        Path output,
        String region,
        String account,
        Mode mode,
        boolean jarIsContext,
        String libraries,
        Optional<URI> clock,
        List<String> sets) {

    static final String HELP = """
            Contract tests v2 of a Java resource type, by the documented rules. Not Amazon's executor.

            run-tests ARTIFACT.zip -r REGION -o FOLDER [options]
              --account ID           fills in {{account}} (default 123456789012)
              --mode MODE            own-jvm (default), child-first, parent-first: how the jar is loaded
              --libraries CLASSPATH  what the jar lives with in the two other modes
              --context-loader WHOSE executor (default) or jar: the thread's context class loader
              --clock URL            do not wait: POST {"advanceSeconds": N} to URL
              --sets 1,2             these sets of inputs only
            From the environment: CALLER_AWS_ACCESS_KEY_ID, CALLER_AWS_SECRET_ACCESS_KEY, CALLER_AWS_SESSION_TOKEN,
            TYPE_CONFIGURATION (JSON); and for the handlers' SDK, AWS_ENDPOINT_URL_SERVICE and the like.""";

    private static final Map<String, String> DEFAULTS = Map.of(
            "--account", "123456789012",
            "--mode", "own-jvm",
            "--libraries", "",
            "--context-loader", "executor",
            "--clock", "",
            "--sets", "");

    /** Raises IllegalArgumentException that names what cannot be understood. */
    static Options of(String... arguments) {
        if (arguments.length < 2 || !arguments[0].equals("run-tests")) {
            throw new IllegalArgumentException("run-tests ARTIFACT.zip is expected");
        }
        Map<String, String> values = new HashMap<>(DEFAULTS);
        for (int i = 2; i < arguments.length; i += 2) {
            boolean isKnown =
                    DEFAULTS.containsKey(arguments[i]) || List.of("-r", "-o").contains(arguments[i]);
            if (!isKnown || i + 1 == arguments.length) {
                throw new IllegalArgumentException(arguments[i] + " is no option, or lacks its value");
            }
            values.put(arguments[i], arguments[i + 1]);
        }
        return new Options(
                Path.of(arguments[1]).toAbsolutePath(),
                Path.of(required(values, "-o")).toAbsolutePath(),
                required(values, "-r"),
                required(values, "--account"),
                Mode.of(required(values, "--mode")),
                required(values, "--context-loader").equals("jar"),
                required(values, "--libraries"),
                Optional.of(required(values, "--clock"))
                        .filter(url -> !url.isEmpty())
                        .map(URI::create),
                Arrays.stream(required(values, "--sets").split(","))
                        .filter(set -> !set.isEmpty())
                        .toList());
    }

    boolean wants(InputSet set) {
        return sets.isEmpty() || sets.contains(set.name().replace("inputs_", ""));
    }

    Waiting waiting() {
        return clock.map(Waiting::byClock).orElseGet(Waiting::real);
    }

    private static String required(Map<String, String> values, String option) {
        String value = values.get(option);
        if (value == null) {
            throw new IllegalArgumentException(option + " is missing");
        }
        return value;
    }
}
