package com.example.connect.simulator;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Which of the model's errors an operation has for a request that it does not take. */
final class ListedErrors {
    /** These have InvalidRequestException and no nearer error. */
    private static final Set<Operation> ONLY_INVALID_REQUEST = EnumSet.of(
            Operation.CREATE_INSTANCE,
            Operation.DELETE_INSTANCE,
            Operation.DESCRIBE_INSTANCE,
            Operation.LIST_INSTANCES,
            Operation.CREATE_TDG,
            Operation.DELETE_TDG,
            Operation.DESCRIBE_TDG,
            Operation.LIST_TDGS,
            Operation.GET_DISTRIBUTION);

    private static final Set<String> UNKNOWN_THERE = Set.of("InvalidParameterException", "IdempotencyException");

    /** These take a token and have no IdempotencyException, or name a resource and have no ResourceNotFoundException. */
    private static final Map<Operation, String> LACKING = Map.of(
            Operation.UPDATE_ATTRIBUTE, "IdempotencyException",
            Operation.DELETE_TDG, "ResourceNotFoundException");

    private ListedErrors() {}

    /** The refusal by the error that this operation lists for it. */
    static Refusal of(Operation operation, Refusal refusal) {
        boolean unknown = ONLY_INVALID_REQUEST.contains(operation) && UNKNOWN_THERE.contains(refusal.code());
        return unknown || refusal.code().equals(LACKING.get(operation))
                ? Refusal.invalidRequest(String.valueOf(refusal.getMessage())).because(refusal.why())
                : refusal;
    }
}
