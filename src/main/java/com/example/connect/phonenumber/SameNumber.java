package com.example.connect.phonenumber;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.connect.model.ClaimedPhoneNumberSummary;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/**
 * Tells whether an update's choosing properties are true of the number as it is. What is true needs no change; what
 * another number would be needed for is NotUpdatable, and CloudFormation replaces; what is false about a number that
 * stays is the template's error.
 */
final class SameNumber {

    private SameNumber() {}

    static void check(ResourceModel model, ClaimedPhoneNumberSummary number) {
        @Nullable String exact = model.getPhoneNumber();
        if (exact != null && !exact.equals(number.phoneNumber())) {
            throw another("PhoneNumber", exact);
        }
        state(exact, "Type", model.getType(), number.phoneNumberTypeAsString());
        state(exact, "CountryCode", model.getCountryCode(), number.phoneNumberCountryCodeAsString());
        @Nullable String prefix = model.getPrefix();
        if (prefix != null && !number.phoneNumber().startsWith(prefix)) {
            throw exact == null ? another("Prefix", prefix) : wrong("Prefix", prefix, number.phoneNumber());
        }
    }

    private static void state(
            @Nullable String exact, String property, @Nullable String stated, @Nullable String actual) {
        if (stated != null && !Objects.equals(stated, actual)) {
            throw exact == null ? another(property, stated) : wrong(property, stated, String.valueOf(actual));
        }
    }

    private static Refusal another(String property, String value) {
        return new Refusal(
                HandlerErrorCode.NotUpdatable,
                String.format("%s %s needs another phone number than this one.", property, Refusal.quote(value)));
    }

    private static Refusal wrong(String property, String stated, String actual) {
        return Refusal.invalid(
                "%s %s is not true of PhoneNumber, which is unchanged: it is %s. Correct or remove %s.",
                property, Refusal.quote(stated), Refusal.quote(actual), property);
    }
}
