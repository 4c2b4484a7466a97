package com.example.connect.phonenumber;

import software.amazon.cloudformation.proxy.HandlerErrorCode;

/** Why an operation fails: this resource type refuses it ({@link Refusal}), or a call does ({@link ConnectFault}). */
abstract sealed class Failure extends RuntimeException permits Refusal, ConnectFault {

    private static final long serialVersionUID = 1L;

    private final HandlerErrorCode code;

    Failure(HandlerErrorCode code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    /** Whether the same call, made again later, can succeed. */
    abstract boolean isPassing();

    HandlerErrorCode code() {
        return code;
    }

    String message() {
        return String.valueOf(getMessage());
    }
}
