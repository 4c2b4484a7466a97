package com.example.connect.phonenumber;

import software.amazon.cloudformation.proxy.ProgressEvent;

/** Describes the number. */
public class ReadHandler extends PhoneNumberHandler {

    @Override
    boolean canWait() {
        return false;
    }

    @Override
    ProgressEvent<ResourceModel, CallbackContext> handle(Invocation invocation) {
        return invocation.succeeded(Reading.of(invocation.calls().describePhoneNumber(invocation.identifier())));
    }
}
