package com.example.connect.simulator;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * A request that is no call of the API, and why.
 *
 * @param path still percent-encoded
 */
record Stray(Instant at, String method, String path, String userAgent, String why) {
    static Stray of(WireRequest request, Instant at) {
        return new Stray(at, request.method(), request.rawPath(), request.userAgent(), why(request));
    }

    private static String why(WireRequest request) {
        List<String> segments = request.segments();
        List<String> there = Arrays.stream(Operation.values())
                .filter(operation -> operation.template().fits(segments))
                .map(operation -> operation.method() + " (" + operation.wireName() + ")")
                .toList();
        String asked = "No operation " + request.method() + " " + request.rawPath();
        return there.isEmpty()
                ? asked + ": none that the simulator serves has this path."
                : asked + ": this path has " + String.join(", ", there) + ".";
    }
}
