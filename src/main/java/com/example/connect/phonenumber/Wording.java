package com.example.connect.phonenumber;

import java.util.regex.Pattern;

/**
 * What Connect says in words only, because it has no code for it. Each thing is recognised by a sentence that the service
 * is known to say, in whatever frame; "not available" and "limit" alone are common words.
 */
final class Wording {

    /** "The allowed limit for claimed phone numbers has been exceeded for your instance", as users report it. */
    // Belief (recorded; errors): The quota has no wire code of its own: its message says "The allowed limit … has been
    // exceeded". Source: terraform-provider-aws #45937 quotes it. Test:
    // BudgetTest#aBlockedClaimEndsAtOnceWithTheServicesReasonAndWhatToDo, BudgetTest#aMoveToAFullTargetSaysWhatToDoToo.
    private static final Pattern QUOTA =
            Pattern.compile("\\ballowed limit\\b[^.]{0,200}\\bexceeded\\b", Pattern.CASE_INSENSITIVE);

    /** "Phone number not available: +18005550123", as users report it. */
    // Belief (recorded; errors): Only a number that cannot be had is refused with an InvalidParameterException that
    // says "not available" and names it. Source: an answer quoted in terraform-provider-aws #45572. Test:
    // ConnectErrorTest#tellsATakenNumberAndTheQuotaFromAnyOtherInvalidParameter.
    private static final Pattern UNAVAILABLE = Pattern.compile(
            "\\bunavailable\\b|n[o'’]t (?:[a-z]{1,20} )?available\\b|\\bno longer available\\b",
            Pattern.CASE_INSENSITIVE);

    /** "Invalid parameter:  VALUE", as Connect's other calls word a refusal; a value that is the number leaves no doubt. */
    private static final String REFUSED_VALUE = "invalid parameter:";

    /** An import sends no number, so the refusal may name any. */
    private static final Pattern ANY_NUMBER = Pattern.compile("\\+[1-9][0-9]{6,14}");

    private Wording() {}

    /** Whether a message says that the quota of phone numbers is used up. */
    static boolean isOfQuota(String message) {
        return QUOTA.matcher(message).find();
    }

    /**
     * Whether a message says that the number that was asked for is not available.
     *
     * @param asked the number of a claim, or the source's ARN of an import; the empty text of any other call
     */
    static boolean isOfUnavailable(String message, String asked) {
        return !asked.isEmpty()
                && (UNAVAILABLE.matcher(message).find() && names(message, asked) || isRefusedValue(message, asked));
    }

    private static boolean isRefusedValue(String message, String asked) {
        return message.regionMatches(true, 0, REFUSED_VALUE, 0, REFUSED_VALUE.length())
                && message.substring(REFUSED_VALUE.length()).strip().equals(asked);
    }

    private static boolean names(String message, String asked) {
        return asked.charAt(0) == '+'
                ? spelt(asked).matcher(message).find()
                : message.contains(asked) || ANY_NUMBER.matcher(message).find();
    }

    /** A number with or without its plus, its digits together or apart; no longer number. */
    private static Pattern spelt(String number) {
        String digits = String.join("[ ().\\u00a0-]{0,3}", number.substring(1).split("(?!^)"));
        return Pattern.compile("(?<![0-9])" + digits + "(?![0-9])");
    }
}
