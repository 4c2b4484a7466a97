package com.example.connect.phonenumber;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.connect.model.ListPhoneNumbersV2Response;
import software.amazon.cloudformation.proxy.OperationStatus;
import software.amazon.cloudformation.proxy.ProgressEvent;

/** Lists, by pages, the numbers of the target, type, country and prefix given, or all of the account and Region. */
public class ListHandler extends PhoneNumberHandler {

    // Belief (official; search): A page of a list has at most 1,000 numbers. Source: service model, MaxResult1000.
    // Test: ModelConformanceTest#boundsAreTheModels, WireTest#whatIsOutOfBoundsIsRefused.
    private static final int LARGEST_PAGE = 1000;

    @Override
    ProgressEvent<ResourceModel, CallbackContext> handle(Invocation invocation) {
        Request request = invocation.request();
        ResourceModel model = request.model();
        DesiredState.checkShapes(model);
        PhoneNumberCalls.NumberFilter filter = new PhoneNumberCalls.NumberFilter(
                Stream.ofNullable(model.getType()).toList(),
                Stream.ofNullable(model.getCountryCode()).toList(),
                Optional.ofNullable(model.getPrefix()));
        PhoneNumberCalls.Page asked = request.page();
        ListPhoneNumbersV2Response page = invocation
                .calls()
                .listPhoneNumbersV2(
                        Target.declared(request.home(), model).orElse(null),
                        filter,
                        new PhoneNumberCalls.Page(pageSize(asked.size()), asked.token()));
        List<ResourceModel> models =
                page.listPhoneNumbersSummaryList().stream().map(Reading::of).toList();
        return ProgressEvent.<ResourceModel, CallbackContext>builder()
                .status(OperationStatus.SUCCESS)
                .resourceModels(models)
                .nextToken(page.nextToken())
                .build();
    }

    private static @Nullable Integer pageSize(@Nullable Integer asked) {
        return asked == null ? null : Math.max(1, Math.min(asked, LARGEST_PAGE));
    }
}
