package com.example.connect.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The example of docs/junit.md is a test that runs. */
class ExtensionPageTest {

    @Test
    void thePageShowsTheTest() throws IOException {
        String example = Files.readString(Path.of("src/test/java/com/example/hotline/HotlineTest.java"));

        assertThat(Files.readString(Path.of("docs/junit.md"))).contains("```java\n" + example + "```\n");
    }
}
