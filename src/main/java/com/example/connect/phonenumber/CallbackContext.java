package com.example.connect.phonenumber;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * An {@link Envelope} as RPDK's serializer carries it: any JSON at all, so that a context that cannot be read reaches
 * {@link ContextCodec}, which says so, and fails no deserialization.
 */
public final class CallbackContext {

    private final @Nullable Object wire;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public CallbackContext(@Nullable Object wire) {
        this.wire = wire;
    }

    @JsonValue
    public @Nullable Object wire() {
        return wire;
    }
}
