package com.example.connect.phonenumber;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The target of a number, which TargetArn and InstanceId both can name. */
final class Target {

    private static final String SHAPES = "arn:PARTITION:connect:REGION:ACCOUNT:instance/ID or"
            + " arn:PARTITION:connect:REGION:ACCOUNT:traffic-distribution-group/ID";

    private Target() {}

    /** The target that a model declares; empty where it declares none. */
    static Optional<ConnectArn> declared(Home home, ResourceModel model) {
        Optional<ConnectArn> byArn = byArn(home, model.getTargetArn());
        Optional<ConnectArn> byId = byId(home, model.getInstanceId());
        if (byArn.isPresent() && byId.isPresent() && !byArn.equals(byId)) {
            throw Refusal.invalid(
                    "TargetArn %s and InstanceId %s name different targets: give one of them.",
                    Refusal.quote(model.getTargetArn()), Refusal.quote(model.getInstanceId()));
        }
        return byArn.or(() -> byId);
    }

    /** The target of a create, which must declare one. */
    static ConnectArn required(Home home, ResourceModel model) {
        return declared(home, model)
                .orElseThrow(
                        () -> Refusal.invalid("Neither TargetArn nor InstanceId is given: give TargetArn, the ARN of"
                                + " an Amazon Connect instance or traffic distribution group, or InstanceId."));
    }

    /**
     * Where an update wants the number: the target that it names and that the template before it did not. An absent
     * property asks for nothing; but where one of the two is removed, the other one counts.
     */
    static Optional<ConnectArn> wish(Home home, ResourceModel desired, ResourceModel previous) {
        ResourceModel changed = ResourceModel.builder()
                .targetArn(changed(desired.getTargetArn(), previous.getTargetArn()))
                .instanceId(changed(desired.getInstanceId(), previous.getInstanceId()))
                .build();
        boolean isRemoved = isRemoved(desired.getTargetArn(), previous.getTargetArn())
                || isRemoved(desired.getInstanceId(), previous.getInstanceId());
        return isRemoved ? declared(home, desired) : declared(home, changed);
    }

    /** Where an update's template says that the number is; where its two properties differ, by TargetArn. */
    static Optional<ConnectArn> stated(Home home, ResourceModel desired) {
        return byArn(home, desired.getTargetArn()).or(() -> byId(home, desired.getInstanceId()));
    }

    private static boolean isRemoved(@Nullable String desired, @Nullable String previous) {
        return desired == null && previous != null;
    }

    private static @Nullable String changed(@Nullable String desired, @Nullable String previous) {
        return Objects.equals(desired, previous) ? null : desired;
    }

    private static Optional<ConnectArn> byArn(Home home, @Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        ConnectArn arn = ConnectArn.parse(text)
                .filter(ConnectArn::isTarget)
                .orElseThrow(() -> Refusal.invalid(
                        "TargetArn %s is not the ARN of an Amazon Connect instance or traffic distribution group: write %s.",
                        Refusal.quote(text), SHAPES));
        home.checkOwns("TargetArn", arn);
        return Optional.of(arn);
    }

    private static Optional<ConnectArn> byId(Home home, @Nullable String id) {
        if (id == null) {
            return Optional.empty();
        }
        String arn =
                String.format("arn:%s:connect:%s:%s:instance/%s", home.partition(), home.region(), home.account(), id);
        return Optional.of(ConnectArn.parse(arn)
                .orElseThrow(() -> Refusal.invalid(
                        "InstanceId %s is not the id of an Amazon Connect instance: write the last part of its ARN, after"
                                + " instance/.",
                        Refusal.quote(id))));
    }
}
