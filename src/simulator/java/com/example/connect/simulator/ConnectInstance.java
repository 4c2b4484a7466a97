package com.example.connect.simulator;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One Amazon Connect instance of the account.
 *
 * @param arn in the account's home Region; a replica has the same id, and an ARN of the other Region
 * @param attributes what its creator chose, by the members' names in the model
 * @param createdAt when its creation began
 * @param settledAt when its creation ends
 * @param failure why its creation fails, where it does
 */
record ConnectInstance(
        String id,
        String arn,
        Map<String, Object> attributes,
        Instant createdAt,
        Instant settledAt,
        Optional<String> failure) {

    /** InstanceStatus. */
    enum Status {
        CREATION_IN_PROGRESS,
        ACTIVE,
        CREATION_FAILED
    }

    Status status(Instant now) {
        if (settledAt.isAfter(now)) {
            return Status.CREATION_IN_PROGRESS;
        }
        return failure.isPresent() ? Status.CREATION_FAILED : Status.ACTIVE;
    }

    Optional<String> alias() {
        return Optional.ofNullable((String) attributes.get("InstanceAlias"));
    }
}
