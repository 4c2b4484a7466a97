package com.example.connect.simulator;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One question to IAM: one action on one resource.
 *
 * @param action service and action, for example {@code connect:ReleasePhoneNumber}
 * @param resource an ARN; with {@code *} in it for what does not exist yet
 * @param context the values of the condition keys that the request has; a key's case does not matter
 */
public record Access(String action, String resource, Map<String, List<String>> context) {
    /** Copies the context. */
    public Access {
        Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(context);
        context = Collections.unmodifiableMap(copy);
    }
}
