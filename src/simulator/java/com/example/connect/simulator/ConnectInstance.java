package com.example.connect.simulator;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One Amazon Connect instance of the account.
 *
 * @param arn in the account's home Region; a replica has the same id, and an ARN of the other Region
 * @param chosen what its creator chose for good, by the members' names in the model
 * @param attributes the values of its attribute types, by InstanceAttributeType; they change
 * @param createdAt when its creation began
 * @param settledAt when its creation ends
 * @param failure why its creation fails, where it does
 */
record ConnectInstance(
        String id,
        String arn,
        Map<String, Object> chosen,
        Map<String, String> attributes,
        Instant createdAt,
        Instant settledAt,
        Optional<String> failure) {

    /** InstanceStatus. */
    enum Status {
        CREATION_IN_PROGRESS,
        ACTIVE,
        CREATION_FAILED
    }

    // Belief (maintainers; instances): A new instance has Contact Lens, early media and the best voices on, and the
    // attributes that its creator does not choose off. Source: the defaults of terraform-provider-aws's
    // aws_connect_instance. Test: InstanceTest#anInstancesAttributesAreListedAndChanged.
    /** The attributes of a new instance. */
    static Map<String, String> attributes(boolean inbound, boolean outbound) {
        Map<String, String> attributes = new TreeMap<>();
        Bound.ATTRIBUTE_TYPE.values().forEach(type -> attributes.put(type, "false"));
        List.of("CONTACT_LENS", "EARLY_MEDIA", "AUTO_RESOLVE_BEST_VOICES")
                .forEach(type -> attributes.put(type, "true"));
        attributes.put("INBOUND_CALLS", Boolean.toString(inbound));
        attributes.put("OUTBOUND_CALLS", Boolean.toString(outbound));
        return attributes;
    }

    boolean isOn(String attributeType) {
        return "true".equals(attributes.get(attributeType));
    }

    Status status(Instant now) {
        if (settledAt.isAfter(now)) {
            return Status.CREATION_IN_PROGRESS;
        }
        return failure.isPresent() ? Status.CREATION_FAILED : Status.ACTIVE;
    }

    Optional<String> alias() {
        return Optional.ofNullable((String) chosen.get("InstanceAlias"));
    }
}
