package com.example.connect.verification.cloudformation;

/** What CloudFormation invokes: a request comes in, an event goes out. */
@FunctionalInterface
public interface Function {

    /** @return what the function answered, as it is */
    String handleRequest(String payload);
}
