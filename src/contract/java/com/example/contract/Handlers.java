package com.example.contract;

/** The function under test: one invocation, JSON in and JSON out. */
@FunctionalInterface
interface Handlers {

    /** Raises {@link NoAnswer} where the function throws, ends its JVM or takes longer than {@code action} may. */
    String invoke(String action, String request);

    /** The function did not answer as functions do; the message says how. */
    final class NoAnswer extends RuntimeException {
        private static final long serialVersionUID = 1;

        NoAnswer(String message) {
            super(message);
        }
    }
}
