package com.example.connect.phonenumber;

import com.example.connect.phonenumber.Creating.Appearing;
import com.example.connect.phonenumber.Creating.Claimed;
import com.example.connect.phonenumber.Creating.Stabilizing;
import com.example.connect.phonenumber.Creating.Vanished;
import java.util.Optional;
import software.amazon.awssdk.services.connect.model.ClaimedPhoneNumberSummary;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/**
 * The part of a create after its claim: waits until the number is CLAIMED, binds its contact flow, and protects it.
 * Protection is the last step and is taken off where the create fails, so that the clean-up can release the number.
 */
final class Stabilization {

    private final Operation<Creating> create;
    private final Claimed phase;
    private final String arn;

    Stabilization(Operation<Creating> create, Claimed phase) {
        this.create = create;
        this.phase = phase;
        this.arn = phase.arn();
        create.identify(arn);
    }

    Outcome run() {
        try {
            return stabilize();
        } catch (Failure failure) {
            if (create.canRetry(failure) || !create.request().wantsProtection()) {
                throw failure;
            }
            throw Protection.takenOff(create, arn, failure);
        }
    }

    private Outcome stabilize() {
        Optional<ClaimedPhoneNumberSummary> visible = create.calls().findPhoneNumber(arn);
        if (visible.isEmpty()) {
            return invisible();
        }
        ClaimedPhoneNumberSummary number = visible.get();
        seen();
        return switch (number.phoneNumberStatus().status()) {
            case CLAIMED -> finish(number);
            case FAILED ->
                throw ConnectFault.ended("claim", number.phoneNumberStatus().message());
            default -> create.nextLook();
        };
    }

    private void seen() {
        Stabilizing next = new Stabilizing(arn, phase.isBound());
        if (phase instanceof Vanished) {
            create.enter(next);
        } else {
            create.continueAs(next);
        }
    }

    private Outcome finish(ClaimedPhoneNumberSummary number) {
        ResourceModel result = Reading.of(number);
        try {
            DesiredState.of(create.request()).flow().ifPresent(flow -> {
                bind(flow);
                result.setContactFlowArn(flow.toString());
            });
            if (create.request().wantsProtection()) {
                create.calls().tagResource(arn, Tags.PROTECTED);
                result.setReleaseProtection(true);
            }
            return Outcome.done(result);
        } catch (ConnectFault fault) {
            return create.retryWhileReplicasLag(fault);
        }
    }

    private void bind(FlowArn flow) {
        if (!phase.isBound()) {
            create.calls().associatePhoneNumberContactFlow(arn, flow);
            create.continueAs(new Stabilizing(arn, true));
        }
    }

    /** Missing means not yet visible until the number has been seen. After that, missing for a while means gone. */
    private Outcome invisible() {
        if (phase instanceof Stabilizing) {
            create.enter(new Vanished(arn, phase.isBound()));
        }
        boolean isNew = phase instanceof Appearing;
        if (create.clock().isWithin(isNew ? Patience.VISIBLE : Patience.GONE)) {
            return create.nextLook();
        }
        throw isNew
                ? new Refusal(
                        HandlerErrorCode.NotStabilized,
                        String.format(
                                "%s was claimed, and Amazon Connect has not shown it for %d seconds.",
                                arn, create.clock().inPhase()))
                : new Refusal(
                        HandlerErrorCode.NotFound, String.format("%s was claimed, and somebody has released it.", arn));
    }
}
