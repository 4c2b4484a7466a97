package com.example.connect.phonenumber;

import java.util.Optional;
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
        flow(new ContactFlow(calls, number)).ifPresent(flow -> model.setContactFlowArn(flow.toString()));
        return ProgressEvent.defaultSuccessHandler(model);
    }

    /** Looks twice: users report bindings that one lookup misses, and a miss would be shown as drift. */
    private static Optional<FlowArn> flow(ContactFlow flow) {
        return flow.read().or(flow::read);
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
