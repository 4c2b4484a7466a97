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

    private static final String CLAIM = "claim";

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
            boolean isGone = failure instanceof Refusal && failure.code() == HandlerErrorCode.NotFound;
            if (isGone || create.canRetry(failure)) {
                throw failure;
            }
            boolean isUnclaimed = failure instanceof ConnectFault fault && fault.isOf(CLAIM);
            Failure told = isUnclaimed ? failure : toKeep(create.told(failure));
            throw !isUnclaimed && create.request().wantsProtection() ? Protection.takenOff(create, arn, told) : told;
        }
    }

    /** The reason, and what becomes of the number: CloudFormation's clean-up gives it back. */
    private Refusal toKeep(Failure failure) {
        return new Refusal(
                failure.code(),
                String.format(
                        "%s The number is claimed. Where the resource's DeletionPolicy is Retain, it stays so, and you can"
                                + " import it by this ARN: %s. Else the clean-up of this create releases it, and nobody can"
                                + " claim it for up to 180 days.",
                        failure.message(), arn));
    }

    private Outcome stabilize() {
        Optional<ClaimedPhoneNumberSummary> visible = create.look(arn);
        if (visible.isEmpty()) {
            return invisible();
        }
        ClaimedPhoneNumberSummary number = visible.get();
        seen();
        return switch (number.phoneNumberStatus().status()) {
            case CLAIMED -> finish(number);
            case FAILED ->
                throw ConnectFault.ended(CLAIM, number.phoneNumberStatus().message());
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
            if (ContactFlow.isTooEarly(fault)) {
                return create.retryWithin(Patience.JUST_CLAIMED, fault);
            }
            throw fault;
        }
    }

    private void bind(FlowArn flow) {
        if (!phase.isBound()) {
            create.calls().associatePhoneNumberContactFlow(arn, flow);
            create.continueAs(new Stabilizing(arn, true));
        }
    }

    /** Missing means not yet visible until the number has been seen. After that, missing for minutes means gone. */
    private Outcome invisible() {
        if (phase instanceof Stabilizing) {
            create.enter(new Vanished(arn, phase.isBound()));
        }
        if (create.clock().isWithin(Patience.VISIBLE)) {
            return create.nextLook();
        }
        int missing = create.clock().inPhase();
        throw phase instanceof Appearing
                ? new Refusal(
                        HandlerErrorCode.NotStabilized,
                        String.format(
                                "%s was claimed, and Amazon Connect has not shown it for %d seconds. Look for it in Amazon"
                                        + " Connect; if it is not there, ask AWS Support.",
                                arn, missing))
                : new Refusal(
                        HandlerErrorCode.NotFound,
                        String.format(
                                "%s was claimed and seen, and Amazon Connect has not shown it for %d seconds: somebody has"
                                        + " released it, or has deleted its instance. Create it again, with another number if"
                                        + " this one is not offered: a released one cannot be claimed for up to 180 days.",
                                arn, missing));
    }
}
