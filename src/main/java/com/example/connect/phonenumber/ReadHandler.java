package com.example.connect.phonenumber;

import software.amazon.awssdk.services.connect.model.ClaimedPhoneNumberSummary;
import software.amazon.cloudformation.proxy.ProgressEvent;

/** Describes the number, and asks for its contact flow. It answers at once: a fault that lasts fails it. */
public class ReadHandler extends PhoneNumberHandler {

    @Override
    ProgressEvent<ResourceModel, CallbackContext> handle(Invocation invocation) {
        PhoneNumberCalls calls = invocation.calls();
        ClaimedPhoneNumberSummary number = describe(calls, invocation.request().identifier());
        ResourceModel model = Reading.of(number);
        // Belief (official; cloudformation): A read or list must answer in its one invocation, within 30 seconds.
        // Source: CloudFormation CLI user guide, handler contract. Test:
        // ReadAndListTest#readAnswersAtOnceEvenWhenThrottled.
        new ContactFlow(calls, number).readTwice().ifPresent(flow -> model.setContactFlowArn(flow.toString()));
        return ProgressEvent.defaultSuccessHandler(model);
    }

    /** Looks twice: to a replica that lags, a number that is there is missing, and another one may answer next. */
    private static ClaimedPhoneNumberSummary describe(PhoneNumberCalls calls, String arn) {
        try {
            return calls.describePhoneNumber(arn);
        } catch (ConnectFault fault) {
            if (fault.error().isLag()) {
                return calls.describePhoneNumber(arn);
            }
            throw fault;
        }
    }
}
