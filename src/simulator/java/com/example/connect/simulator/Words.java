package com.example.connect.simulator;

/** Nouns beside their count. */
final class Words {
    private Words() {}

    /** "1 number", "2 numbers". */
    static String many(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
