package com.example.connect.phonenumber;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.connect.model.ClaimedPhoneNumberSummary;
import software.amazon.cloudformation.proxy.AmazonWebServicesClientProxy;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.Logger;
import software.amazon.cloudformation.proxy.OperationStatus;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;

/**
 * One call of a handler: what was asked, what earlier invocations of the same operation left, the door to Connect; and
 * the events that can answer it.
 */
record Invocation(
        ResourceHandlerRequest<ResourceModel> request,
        ResourceModel model,
        CallbackContext context,
        RequestIdentity identity,
        PhoneNumberCalls calls,
        boolean protectsByDefault) {

    static Invocation of(
            AmazonWebServicesClientProxy proxy,
            ResourceHandlerRequest<ResourceModel> request,
            @Nullable CallbackContext context,
            @Nullable TypeConfigurationModel configuration,
            Logger logger) {
        return new Invocation(
                request,
                Optional.ofNullable(request.getDesiredResourceState()).orElseGet(ResourceModel::new),
                Optional.ofNullable(context).orElseGet(CallbackContext::new),
                RequestIdentity.of(request),
                new PhoneNumberCalls(proxy, ConnectClients.in(request.getRegion()), logger),
                configuration != null && Boolean.TRUE.equals(configuration.getReleaseProtection()));
    }

    /** Whether the number is to be protected from release: as the template says, else as the type's configuration. */
    boolean wantsProtection() {
        return Optional.ofNullable(model.getReleaseProtection()).orElse(protectsByDefault);
    }

    /** The identifier that the request names; a Refusal with NotFound where it names none that could exist here. */
    String identifier() {
        String given = model.getPhoneNumberArn();
        return ConnectArn.parse(given)
                .filter(arn -> arn.kind().equals(ConnectArn.PHONE_NUMBER))
                .filter(arn -> isOwn(arn.account(), request.getAwsAccountId()))
                .filter(arn -> isOwn(arn.partition(), request.getAwsPartition()))
                .map(ConnectArn::toString)
                .orElseThrow(() -> Refusal.notFound(given));
    }

    /** The number as Connect describes it; empty where it says that there is none. */
    Optional<ClaimedPhoneNumberSummary> describe(String arn) {
        try {
            ClaimedPhoneNumberSummary number = calls.describePhoneNumber(arn);
            return Optional.of(number);
        } catch (ConnectFault fault) {
            if (fault.is(ConnectError.NOT_FOUND)) {
                return Optional.empty();
            }
            throw fault;
        }
    }

    private static boolean isOwn(String named, @Nullable String own) {
        return own == null || own.equals(named);
    }

    /** In progress: look again after the delay that the time waited in this stage calls for. */
    ProgressEvent<ResourceModel, CallbackContext> look() {
        return again(Pace.nextLook(context.getStageWaited(), context.getThrottled()));
    }

    /** In progress: the next step is to be taken at once, in an invocation of its own. */
    ProgressEvent<ResourceModel, CallbackContext> goOn() {
        return again(1);
    }

    private ProgressEvent<ResourceModel, CallbackContext> again(int seconds) {
        context.setTroubles(0);
        return callback(seconds);
    }

    /** In progress: a fault is passing, and the same step is tried again after a delay that widens with each. */
    ProgressEvent<ResourceModel, CallbackContext> retry(ConnectFault fault) {
        boolean inARow = fault.operation().equals(context.getTroubled());
        context.setTroubles(inARow ? context.getTroubles() + 1 : 1);
        context.setTroubled(fault.operation());
        int drawn = Math.min(fault.retryAfter(), Pace.LONGEST_RETRY_AFTER) + backoff(fault);
        if (fault.is(ConnectError.THROTTLED)) {
            context.setThrottled(context.getThrottled() + drawn);
        }
        return callback(drawn);
    }

    /** A write that does not find what a read has just shown: its copies differ for a while; what lasts is true. */
    ProgressEvent<ResourceModel, CallbackContext> missed(ConnectFault fault) {
        boolean lasts = fault.operation().equals(context.getTroubled()) && context.getTroubles() >= Pace.MISSES;
        if (!fault.is(ConnectError.NOT_FOUND) || lasts) {
            throw fault;
        }
        return retry(fault);
    }

    /** Buckets are per call: who has had an answer to another one has waited in that one's crowd already. */
    private int backoff(ConnectFault fault) {
        boolean crowd = fault.is(ConnectError.THROTTLED) && !context.isAnswered() && !calls.areAnswered();
        int drawn = crowd
                ? draw("crowd", Pace.crowd(context.getTroubles(), context.getWaited()))
                : draw("backoff", Pace.backoff(context.getTroubles()));
        return context.getPhoneNumberArn() == null
                ? draw("deadline", Pace.beforeDeadline(context.getWaited(), drawn))
                : drawn;
    }

    private int draw(String purpose, Pace.Delay delay) {
        return delay.least() + identity.chance(purpose + " " + context.getWaited(), delay.most() - delay.least() + 1);
    }

    private ProgressEvent<ResourceModel, CallbackContext> callback(int seconds) {
        context.setAnswered(context.isAnswered() || calls.areAnswered());
        context.waitFor(seconds);
        return ProgressEvent.defaultInProgressHandler(context, seconds, known());
    }

    /** Whether the operation still has time. */
    boolean hasTime() {
        return context.getWaited() < Pace.OPERATION;
    }

    ProgressEvent<ResourceModel, CallbackContext> succeeded(@Nullable ResourceModel result) {
        return ProgressEvent.defaultSuccessHandler(result);
    }

    /** Failed, with the identifier where a create has one: CloudFormation then deletes what was half made. */
    ProgressEvent<ResourceModel, CallbackContext> failed(HandlerErrorCode code, String message) {
        ProgressEvent<ResourceModel, CallbackContext> event = new ProgressEvent<>();
        event.setStatus(OperationStatus.FAILED);
        event.setErrorCode(code);
        event.setMessage(message);
        event.setResourceModel(context.getPhoneNumberArn() == null ? null : known());
        return event;
    }

    /** The model with the identifier, as soon as that is known. */
    private ResourceModel known() {
        String arn = context.getPhoneNumberArn();
        if (arn == null) {
            return model;
        }
        ResourceModel known = model.toBuilder().phoneNumberArn(arn).build();
        known.setPhoneNumberId(
                ConnectArn.parse(arn).map(ConnectArn::id).orElse(Objects.toString(model.getPhoneNumberId(), null)));
        return known;
    }
}
