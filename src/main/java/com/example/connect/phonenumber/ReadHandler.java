package com.example.connect.phonenumber;

import software.amazon.awssdk.services.connect.model.ClaimedPhoneNumberSummary;
import software.amazon.cloudformation.proxy.ProgressEvent;

/** Describes the number, and asks for its contact flow. */
public class ReadHandler extends PhoneNumberHandler {

    @Override
    boolean canWait() {
        return false;
    }

    @Override
    ProgressEvent<ResourceModel, CallbackContext> handle(Invocation invocation) {
        ClaimedPhoneNumberSummary number = invocation.calls().describePhoneNumber(invocation.identifier());
        ResourceModel model = Reading.of(number);
        new ContactFlow(invocation.calls(), number).read().ifPresent(flow -> model.setContactFlowArn(flow.toString()));
        return invocation.succeeded(model);
    }
}
