package com.example.connect.phonenumber;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The passing faults in a row of one operation, of whatever calls: faults of two calls that take turns are one row.
 *
 * @param call the last one's
 * @param reason the service's own words about the last one
 * @param unintelligible how many of them were unintelligible answers, by their calls
 */
record Trouble(String call, int inARow, String reason, Map<String, Integer> unintelligible) {

    private static final String CALL = "c";
    private static final String IN_A_ROW = "n";
    private static final String REASON = "z";
    private static final String UNINTELLIGIBLE = "un";

    /** Characters of a reason that are kept: a callback context is small. */
    private static final int LONGEST_REASON = 500;

    static Optional<Trouble> read(WireFields kept) {
        return kept.optional(CALL)
                .map(call -> new Trouble(
                        call, kept.integer(IN_A_ROW), kept.optional(REASON).orElse(""), kept.integers(UNINTELLIGIBLE)));
    }

    void write(WireFields fields) {
        fields.put(CALL, call)
                .put(IN_A_ROW, inARow)
                .putOptional(REASON, Optional.of(reason).filter(words -> !words.isEmpty()))
                .putCounts(UNINTELLIGIBLE, unintelligible);
    }

    /** One more fault, after those before it. */
    static Trouble after(Optional<Trouble> before, ConnectFault fault) {
        Map<String, Integer> counts =
                new TreeMap<>(before.map(Trouble::unintelligible).orElse(Map.of()));
        if (fault.is(ConnectError.UNINTELLIGIBLE)) {
            counts.merge(fault.call(), 1, Integer::sum);
        }
        String words = fault.message();
        return new Trouble(
                fault.call(),
                before.map(Trouble::inARow).orElse(0) + 1,
                words.substring(0, Math.min(words.length(), LONGEST_REASON)),
                counts);
    }
}
