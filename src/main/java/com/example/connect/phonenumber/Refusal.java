package com.example.connect.phonenumber;

import org.jspecify.annotations.Nullable;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/** A request that this resource type itself refuses; the message names the property, the value and the remedy. */
final class Refusal extends Failure {

    private static final long serialVersionUID = 1L;

    private static final int LONGEST_QUOTE = 80;

    Refusal(HandlerErrorCode code, String message) {
        super(code, message);
    }

    @Override
    boolean isPassing() {
        return false;
    }

    static Refusal invalid(String message, Object... quoted) {
        return new Refusal(HandlerErrorCode.InvalidRequest, String.format(message, quoted));
    }

    static Refusal notFound(@Nullable String arn) {
        return new Refusal(
                HandlerErrorCode.NotFound,
                arn == null
                        ? "PhoneNumberArn is missing, so no phone number is identified: give the number's ARN."
                        : String.format(
                                "Amazon Connect has no phone number with the PhoneNumberArn %s in this account: it was"
                                        + " released or never existed. Remove it from the template, or correct the ARN.",
                                quote(arn)));
    }

    /** A value as it can be shown in a message: printable, and not longer than a line. */
    static String quote(String value) {
        String start = value.substring(0, Math.min(value.length(), LONGEST_QUOTE));
        String rest = value.length() > LONGEST_QUOTE ? "…" : "";
        return "'" + start.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]", "?") + rest + "'";
    }
}
