package com.example.connect.phonenumber;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The tag changes that lead from the tags of a number to the desired ones: the changes of the request, and every other
 * difference. The changes of the request are written whatever tags a read shows, because a read may be older than the
 * update before this one. A changed value is an upsert, never a removal. A key in neither the previous nor the desired
 * state belongs to somebody else and stays.
 *
 * @param upserts tags to write
 * @param removals keys to take off
 * @param total how many tags the number carries afterwards, reserved and {@code aws:} keys included
 * @param removalsFirst true only where writing first would exceed the limit on the way
 */
record TagChange(Map<String, String> upserts, List<String> removals, int total, boolean removalsFirst) {

    static TagChange between(Map<String, String> previous, Map<String, String> desired, Map<String, String> actual) {
        Map<String, String> upserts = new LinkedHashMap<>(desired);
        upserts.entrySet()
                .removeIf(tag -> tag.getValue().equals(actual.get(tag.getKey()))
                        && Objects.equals(tag.getValue(), previous.get(tag.getKey())));
        List<String> removals = previous.keySet().stream()
                .filter(key -> !desired.containsKey(key) && Tags.isManaged(key))
                .sorted()
                .toList();
        Set<String> keys = new HashSet<>(actual.keySet());
        keys.addAll(upserts.keySet());
        int peak = keys.size();
        removals.forEach(keys::remove);
        return new TagChange(upserts, removals, keys.size(), peak > Tags.LIMIT);
    }
}
