package com.example.contract;

import java.util.Arrays;
import java.util.stream.Collectors;

/** How the handlers' jar is loaded. Amazon's executor loads it into its own JVM, and does not say how. */
enum Mode {
    /** Nothing but the jar, as Lambda has it. */
    OWN_JVM("own-jvm"),
    /** Beside others' libraries: a class of the jar wins. */
    CHILD_FIRST("child-first"),
    /** Under others' libraries: a class of the jar loses. */
    PARENT_FIRST("parent-first");

    private final String title;

    Mode(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    static Mode of(String title) {
        return Arrays.stream(values())
                .filter(mode -> mode.title.equals(title))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("--mode " + title + " is none of "
                        + Arrays.stream(values()).map(Mode::title).collect(Collectors.joining(", "))));
    }
}
