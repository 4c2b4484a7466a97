package com.example.connect.simulator;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One call received.
 *
 * @param index its place among all calls, from 0, since the calls were last cleared
 * @param operation its name in the service's model
 * @param at simulated time
 * @param parameters by their names in the model; none where they could not be read
 * @param effect whether the operation was carried out, whatever the caller was told
 * @param status the HTTP status answered, 0 where the connection was dropped
 * @param errorCode the error answered
 */
public record Call(
        int index,
        String operation,
        Instant at,
        Map<String, Object> parameters,
        boolean effect,
        int status,
        Optional<String> errorCode) {

    /** One parameter as text. */
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name)).map(Object::toString);
    }
}
