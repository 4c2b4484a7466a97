package com.example.connect.evidence;

import java.util.Arrays;
import java.util.Locale;

/**
 * What a mark is about, in the order of the page. Where the heading is that of a concern of the simulator's knobs, their
 * rows meet; other concerns follow.
 */
enum Topic {
    CLAIMS("Claims and imports"),
    SEARCH("Search, List and the numbers on sale"),
    CHANGES("Moves, descriptions and releases"),
    FLOWS("Contact flows"),
    INSTANCES("Instances"),
    TAGS("Tags"),
    NAMES("Names, bounds and shapes"),
    ERRORS("Errors and throttling"),
    STATUS("What a number's status allows"),
    LIMITS("How much, and how fast"),
    DELAYS("How long the service takes"),
    CONSISTENCY("How late reads are"),
    TOKENS("Client tokens"),
    PERMISSIONS("The caller's permissions"),
    CLOUDFORMATION("CloudFormation, and how it calls handlers"),
    REGISTRATION("Registration and the contract tests v2"),
    MIGRATION("AWS's own type, and what has to be migrated");

    private final String heading;

    Topic(String heading) {
        this.heading = heading;
    }

    String heading() {
        return heading;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Topic named(String word) {
        return Arrays.stream(values())
                .filter(topic -> topic.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no topic " + word + "; there are "
                        + Arrays.stream(values()).map(Topic::word).toList()));
    }
}
