package com.example.connect.phonenumber;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.connect.model.ListPhoneNumbersSummary;
import software.amazon.awssdk.services.connect.model.ListPhoneNumbersV2Response;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/**
 * Recovers a claim: looks for a number that the same create has claimed in an invocation whose answer was lost. The ownership mark
 * decides: a number that carries it is this create's, any other is not. One look reads one page.
 *
 * @param from where the look begins
 */
record OwnClaim(Claimant claimant, Bookmark from) {

    /** Numbers described in one invocation: as many as the rate of the call lets through in a second. */
    private static final int PAGE = 2;

    /** In the order in which they tell more of a number that a list shows twice. */
    enum Kind {
        /** A number that this create claimed. */
        OURS,
        /** The very number, or one that could be it, held by this account and not described yet. */
        HIDDEN,
        /** The very number, held by this account without the mark. */
        FOREIGN,
        /** No number of this create, as far as can be seen now. */
        NOTHING,
        /** None on this page, and there are more. */
        MORE
    }

    /**
     * What a look found.
     *
     * @param arn of the number; the empty text where no one number was found
     * @param next where the next look begins
     */
    record Found(Kind kind, String arn, Bookmark next) {

        static final Found NOTHING = new Found(Kind.NOTHING, "", Bookmark.START);

        static Found one(Kind kind, String arn) {
            return new Found(kind, arn, Bookmark.START);
        }
    }

    /** Looks for one exact number. */
    Found byNumber(String phoneNumber) {
        ListPhoneNumbersV2Response page = page(Optional.of(Search.prefixOf(phoneNumber)));
        return held(page, number -> phoneNumber.equals(number.phoneNumber())).orElseGet(() -> after(page, false, true));
    }

    /**
     * Looks for the one number that was imported from a source: among all of the account's, then, because a list may leave
     * the source out, at those of the target without one.
     */
    Found bySource(String sourceArn) {
        Bookmark place = from.in(true);
        ListPhoneNumbersV2Response page = page(Optional.empty());
        Optional<Found> held = held(page, number -> sourceArn.equals(number.sourcePhoneNumberArn()));
        if (held.isPresent()) {
            return held.get();
        }
        boolean isUntold =
                place.metHidden() || page.listPhoneNumbersSummaryList().stream().anyMatch(OwnClaim::tellsNoSource);
        boolean isAmongUntold = from.pageToken().isPresent() && !from.isOfOne();
        return isAmongUntold || isUntold && page.nextToken() == null
                ? among(
                        new PhoneNumberCalls.NumberFilter(List.of(), List.of(), Optional.empty()),
                        OwnClaim::tellsNoSource)
                : after(page, isUntold, true);
    }

    private static boolean tellsNoSource(ListPhoneNumbersSummary number) {
        return number.sourcePhoneNumberArn() == null;
    }

    private ListPhoneNumbersV2Response page(Optional<String> prefix) {
        PhoneNumberCalls.NumberFilter filter = new PhoneNumberCalls.NumberFilter(List.of(), List.of(), prefix);
        return claimant.calls()
                .listPhoneNumbersV2(null, filter, new PhoneNumberCalls.Page(null, pageToken(from.in(true))));
    }

    /** The one number, where it is on the page. A list may show an id that it had before, beside the one that it has. */
    private Optional<Found> held(ListPhoneNumbersV2Response page, Predicate<ListPhoneNumbersSummary> isIt) {
        return page.listPhoneNumbersSummaryList().stream()
                .filter(isIt)
                .map(ListPhoneNumbersSummary::phoneNumberArn)
                .map(arn -> tags(arn)
                        .map(tags -> Found.one(isOurs(tags) ? Kind.OURS : Kind.FOREIGN, arn))
                        .orElse(Found.one(Kind.HIDDEN, arn)))
                .min(Comparator.comparing(Found::kind));
    }

    /** Looks at the numbers that a search could have chosen. */
    Found bySearch(Search search) {
        return among(
                new PhoneNumberCalls.NumberFilter(List.of(search.type()), List.of(search.country()), search.prefix()),
                any -> true);
    }

    /** Looks at the target's numbers, a few at a time. A number that is hidden, on whatever page, could be it. */
    private Found among(PhoneNumberCalls.NumberFilter filter, Predicate<ListPhoneNumbersSummary> couldBeIt) {
        ListPhoneNumbersV2Response page = claimant.calls()
                .listPhoneNumbersV2(
                        claimant.target(), filter, new PhoneNumberCalls.Page(PAGE, pageToken(from.in(false))));
        boolean metHidden = from.in(false).metHidden();
        List<ListPhoneNumbersSummary> candidates =
                page.listPhoneNumbersSummaryList().stream().filter(couldBeIt).toList();
        for (ListPhoneNumbersSummary listed : candidates) {
            Optional<Map<String, String>> tags = tags(listed.phoneNumberArn());
            if (tags.filter(this::isOurs).isPresent()) {
                return Found.one(Kind.OURS, listed.phoneNumberArn());
            }
            metHidden |= tags.isEmpty();
        }
        return after(page, metHidden, false);
    }

    /** The tags of a number that lists show; empty where Connect does not know it yet. */
    private Optional<Map<String, String>> tags(String arn) {
        try {
            return Optional.of(claimant.calls().tagsOf(claimant.calls().describePhoneNumber(arn)));
        } catch (ConnectFault fault) {
            if (fault.error().isLag()) {
                return Optional.empty();
            }
            return Optional.of(marked(arn, fault));
        }
    }

    /**
     * In a stack of many numbers their creates describe them all the time, and throttle a look. The tags have a call of
     * their own, which is made where Connect has not asked to wait. A mark in them tells whose number it is; their absence
     * tells nothing.
     */
    private Map<String, String> marked(String arn, ConnectFault fault) {
        if (!fault.is(ConnectError.THROTTLED) || fault.retryAfter() > 0) {
            throw fault;
        }
        try {
            Map<String, String> tags = claimant.calls().listTagsForResource(arn).orElse(Map.of());
            if (tags.containsKey(Tags.MARK)) {
                return tags;
            }
        } catch (ConnectFault untold) {
            // The look has failed by the fault before.
        }
        throw fault;
    }

    private static @Nullable String pageToken(Bookmark place) {
        return place.pageToken().orElse(null);
    }

    private static Found after(ListPhoneNumbersV2Response page, boolean metHidden, boolean ofOne) {
        return page.nextToken() == null
                ? Found.one(metHidden ? Kind.HIDDEN : Kind.NOTHING, "")
                : new Found(Kind.MORE, "", new Bookmark(Optional.of(page.nextToken()), metHidden, ofOne));
    }

    private boolean isOurs(Map<String, String> tags) {
        return claimant.identity().mark().equals(tags.get(Tags.MARK));
    }

    /** The end of a create whose claim got no answer, where no look for its number is answered either. */
    static Refusal unseen(Claimant claimant, Failure failure, ConnectFault look) {
        return new Refusal(
                failure.code(),
                String.format(
                        "%s An earlier claim of this create got no answer, and whether it has a number could not be seen:"
                                + " %s. Look for a number with the tag %s = %s in %s, and import or release it.",
                        failure.message(),
                        look.message(),
                        Tags.MARK,
                        claimant.identity().mark(),
                        claimant.target()));
    }

    /** The end of a create whose claim Connect holds, and whose number never showed. */
    static Refusal invisible(Claimant claimant) {
        return new Refusal(
                HandlerErrorCode.NotStabilized,
                String.format(
                        "Amazon Connect holds an earlier claim of this create and does not show its number. Look for a"
                                + " number with the tag %s = %s in %s, and import or release it.",
                        Tags.MARK, claimant.identity().mark(), claimant.target()));
    }
}
