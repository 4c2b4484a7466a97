package com.example.connect.phonenumber;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.cloudformation.proxy.AmazonWebServicesClientProxy;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.Logger;
import software.amazon.cloudformation.proxy.OperationStatus;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;

/** What all handlers share: the way from RPDK's parameters to an {@link Invocation}, and from a failure to an event. */
abstract class PhoneNumberHandler extends BaseHandler<CallbackContext, TypeConfigurationModel> {

    abstract ProgressEvent<ResourceModel, CallbackContext> handle(Invocation invocation);

    /** How long one invocation may take. */
    Patience budget() {
        return Patience.READ;
    }

    @Override
    public final ProgressEvent<ResourceModel, CallbackContext> handleRequest(
            @Nullable AmazonWebServicesClientProxy proxy,
            ResourceHandlerRequest<ResourceModel> request,
            @Nullable CallbackContext context,
            Logger logger,
            @Nullable TypeConfigurationModel configuration) {
        if (proxy == null) {
            return ProgressEvent.failed(
                    null,
                    null,
                    HandlerErrorCode.InvalidCredentials,
                    "The request carries no credentials of its caller.");
        }
        Request asked = Request.of(request, configuration);
        PhoneNumberCalls calls = new PhoneNumberCalls(
                asked.home().region(), new ConnectTransport(proxy, logger, OperationClock.invocation(budget())));
        Invocation invocation = new Invocation(asked, Optional.ofNullable(context), calls, logger);
        try {
            return handle(invocation);
        } catch (RuntimeException thrown) {
            return failed(failure(thrown, logger), null);
        }
    }

    /** What was thrown, as a failure with a reason; a bug is logged, and its message, which may name a number, is not. */
    static Failure failure(RuntimeException thrown, Logger logger) {
        if (thrown instanceof Failure failure) {
            return failure;
        }
        String where = Arrays.stream(thrown.getStackTrace())
                .limit(1)
                .map(String::valueOf)
                .collect(Collectors.joining());
        logger.log("Bug: " + thrown.getClass().getName() + " at " + where);
        return new Refusal(
                HandlerErrorCode.GeneralServiceException,
                "A bug in the resource type's handler: " + thrown.getClass().getSimpleName() + ". Please report it.");
    }

    /** The one way from a failure to an event. */
    static ProgressEvent<ResourceModel, CallbackContext> failed(Failure failure, @Nullable ResourceModel model) {
        ProgressEvent<ResourceModel, CallbackContext> event = new ProgressEvent<>();
        event.setStatus(OperationStatus.FAILED);
        event.setErrorCode(failure.code());
        event.setMessage(failure.message());
        event.setResourceModel(model);
        return event;
    }
}
