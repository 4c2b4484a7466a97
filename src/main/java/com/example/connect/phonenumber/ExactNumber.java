package com.example.connect.phonenumber;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.connect.model.SearchAvailablePhoneNumbersResponse;

/**
 * One exact number.
 *
 * @param statement what the template says the number is; checked before the claim
 */
record ExactNumber(String phoneNumber, Optional<Search> statement) implements NumberChoice {

    /** Pages of 10 that are searched for the number: more would exceed the rate of the call, every time. */
    private static final int MOST_PAGES = 2;

    @Override
    public void checkTarget(ConnectArn target) {
        // Any target takes it.
    }

    @Override
    public String choose(Claimant claimant, Attempt attempt) {
        statement.ifPresent(search -> check(claimant, search));
        return phoneNumber;
    }

    /**
     * Checks what the template says of its number. A search by that statement must offer the number, or must offer more
     * numbers with the same first 11 digits than one invocation looks at: then the claim tells.
     */
    private void check(Claimant claimant, Search search) {
        @Nullable String page = null;
        for (int i = 0; i < MOST_PAGES; i++) {
            SearchAvailablePhoneNumbersResponse found =
                    claimant.calls().searchAvailablePhoneNumbers(claimant.target(), search.around(phoneNumber), page);
            if (SearchedNumber.numbersOf(found).contains(phoneNumber)) {
                return;
            }
            page = found.nextToken();
            if (page == null) {
                throw Refusal.invalid(
                        "PhoneNumber %s: a search for %s does not offer it. Either Type and CountryCode say something"
                                + " wrong about it, or it is not available: correct or remove them, or choose another"
                                + " number.",
                        phoneNumber, search);
            }
        }
    }

    @Override
    public String claim(PhoneNumberCalls calls, String number, ClaimTerms terms) {
        return calls.claimPhoneNumber(number, terms);
    }

    @Override
    public OwnClaim.Found findOwn(OwnClaim own, Optional<String> number) {
        return own.byNumber(phoneNumber);
    }

    @Override
    public boolean takesAnother() {
        return false;
    }

    @Override
    public void refuseForeign(String arn) {
        throw NumberChoice.alreadyHeld("PhoneNumber " + phoneNumber, arn);
    }

    @Override
    public void refuseUnavailable(Failure refused) {
        throw NumberChoice.unavailable(refused);
    }
}
