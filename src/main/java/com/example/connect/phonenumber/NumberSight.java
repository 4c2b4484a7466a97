package com.example.connect.phonenumber;

import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.connect.model.ClaimedPhoneNumberSummary;

/**
 * A number as a delete has seen it.
 *
 * @param number empty where only the tags were read
 */
record NumberSight(Map<String, String> tags, Optional<ClaimedPhoneNumberSummary> number) {

    static NumberSight of(Map<String, String> tags) {
        return new NumberSight(tags, Optional.empty());
    }
}
