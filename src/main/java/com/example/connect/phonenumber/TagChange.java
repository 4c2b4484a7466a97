package com.example.connect.phonenumber;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The fewest tag changes that lead from what a number carries to what is desired. A changed value is an upsert, never
 * a removal; a key that neither the previous nor the desired state has is somebody else's and stays.
 *
 * @param upserts tags to write
 * @param removals keys to take off
 * @param total how many tags the number carries afterwards, reserved and {@code aws:} keys included
 * @param removalsFirst true only where writing first would exceed the limit on the way
 */
record TagChange(Map<String, String> upserts, List<String> removals, int total, boolean removalsFirst) {

    static TagChange between(Map<String, String> previous, Map<String, String> desired, Map<String, String> actual) {
        Map<String, String> upserts = new LinkedHashMap<>(desired);
        upserts.entrySet().removeIf(tag -> tag.getValue().equals(actual.get(tag.getKey())));
        List<String> removals = previous.keySet().stream()
                .filter(key -> !desired.containsKey(key)
                        && actual.containsKey(key)
                        && (!Tags.isReserved(key) || key.equals(Tags.PROTECTION)))
                .sorted()
                .toList();
        long added = upserts.keySet().stream()
                .filter(key -> !actual.containsKey(key))
                .count();
        int peak = actual.size() + (int) added;
        return new TagChange(upserts, removals, peak - removals.size(), peak > Tags.LIMIT);
    }
}
