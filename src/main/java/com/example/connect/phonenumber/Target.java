package com.example.connect.phonenumber;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;

/** What TargetArn and InstanceId, two ways to say one thing, say together. */
final class Target {

    private static final String SHAPES = "arn:PARTITION:connect:REGION:ACCOUNT:instance/ID or"
            + " arn:PARTITION:connect:REGION:ACCOUNT:traffic-distribution-group/ID";

    private Target() {}

    /** The target that a model declares; empty where it declares none. */
    static Optional<ConnectArn> declared(ResourceHandlerRequest<ResourceModel> request, ResourceModel model) {
        Optional<ConnectArn> byArn = byArn(request, model.getTargetArn());
        Optional<ConnectArn> byId = byId(request, model.getInstanceId());
        if (byArn.isPresent() && byId.isPresent() && !byArn.equals(byId)) {
            throw Refusal.invalid(
                    "TargetArn %s and InstanceId %s name different targets: give one of them.",
                    Refusal.quote(model.getTargetArn()), Refusal.quote(model.getInstanceId()));
        }
        return byArn.or(() -> byId);
    }

    /** The same for a create, which must have one. */
    static ConnectArn required(ResourceHandlerRequest<ResourceModel> request, ResourceModel model) {
        return declared(request, model)
                .orElseThrow(
                        () -> Refusal.invalid("Neither TargetArn nor InstanceId is given: give TargetArn, the ARN of"
                                + " an Amazon Connect instance or traffic distribution group, or InstanceId."));
    }

    /**
     * Where an update wants the number: what it says differently from before. Absence is no wish, but where one of the two
     * properties is removed, the other one speaks.
     */
    static Optional<ConnectArn> wish(
            ResourceHandlerRequest<ResourceModel> request, ResourceModel desired, ResourceModel previous) {
        ResourceModel changed = ResourceModel.builder()
                .targetArn(changed(desired.getTargetArn(), previous.getTargetArn()))
                .instanceId(changed(desired.getInstanceId(), previous.getInstanceId()))
                .build();
        boolean isRemoved = isRemoved(desired.getTargetArn(), previous.getTargetArn())
                || isRemoved(desired.getInstanceId(), previous.getInstanceId());
        return isRemoved ? declared(request, desired) : declared(request, changed);
    }

    /** Where an update's template says that the number is; where its two properties differ, by TargetArn. */
    static Optional<ConnectArn> home(ResourceHandlerRequest<ResourceModel> request, ResourceModel desired) {
        return byArn(request, desired.getTargetArn()).or(() -> byId(request, desired.getInstanceId()));
    }

    private static boolean isRemoved(@Nullable String desired, @Nullable String previous) {
        return desired == null && previous != null;
    }

    private static @Nullable String changed(@Nullable String desired, @Nullable String previous) {
        return Objects.equals(desired, previous) ? null : desired;
    }

    private static Optional<ConnectArn> byArn(ResourceHandlerRequest<ResourceModel> request, @Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        ConnectArn arn = ConnectArn.parse(text)
                .filter(ConnectArn::isTarget)
                .orElseThrow(() -> Refusal.invalid(
                        "TargetArn %s is not the ARN of an Amazon Connect instance or traffic distribution group: write %s.",
                        Refusal.quote(text), SHAPES));
        checkOwn("TargetArn", arn, request);
        return Optional.of(arn);
    }

    /** Refuses an ARN of another partition, Region or account than the stack's. */
    static void checkOwn(String property, ConnectArn arn, ResourceHandlerRequest<ResourceModel> request) {
        checkSame(property, "partition", arn.partition(), request.getAwsPartition());
        checkSame(property, "Region", arn.region(), request.getRegion());
        checkSame(property, "account", arn.account(), request.getAwsAccountId());
    }

    /** Refuses a fact of an ARN that is not the stack's; where the stack's is not known, nothing. */
    static void checkSame(String property, String fact, String named, @Nullable String own) {
        if (own != null && !own.equals(named)) {
            throw Refusal.invalid(
                    "%s names the %s %s, and the stack is in %s: a number, its target and its flow are in one partition,"
                            + " Region and account; name one there.",
                    property, fact, named, own);
        }
    }

    private static Optional<ConnectArn> byId(ResourceHandlerRequest<ResourceModel> request, @Nullable String id) {
        if (id == null) {
            return Optional.empty();
        }
        String arn = String.format(
                "arn:%s:connect:%s:%s:instance/%s",
                request.getAwsPartition(), request.getRegion(), request.getAwsAccountId(), id);
        return Optional.of(ConnectArn.parse(arn)
                .orElseThrow(() -> Refusal.invalid(
                        "InstanceId %s is not the id of an Amazon Connect instance: write the last part of its ARN, after"
                                + " instance/.",
                        Refusal.quote(id))));
    }
}
