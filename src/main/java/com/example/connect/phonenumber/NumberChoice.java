package com.example.connect.phonenumber;

import java.util.Optional;

/** How a number is chosen: one exact number, one to import, or any that a search finds. */
sealed interface NumberChoice {

    /** What a search asks for. */
    record Search(String type, String country, Optional<String> prefix) implements NumberChoice {
        @Override
        public String toString() {
            return String.format(
                    "%s in %s%s",
                    type, country, prefix.map(start -> " with prefix " + start).orElse(""));
        }
    }

    /**
     * One exact number.
     *
     * @param statement what the template says the number is; checked before the claim
     */
    record Exact(String phoneNumber, Optional<Search> statement) implements NumberChoice {}

    /** One number of AWS End User Messaging. */
    record Imported(String sourceArn) implements NumberChoice {}

    /** The longest prefix that Connect takes of a number: {@code +} and 11 digits. */
    static String prefixOf(String phoneNumber) {
        return phoneNumber.substring(0, Math.min(phoneNumber.length(), 12));
    }
}
