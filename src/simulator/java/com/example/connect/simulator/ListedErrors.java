package com.example.connect.simulator;

import java.util.EnumSet;
import java.util.Set;

/** Which of the model's errors an operation has for a request that it does not take. */
final class ListedErrors {
    /** These have InvalidRequestException and no nearer error. */
    private static final Set<Operation> ONLY_INVALID_REQUEST = EnumSet.of(
            Operation.CREATE_INSTANCE,
            Operation.DELETE_INSTANCE,
            Operation.DESCRIBE_INSTANCE,
            Operation.LIST_INSTANCES,
            Operation.DESCRIBE_TDG,
            Operation.LIST_TDGS,
            Operation.GET_DISTRIBUTION);

    private static final Set<String> UNKNOWN_THERE = Set.of("InvalidParameterException", "IdempotencyException");

    private ListedErrors() {}

    /** The refusal by the error that this operation lists for it. */
    static Refusal of(Operation operation, Refusal refusal) {
        return ONLY_INVALID_REQUEST.contains(operation) && UNKNOWN_THERE.contains(refusal.code())
                ? Refusal.invalidRequest(String.valueOf(refusal.getMessage())).because(refusal.why())
                : refusal;
    }
}
