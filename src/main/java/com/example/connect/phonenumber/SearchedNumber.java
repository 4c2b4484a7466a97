package com.example.connect.phonenumber;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.connect.model.AvailableNumberSummary;
import software.amazon.awssdk.services.connect.model.SearchAvailablePhoneNumbersResponse;

/** Any number that a search finds. */
record SearchedNumber(Search search) implements NumberChoice {

    /** Pages of 10 that are searched for one number. */
    private static final int MOST_PAGES = 20;

    @Override
    public void checkTarget(ConnectArn target) {
        // Any target takes it.
    }

    /** One of the first page that offers any: drawn by the request's hash, so that parallel creates differ. */
    @Override
    public String choose(Claimant claimant, Attempt attempt) {
        @Nullable String page = null;
        for (int i = 0; i < MOST_PAGES; i++) {
            SearchAvailablePhoneNumbersResponse found =
                    claimant.calls().searchAvailablePhoneNumbers(claimant.target(), search, page);
            List<String> candidates = numbersOf(found).stream()
                    .filter(number -> !attempt.lost().contains(number))
                    .toList();
            if (!candidates.isEmpty()) {
                return candidates.get(claimant.identity().chance("candidate " + attempt.index(), candidates.size()));
            }
            page = found.nextToken();
            if (page == null) {
                break;
            }
        }
        throw Refusal.invalid(
                "Amazon Connect offers no phone number of type %s for %s. Loosen or remove Prefix, or choose another Type"
                        + " or CountryCode.",
                search, claimant.target());
    }

    /** The numbers on a page of a search. */
    static List<String> numbersOf(SearchAvailablePhoneNumbersResponse page) {
        return page.availableNumbersList().stream()
                .map(AvailableNumberSummary::phoneNumber)
                .toList();
    }

    @Override
    public String claim(PhoneNumberCalls calls, String number, ClaimTerms terms) {
        return calls.claimPhoneNumber(number, terms);
    }

    @Override
    public OwnClaim.Found findOwn(OwnClaim own, Optional<String> number) {
        return number.map(own::byNumber).orElseGet(() -> own.bySearch(search));
    }

    @Override
    public boolean takesAnother() {
        return true;
    }

    @Override
    public void refuseForeign(String arn) {
        // Another number does as well.
    }

    @Override
    public void refuseUnavailable(Failure refused) {
        // Another number does as well.
    }
}
