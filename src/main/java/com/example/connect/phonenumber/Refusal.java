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

    static Refusal invalid(String message, Object... quoted) {
        return new Refusal(HandlerErrorCode.InvalidRequest, String.format(message, quoted));
    }

    static Refusal notFound(@Nullable String arn) {
        return new Refusal(
                HandlerErrorCode.NotFound,
                arn == null
                        ? "No PhoneNumberArn is given, so there is no phone number to look for."
                        : String.format("Amazon Connect has no phone number %s.", quote(arn)));
    }

    /** A value as it can be shown in a message: printable, and not longer than a line. */
    static String quote(String value) {
        String printable = value.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
        return "'" + (printable.length() > LONGEST_QUOTE ? printable.substring(0, LONGEST_QUOTE) + "…" : printable)
                + "'";
    }
}
