package com.example.connect.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A NextToken: a place in a list, in a form that tells its reader nothing. */
final class PageToken {
    private PageToken() {}

    static String of(String place) {
        return Base64.getUrlEncoder().encodeToString(place.getBytes(StandardCharsets.UTF_8));
    }

    /** The place that a token stands for; refuses what no list has given. */
    static String place(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
    }

    /** The place as an index. */
    static int index(String token) {
        try {
            return Integer.parseUnsignedInt(place(token));
        } catch (NumberFormatException e) {
            throw invalid();
        }
    }

    private static Refusal invalid() {
        return Refusal.invalidParameter("NextToken is not valid.");
    }
}
