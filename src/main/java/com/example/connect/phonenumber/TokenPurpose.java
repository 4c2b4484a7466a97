package com.example.connect.phonenumber;

/**
 * What each ClientToken is hashed of besides the request: one text for each call that a token names. Two versions of the
 * provider must hash the same text, or an operation that an upgrade interrupts makes its call twice. A golden file
 * freezes them.
 */
final class TokenPurpose {

    private TokenPurpose() {}

    /** A claim or an import: never of the number, so that a claim that is made again is the same call. */
    static String claim(Attempt attempt) {
        return "claim " + attempt.index();
    }

    static String move(ConnectArn target, int askedBefore) {
        return repeated("move to " + target, askedBefore);
    }

    static String describe(String text, int askedBefore) {
        return repeated("describe as " + text, askedBefore);
    }

    static String release(String arn) {
        return "release " + arn;
    }

    private static String repeated(String purpose, int askedBefore) {
        return askedBefore == 0 ? purpose : purpose + " repeat " + askedBefore;
    }
}
