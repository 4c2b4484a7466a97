package com.example.connect.simulator;

import java.util.Locale;
import java.util.regex.Pattern;

/** How IAM compares a pattern with a text: {@code *} is any characters, {@code ?} is one. */
@FunctionalInterface
interface Wildcard {
    /** An ARN's parts; the last may contain colons. */
    int ARN_PARTS = 6;

    boolean matches(String pattern, String text);

    /** Case matters. */
    static boolean isText(String pattern, String text) {
        StringBuilder expression = new StringBuilder();
        for (char character : pattern.toCharArray()) {
            expression.append(
                    switch (character) {
                        case '*' -> ".*";
                        case '?' -> ".";
                        default -> Pattern.quote(String.valueOf(character));
                    });
        }
        return Pattern.compile(expression.toString(), Pattern.DOTALL)
                .matcher(text)
                .matches();
    }

    /** Case does not matter. */
    static boolean isAction(String pattern, String action) {
        return isText(pattern.toLowerCase(Locale.ROOT), action.toLowerCase(Locale.ROOT));
    }

    /** A lone {@code *} is every resource; otherwise part by part, as ARNs are compared. */
    static boolean isResource(String pattern, String resource) {
        return pattern.equals("*") || isArn(pattern, resource);
    }

    /** Part by part: no wildcard reaches across a colon of the first five. */
    static boolean isArn(String pattern, String arn) {
        String[] patterns = pattern.split(":", ARN_PARTS);
        String[] parts = arn.split(":", ARN_PARTS);
        if (patterns.length != ARN_PARTS || parts.length != ARN_PARTS) {
            return false;
        }
        for (int i = 0; i < ARN_PARTS; i++) {
            if (!isText(patterns[i], parts[i])) {
                return false;
            }
        }
        return true;
    }
}
