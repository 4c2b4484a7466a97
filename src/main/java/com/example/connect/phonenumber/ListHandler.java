package com.example.connect.phonenumber;

import java.util.List;
import software.amazon.awssdk.services.connect.model.ListPhoneNumbersV2Response;
import software.amazon.cloudformation.proxy.OperationStatus;
import software.amazon.cloudformation.proxy.ProgressEvent;

/** Lists the numbers of the target given, or of the whole account and Region, a page at a time. */
public class ListHandler extends PhoneNumberHandler {

    @Override
    boolean canWait() {
        return false;
    }

    @Override
    ProgressEvent<ResourceModel, CallbackContext> handle(Invocation invocation) {
        ListPhoneNumbersV2Response page = invocation
                .calls()
                .listPhoneNumbersV2(
                        Target.declared(invocation.request(), invocation.model())
                                .orElse(null),
                        PhoneNumberCalls.NumberFilter.NONE,
                        invocation.request().getMaxResults(),
                        invocation.request().getNextToken());
        List<ResourceModel> models =
                page.listPhoneNumbersSummaryList().stream().map(Reading::of).toList();
        return ProgressEvent.<ResourceModel, CallbackContext>builder()
                .status(OperationStatus.SUCCESS)
                .resourceModels(models)
                .nextToken(page.nextToken())
                .build();
    }
}
