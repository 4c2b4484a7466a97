package com.example.connect.verification.cloudformation;

/** An operation that was invoked too often. */
public final class DoesNotEnd extends AssertionError {
    private static final long serialVersionUID = 1L;

    DoesNotEnd(String payload) {
        super("does not end: " + payload);
    }
}
