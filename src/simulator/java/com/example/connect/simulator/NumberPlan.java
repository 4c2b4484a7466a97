package com.example.connect.simulator;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Which numbers a carrier could have, by libphonenumber's metadata. A number has one country and one type, so that a
 * search and a claim of the exact number agree. Numbers that end in 9999 are third parties', and a universal number's
 * first three digits give its country.
 *
 * <p>Belief (guess; search): The service sells any valid number of a country as the type that the country's plan gives
 * it. Source: no list of what the service sells is public. Test: DirectoryTest#plentyOfPlausibleNumbersOfEachKind,
 * CreateTest#aFalseStatementBesideThePhoneNumberIsRefusedAndNamesBothCauses.
 */
final class NumberPlan {
    static final String THIRD_PARTY_ENDING = "9999";

    private static final int UNIVERSAL = 800;
    private static final int FIRST_UNIVERSAL = 100;
    private static final int SHORT_CODE_DIGITS = 5;
    private static final int LONGEST = 15;

    private final PhoneNumberUtil plan = PhoneNumberUtil.getInstance();

    /** Country and type of an E.164 number; empty where no carrier could have it. */
    Optional<NumberKind> kind(String e164) {
        return parsed(e164).flatMap(number -> kind(e164, number));
    }

    private Optional<NumberKind> kind(String e164, PhoneNumber number) {
        if (number.getCountryCode() == UNIVERSAL) {
            return plan.isValidNumber(number) ? universal(e164) : Optional.empty();
        }
        if (!plan.isValidNumber(number)) {
            return shortCode(number);
        }
        String country = plan.getRegionCodeForNumber(number);
        if (!CountryCodes.ALL.contains(country)) {
            return Optional.empty();
        }
        boolean thirdParty = e164.endsWith(THIRD_PARTY_ENDING);
        return switch (plan.getNumberType(number)) {
            case TOLL_FREE -> Optional.of(new NumberKind(country, thirdParty ? "THIRD_PARTY_TF" : "TOLL_FREE"));
            case FIXED_LINE, FIXED_LINE_OR_MOBILE, MOBILE, VOIP ->
                Optional.of(new NumberKind(country, thirdParty ? "THIRD_PARTY_DID" : "DID"));
            case SHARED_COST -> Optional.of(new NumberKind(country, "SHARED"));
            default -> Optional.empty();
        };
    }

    private static Optional<NumberKind> universal(String e164) {
        int place = Integer.parseInt(e164.substring(4, 7)) - FIRST_UNIVERSAL;
        return place >= 0 && place < CountryCodes.ORDERED.size()
                ? Optional.of(new NumberKind(CountryCodes.ORDERED.get(place), "UIFN"))
                : Optional.empty();
    }

    private Optional<NumberKind> shortCode(PhoneNumber number) {
        String digits = Long.toString(number.getNationalNumber());
        String country = plan.getRegionCodeForCountryCode(number.getCountryCode());
        return digits.length() == SHORT_CODE_DIGITS && CountryCodes.ALL.contains(country)
                ? Optional.of(new NumberKind(country, "SHORT_CODE"))
                : Optional.empty();
    }

    private Optional<PhoneNumber> parsed(String e164) {
        try {
            PhoneNumber number = plan.parse(e164, null);
            return plan.format(number, PhoneNumberUtil.PhoneNumberFormat.E164).equals(e164)
                    ? Optional.of(number)
                    : Optional.empty();
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }

    /** The digits, without plus, of some number of this kind; empty where the country has none. */
    Optional<String> example(NumberKind kind) {
        int countryCode = plan.getCountryCodeForRegion(kind.country());
        return switch (kind.type()) {
            case "UIFN" -> Optional.of(UNIVERSAL + "" + universalPrefix(kind) + "00000");
            case "SHORT_CODE" -> countryCode == 0 ? Optional.empty() : Optional.of(countryCode + "20000");
            case "TOLL_FREE", "THIRD_PARTY_TF" -> example(kind, PhoneNumberType.TOLL_FREE);
            case "SHARED" -> example(kind, PhoneNumberType.SHARED_COST);
            default -> example(kind, PhoneNumberType.FIXED_LINE);
        };
    }

    private Optional<String> example(NumberKind kind, PhoneNumberType type) {
        return Optional.ofNullable(plan.getExampleNumberForType(kind.country(), type))
                .map(number -> plan.format(number, PhoneNumberUtil.PhoneNumberFormat.E164)
                        .substring(1));
    }

    /** The leading digits that every number of this kind has. */
    String commonDigits(NumberKind kind) {
        return kind.type().equals("UIFN")
                ? UNIVERSAL + "" + universalPrefix(kind)
                : String.valueOf(plan.getCountryCodeForRegion(kind.country()));
    }

    private static int universalPrefix(NumberKind kind) {
        return FIRST_UNIVERSAL + CountryCodes.ORDERED.indexOf(kind.country());
    }

    /** The closing digits that every number of this kind has, mostly none. */
    static String ending(NumberKind kind) {
        return kind.type().startsWith("THIRD_PARTY") ? THIRD_PARTY_ENDING : "";
    }

    /** Lengths, in digits with the country code, in which numbers of this kind may come. */
    List<Integer> lengths(NumberKind kind) {
        String countryCode = kind.type().equals("UIFN") ? String.valueOf(UNIVERSAL) : commonDigits(kind);
        return IntStream.rangeClosed(countryCode.length() + 2, LONGEST)
                .filter(length -> isPossible(countryCode, length - countryCode.length()))
                .boxed()
                .toList();
    }

    private boolean isPossible(String countryCode, int nationalDigits) {
        return plan.isPossibleNumber(new PhoneNumber()
                .setCountryCode(Integer.parseInt(countryCode))
                .setNationalNumber(Long.parseLong("2".repeat(nationalDigits))));
    }
}
