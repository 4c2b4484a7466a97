package com.example.connect.verification.mutants;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a flawed function does otherwise, as the world sees it. */
interface Flaw {

    /** The function as it is. */
    Flaw NONE = new Flaw() {};

    /** Changes the body of a claim on its way to Connect. */
    default void claim(ObjectNode body) {}

    /** The event that CloudFormation gets for an invocation. */
    default JsonNode event(Invocation invocation) {
        return invocation.event();
    }
}
