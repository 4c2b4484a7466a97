package com.example.connect.simulator;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A request for an operation, before anything is decided about it.
 *
 * @param readable its parameters, where the request can be read
 * @param session who calls, where that can be read
 */
record Asked(Operation operation, WireRequest request, Optional<Input> readable, Optional<Session> session, Fate fate) {
    private static final Pattern READS = Pattern.compile("(Describe|List|Search|Get|BatchGet)[A-Z].*");

    /** None where the request cannot be read. */
    Map<String, Object> parameters() {
        return readable.map(Input::parameters).orElse(Map.of());
    }

    /** Whether the operation changes what the service holds. */
    boolean changes() {
        return !isRead(operation.wireName());
    }

    static boolean isRead(String operation) {
        return READS.matcher(operation).matches();
    }

    /** The id of the number that it names. */
    Optional<String> number() {
        return Optional.ofNullable(
                        parameters().getOrDefault("PhoneNumberId", parameters().get("resourceArn")))
                .map(name -> Ids.lastPart(String.valueOf(name)));
    }
}
