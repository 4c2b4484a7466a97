package com.example.connect.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Generates docs/simulator.md from the knobs, with {@code mvn test -Dtest=KnobsPageTest -Dgenerate.docs}. */
class KnobsPageTest {

    private static final Path PAGE = Path.of("docs/simulator.md");

    private static final String HEAD = """
            # The simulator

            Generated from the `*Knobs.java` files in `src/simulator` by `make docs`. `KnobsPageTest` keeps it in sync.

            The simulator is a local Amazon Connect for phone numbers. `make package` builds it as one jar:

            ```bash
            java -jar target/connect-simulator.jar --port 4599 QUOTA=100 RATE=off
            ```

            It listens on 127.0.0.1 only, unless told otherwise, and prints its address and its ready-made ARNs as one line of
            JSON. `--help` lists its options. `make local QUOTA=100 RATE=off` starts it with a local CloudFormation.
            [connect-simulator](connect-simulator.md) tells of its page, its control API and its state on disk;
            [In JUnit](junit.md), of its extension for tests.

            ## Knobs

            Each knob sets one thing about the simulated service. [What this project believes of AWS](evidence.md) has a row
            for each, says what the grades mean, and names the source of each default and the tests that run other values.
            """;

    @Test
    void thePageIsTheTable() throws IOException {
        String page =
                HEAD + KnobTable.concerns().stream().map(KnobsPageTest::section).collect(Collectors.joining());
        if (Boolean.getBoolean("generate.docs")) {
            Files.writeString(PAGE, page);
        }

        assertThat(Files.readString(PAGE)).as("run make docs").isEqualTo(page);
    }

    private static String section(Class<?> concern) {
        return "\n### " + concern.getAnnotation(Concern.class).value() + "\n\n"
                + "| knob | what it sets | values | default | grade |\n|---|---|---|---|---|\n"
                + KnobTable.of(concern).stream().map(KnobsPageTest::row).collect(Collectors.joining());
    }

    private static String row(Knob<?> knob) {
        Belief belief = knob.belief();
        return "| `" + knob.name() + "` | " + belief.meaning() + " | `" + knob.form() + "` | `" + knob.standardText()
                + "` | " + belief.grade().word() + " |\n";
    }
}
