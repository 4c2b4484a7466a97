package com.example.connect.phonenumber;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.cloudformation.proxy.AmazonWebServicesClientProxy;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.Logger;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;

/** What all handlers share: the way from RPDK's parameters to an invocation, and from a failure to an event. */
abstract class PhoneNumberHandler extends BaseHandler<CallbackContext, TypeConfigurationModel> {

    abstract ProgressEvent<ResourceModel, CallbackContext> handle(Invocation invocation);

    /** Whether the operation may answer later; READ and LIST must answer at once. */
    boolean canWait() {
        return true;
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
        Invocation invocation = Invocation.of(proxy, request, context, configuration, logger);
        try {
            return inTime(invocation, handle(invocation));
        } catch (ConnectFault fault) {
            return fault.error().isPassing() && canWait() && invocation.hasTime()
                    ? invocation.retry(fault)
                    : invocation.failed(fault.code(), fault.message());
        } catch (Refusal refusal) {
            return invocation.failed(refusal.code(), refusal.message());
        } catch (RuntimeException bug) {
            // Thrown further, it would cost the identifier of a number that was claimed in this very invocation.
            String where = Arrays.stream(bug.getStackTrace())
                    .limit(1)
                    .map(String::valueOf)
                    .collect(Collectors.joining());
            logger.log("Bug: " + bug.getClass().getName() + " at " + where);
            return invocation.failed(
                    HandlerErrorCode.GeneralServiceException,
                    "A bug in the resource type's handler: " + bug.getClass().getSimpleName() + ". Please report it.");
        }
    }

    /** Everything ends: what would wait beyond the operation's time has not stabilized. */
    static ProgressEvent<ResourceModel, CallbackContext> inTime(
            Invocation invocation, ProgressEvent<ResourceModel, CallbackContext> event) {
        CallbackContext context = invocation.context();
        return !event.isInProgress() || invocation.hasTime()
                ? event
                : invocation.failed(
                        HandlerErrorCode.NotStabilized,
                        String.format(
                                "Amazon Connect has not finished after %d seconds. Still waited for: %s.",
                                context.getWaited(), context.getStage()));
    }
}
