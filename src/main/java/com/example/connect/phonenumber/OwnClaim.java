package com.example.connect.phonenumber;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.connect.model.ClaimedPhoneNumberSummary;
import software.amazon.awssdk.services.connect.model.ListPhoneNumbersSummary;
import software.amazon.awssdk.services.connect.model.ListPhoneNumbersV2Response;

/**
 * Looks for a number that this very create has claimed before, in an invocation whose answer was lost. The ownership
 * mark decides: a number that carries it is ours, any other is not.
 */
final class OwnClaim {

    /** Numbers described in one invocation, which is what the rate lets through in a second; the next goes on. */
    private static final int PAGE = 2;

    private final Invocation invocation;

    OwnClaim(Invocation invocation) {
        this.invocation = invocation;
    }

    enum Kind {
        /** A number that this create claimed. */
        OURS,
        /** The very number, held by this account without our mark. */
        FOREIGN,
        /** The very number, or one that could be it, held by this account and not described yet: ours or not. */
        HIDDEN,
        /** Nothing that is ours, as far as can be seen now. */
        NOTHING,
        /** Nothing yet: there are more numbers to look at. */
        MORE
    }

    /** What a look found; the ARN is empty where it found no number. */
    record Found(Kind kind, String arn) {
        static final Found NOTHING = new Found(Kind.NOTHING, "");
        static final Found HIDDEN = new Found(Kind.HIDDEN, "");
        static final Found MORE = new Found(Kind.MORE, "");
    }

    /** Looks at one exact number. */
    Found byNumber(String phoneNumber) {
        return byOne(
                Optional.of(NumberChoice.prefixOf(phoneNumber)), number -> phoneNumber.equals(number.phoneNumber()));
    }

    /** Looks at the one number that was imported from a source. */
    Found bySource(String sourceArn) {
        return byOne(Optional.empty(), number -> sourceArn.equals(number.sourcePhoneNumberArn()));
    }

    private Found byOne(Optional<String> prefix, Predicate<ListPhoneNumbersSummary> isIt) {
        PhoneNumberCalls.NumberFilter filter = new PhoneNumberCalls.NumberFilter(List.of(), List.of(), prefix);
        ListPhoneNumbersV2Response page = invocation.calls().listPhoneNumbersV2(null, filter, null, lookToken());
        Optional<String> held = page.listPhoneNumbersSummaryList().stream()
                .filter(isIt)
                .map(ListPhoneNumbersSummary::phoneNumberArn)
                .findFirst();
        if (held.isEmpty()) {
            return turnPage(page);
        }
        invocation.context().setLookToken(null);
        return invocation
                .describe(held.get())
                .map(number -> new Found(isOurs(number) ? Kind.OURS : Kind.FOREIGN, number.phoneNumberArn()))
                .orElse(new Found(Kind.HIDDEN, held.get()));
    }

    /**
     * Looks at the numbers that a search like this create's could have claimed, a page in each invocation. A number that
     * is hidden, on whatever page, could be it.
     */
    Found bySearch(ConnectArn target, NumberChoice.Search search) {
        PhoneNumberCalls.NumberFilter filter =
                new PhoneNumberCalls.NumberFilter(List.of(search.type()), List.of(search.country()), search.prefix());
        ListPhoneNumbersV2Response page = invocation.calls().listPhoneNumbersV2(target, filter, PAGE, lookToken());
        CallbackContext context = invocation.context();
        boolean hidden = lookToken() != null && context.isHidden();
        for (ListPhoneNumbersSummary listed : page.listPhoneNumbersSummaryList()) {
            Optional<ClaimedPhoneNumberSummary> number = invocation.describe(listed.phoneNumberArn());
            if (number.filter(this::isOurs).isPresent()) {
                return new Found(Kind.OURS, listed.phoneNumberArn());
            }
            hidden |= number.isEmpty();
        }
        context.setHidden(hidden);
        Found next = turnPage(page);
        return hidden && next.kind() == Kind.NOTHING ? Found.HIDDEN : next;
    }

    private @Nullable String lookToken() {
        return invocation.context().getLookToken();
    }

    private Found turnPage(ListPhoneNumbersV2Response page) {
        invocation.context().setLookToken(page.nextToken());
        return page.nextToken() == null ? Found.NOTHING : Found.MORE;
    }

    private boolean isOurs(ClaimedPhoneNumberSummary number) {
        return invocation.identity().mark().equals(number.tags().get(Tags.MARK));
    }
}
