package com.example.connect.phonenumber;

import java.util.Optional;

/**
 * Where the recovery of an earlier claim goes on among the account's numbers.
 *
 * @param pageToken the token of ListPhoneNumbersV2; empty where the search begins
 * @param metHidden whether this pass has met a number that DescribePhoneNumber does not show yet
 */
record Bookmark(Optional<String> pageToken, boolean metHidden) {

    static final Bookmark START = new Bookmark(Optional.empty(), false);
}
