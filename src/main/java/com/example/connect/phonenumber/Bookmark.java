package com.example.connect.phonenumber;

import java.util.Optional;

/**
 * Where the recovery of an earlier claim goes on among the account's numbers.
 *
 * @param pageToken the token of ListPhoneNumbersV2; empty where the search begins
 * @param metHidden whether this pass has met a number that DescribePhoneNumber does not show yet
 * @param isOfOne whether this pass looks for one number; a page token is of no use to a list with another filter
 */
record Bookmark(Optional<String> pageToken, boolean metHidden, boolean isOfOne) {

    static final Bookmark START = new Bookmark(Optional.empty(), false, false);

    /** The same place in a pass of the same kind; the start in one of the other kind. */
    Bookmark in(boolean ofOne) {
        return isOfOne == ofOne ? this : START;
    }
}
