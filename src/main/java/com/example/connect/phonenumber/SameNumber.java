package com.example.connect.phonenumber;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.connect.model.ClaimedPhoneNumberSummary;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/**
 * Compares the properties that choose a number with the number that an update is of. A true statement changes nothing. A
 * property that needs another number is NotUpdatable, and CloudFormation replaces the resource. A false statement about
 * an unchanged PhoneNumber is an error of the template. A protected number is not replaced: that is refused here, before
 * a replacement is claimed.
 *
 * <p>The write-only properties are absent from every read, and so from a previous state that is a read: absent there
 * means unknown, not different. So the number itself decides, and the previous state only tells whether the template
 * has always had the wrong number.
 */
record SameNumber(ResourceModel model, ResourceModel previous, ClaimedPhoneNumberSummary number) {

    void check() {
        @Nullable String exact = model.getPhoneNumber();
        if (exact != null && !exact.equals(number.phoneNumber())) {
            throw exact.equals(previous.getPhoneNumber()) ? neverOwn(exact) : another("PhoneNumber", exact);
        }
        state("Type", model.getType(), number.phoneNumberTypeAsString());
        state("CountryCode", model.getCountryCode(), number.phoneNumberCountryCodeAsString());
        state("SourcePhoneNumberArn", model.getSourcePhoneNumberArn(), number.sourcePhoneNumberArn());
        @Nullable String prefix = model.getPrefix();
        if (prefix != null && !number.phoneNumber().startsWith(prefix)) {
            throw untrue("Prefix", prefix, number.phoneNumber());
        }
    }

    private void state(String property, @Nullable String stated, @Nullable String actual) {
        if (stated != null && !Objects.equals(stated, actual)) {
            throw untrue(property, stated, Objects.toString(actual, "none"));
        }
    }

    private Refusal untrue(String property, String stated, String actual) {
        return model.getPhoneNumber() == null
                ? another(property, stated)
                : Refusal.invalid(
                        "%s %s is not true of PhoneNumber, which is unchanged: it is %s. Correct or remove %s.",
                        property, Refusal.quote(stated), Refusal.quote(actual), property);
    }

    /** The template paired this number with another one from the start, as an import can; no replacement is meant. */
    private Refusal neverOwn(String exact) {
        return Refusal.invalid(
                "PhoneNumber %s is not the number of this resource, %s (%s), and the update does not change it. To keep"
                        + " this number, write %s as PhoneNumber. To manage the other one here, remove this resource"
                        + " with DeletionPolicy Retain, then import that number by its own ARN.",
                Refusal.quote(exact),
                Refusal.quote(number.phoneNumber()),
                number.phoneNumberArn(),
                Refusal.quote(number.phoneNumber()));
    }

    private Refusal another(String property, String value) {
        if (Tags.areProtected(number.tags())) {
            return Refusal.invalid(
                    "%s %s needs another phone number, and this one has release protection: set ReleaseProtection to"
                            + " false in an update of its own first. This one is %s.",
                    property, Refusal.quote(value), Refusal.quote(number.phoneNumber()));
        }
        return new Refusal(
                HandlerErrorCode.NotUpdatable,
                String.format(
                        "%s %s needs another phone number than this one, %s. To keep this one, correct or remove %s.",
                        property, Refusal.quote(value), Refusal.quote(number.phoneNumber()), property));
    }
}
