package com.example.connect.phonenumber;

import java.util.Optional;

/** What a search for a number asks for. */
record Search(String type, String country, Optional<String> prefix) {

    /** The longest prefix that Connect accepts: {@code +} and 11 digits. */
    private static final int LONGEST_PREFIX = 12;

    /** The same search, narrowed to the numbers that begin as one number does. */
    Search around(String phoneNumber) {
        return new Search(type, country, Optional.of(prefixOf(phoneNumber)));
    }

    /** The longest prefix of a number that Connect accepts. */
    static String prefixOf(String phoneNumber) {
        return phoneNumber.substring(0, Math.min(phoneNumber.length(), LONGEST_PREFIX));
    }

    /** As a message shows it. */
    @Override
    public String toString() {
        return String.format(
                "%s in %s%s",
                type, country, prefix.map(start -> " with prefix " + start).orElse(""));
    }
}
