package com.example.connect.phonenumber;

import java.util.Objects;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.connect.model.ClaimedPhoneNumberSummary;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/**
 * Compares the properties that choose a number with the number that an update is of. Only an edit of such a property can
 * need another number: then it is NotUpdatable, and CloudFormation replaces the resource. What the previous state says
 * too is no edit, true or false. What is true changes nothing, and what Connect does not tell is no evidence.
 *
 * <p>The write-only properties are absent from every read, and so from a previous state that is a read: absent there
 * means unknown, not different, and the number itself decides. A false edit beside the number's own PhoneNumber is an
 * error of the template. A protected number is not replaced: that is refused here, before a replacement is claimed.
 */
record SameNumber(ResourceModel model, ResourceModel previous, ClaimedPhoneNumberSummary number) {

    void check() {
        check("PhoneNumber", ResourceModel::getPhoneNumber, number.phoneNumber(), String::equals);
        check("Type", ResourceModel::getType, number.phoneNumberTypeAsString(), String::equals);
        check("CountryCode", ResourceModel::getCountryCode, number.phoneNumberCountryCodeAsString(), String::equals);
        check(
                "SourcePhoneNumberArn",
                ResourceModel::getSourcePhoneNumberArn,
                number.sourcePhoneNumberArn(),
                String::equals);
        check("Prefix", ResourceModel::getPrefix, number.phoneNumber(), String::startsWith);
    }

    private void check(
            String property,
            Function<ResourceModel, @Nullable String> said,
            @Nullable String actual,
            BiPredicate<String, String> isTrue) {
        @Nullable String stated = said.apply(model);
        @Nullable String before = said.apply(previous);
        if (stated == null || stated.equals(before) || actual != null && isTrue.test(actual, stated)) {
            return;
        }
        if (actual == null && before == null) {
            return;
        }
        if (actual == null) {
            throw untold(property, stated);
        }
        throw Objects.equals(model.getPhoneNumber(), number.phoneNumber())
                ? Refusal.invalid(
                        "%s %s is not true of PhoneNumber, which is unchanged: it is %s. Correct or remove %s.",
                        property, Refusal.quote(stated), Refusal.quote(actual), property)
                : another(property, stated);
    }

    /** Neither a replacement nor a success: what Connect does not tell is no evidence for either. */
    private static Refusal untold(String property, String stated) {
        return Refusal.invalid(
                "%s %s is a change, and Amazon Connect does not tell the %s of this number, so nobody can say whether it"
                        + " needs another number. To keep this number, undo the change; for another one, give the"
                        + " resource another logical id.",
                property, Refusal.quote(stated), property);
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
