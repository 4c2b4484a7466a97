package com.example.connect.phonenumber;

import software.amazon.cloudformation.proxy.HandlerErrorCode;

/** Why an operation cannot go on as asked: refused by us, or by Connect. */
abstract sealed class Failure extends RuntimeException permits Refusal, ConnectFault {

    private static final long serialVersionUID = 1L;

    private final HandlerErrorCode code;

    Failure(HandlerErrorCode code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    HandlerErrorCode code() {
        return code;
    }

    String message() {
        return String.valueOf(getMessage());
    }
}
