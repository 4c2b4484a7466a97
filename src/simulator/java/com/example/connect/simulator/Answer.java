package com.example.connect.simulator;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What goes back over the wire: an HTTP answer, or a connection closed without one. */
public sealed interface Answer {
    /** The connection is closed before a byte of an answer is written. */
    record Dropped() implements Answer {}

    /**
     * An HTTP answer.
     *
     * @param status HTTP status
     * @param errorCode the value of {@code x-amzn-ErrorType}, where the answer is an error
     * @param headers further headers
     * @param body JSON, or whatever trouble was scripted; empty for none
     */
    record Http(int status, Optional<String> errorCode, Map<String, String> headers, String body) implements Answer {}

    static Answer dropped() {
        return new Dropped();
    }

    /** The service's answer to a call carried out; operations without output have an empty body. */
    static Answer ok(Map<String, ?> output) {
        return new Http(200, Optional.empty(), Map.of(), output.isEmpty() ? "" : Json.write(output));
    }

    /** A 200 with this body, whatever it is. */
    static Answer body(String body) {
        return new Http(200, Optional.empty(), Map.of(), body);
    }

    /** An error as restJson1 has it: the code in {@code x-amzn-ErrorType}, the text in {@code Message}. */
    static Answer error(int status, String code, String message) {
        return new Http(status, Optional.of(code), Map.of(), Json.write(Map.of("Message", message)));
    }

    /** The same answer with one more header; a dropped connection stays one. */
    default Answer with(String header, String value) {
        if (!(this instanceof Http http)) {
            return this;
        }
        Map<String, String> headers = new TreeMap<>(http.headers());
        headers.put(header, value);
        return new Http(http.status(), http.errorCode(), headers, http.body());
    }
}
