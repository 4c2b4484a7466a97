package com.example.connect.verification.cloudformation;

import java.time.InstantSource;

/** What CloudFormation invokes: a request comes in, an event goes out. */
@FunctionalInterface
public interface Function {

    /** @return what the function answered, as it is */
    String handleRequest(String payload);

    /** Has the function take its time from {@code clock}, where it asks for any. */
    default void setClock(InstantSource clock) {}
}
