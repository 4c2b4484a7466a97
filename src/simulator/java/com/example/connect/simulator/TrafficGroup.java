package com.example.connect.simulator;

import java.time.Instant;
import java.util.Optional;

/**
 * A traffic distribution group: it spans its home instance and the replica in the other Region.
 *
 * @param arn in the account's home Region, which is its own
 * @param settledAt when its creation ends
 * @param failed whether it fails
 */
record TrafficGroup(
        String id,
        String arn,
        String name,
        Optional<String> description,
        ConnectInstance home,
        Instant settledAt,
        boolean failed) {

    /** The ready-made group. */
    static TrafficGroup active(String id, String arn, ConnectInstance home) {
        return new TrafficGroup(id, arn, "simulated", Optional.empty(), home, home.settledAt(), false);
    }

    /** TrafficDistributionGroupStatus. */
    String status(Instant now) {
        if (settledAt.isAfter(now)) {
            return "CREATION_IN_PROGRESS";
        }
        return failed ? "CREATION_FAILED" : "ACTIVE";
    }

    boolean isActive(Instant now) {
        return status(now).equals("ACTIVE");
    }
}
