package com.example.contract;

import com.fasterxml.jackson.databind.JsonNode;

/** An operation from its first invocation to its last event: what was asked, and what came of it. */
record Exchange(String action, JsonNode desired, JsonNode previous, int invocations, Answer answer) {

    /** What a failure shows: no credentials, no token. */
    String shown() {
        String before = previous.isEmpty() ? "" : "\n  previous " + previous;
        String times = invocations == 1 ? "" : " (after " + invocations + " invocations)";
        return "  request  " + action + " " + desired + before + "\n  answer   " + answer.json() + times;
    }
}
