package com.example.connect.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Generates docs/simulator.md from the table of knobs, with {@code mvn test -Dtest=KnobsPageTest -Dgenerate.docs}. */
class KnobsPageTest {

    private static final Path PAGE = Path.of("docs/simulator.md");

    private static final String HEAD = """
            # The simulator's knobs

            Generated from `Knob.java` by `make docs`; a test holds it to that.

            The local Amazon Connect behaves as the service is documented to. Each knob says what its default rests on: a
            documented **fact**, a **guess** where the service is not documented, or our own **choice** where the service
            has no say. They are make variables in capitals (`make local QUOTA=100 RATE=off`), and options of the
            simulator's own command (`--quota=100`).

            ```text
            """;

    @Test
    void thePageIsTheTable() throws IOException {
        String page = HEAD + Knob.all().stream().map(Knob::help).collect(Collectors.joining("\n")) + "\n```\n";
        if (Boolean.getBoolean("generate.docs")) {
            Files.writeString(PAGE, page);
        }

        assertThat(Files.readString(PAGE)).as("run make docs").isEqualTo(page);
    }
}
