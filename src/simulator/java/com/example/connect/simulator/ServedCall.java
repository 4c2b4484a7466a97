package com.example.connect.simulator;

import java.util.Optional;

/**
 * One call while it is served: all that belongs to this call and to no other.
 *
 * @param input its parameters
 * @param region the Region that it is signed for
 * @param failure the scripted reason with which the asynchronous work that it starts ends FAILED
 * @param fate where to tell why it came to nothing
 */
record ServedCall(Input input, String region, Optional<Reason> failure, Fate fate) {}
