package com.example.connect.phonenumber;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.connect.model.ClaimedPhoneNumberSummary;
import software.amazon.awssdk.services.connect.model.PhoneNumberWorkflowStatus;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ProgressEvent;

/**
 * Changes in place what differs: the target, then the description, then the tags. Every invocation compares anew what
 * is desired with what Connect says, so that one that died, or ran twice, leaves nothing half done.
 */
public class UpdateHandler extends PhoneNumberHandler {

    @Override
    ProgressEvent<ResourceModel, CallbackContext> handle(Invocation invocation) {
        invocation.context().setPhoneNumberArn(invocation.identifier());
        return new Change(invocation).go();
    }

    private static final class Change {

        private final Invocation invocation;
        private final CallbackContext context;
        private final ResourceModel previous;
        private final DesiredState desired;
        private final Optional<ConnectArn> wish;
        private final ClaimedPhoneNumberSummary number;
        private final String arn;

        Change(Invocation invocation) {
            this.invocation = invocation;
            this.context = invocation.context();
            ResourceModel model = invocation.model();
            this.previous = Optional.ofNullable(invocation.request().getPreviousResourceState())
                    .orElseGet(ResourceModel::new);
            this.desired = DesiredState.of(invocation.request(), model);
            this.wish = Target.wish(invocation.request(), model, previous);
            this.arn = invocation.identifier();
            this.number = invocation.calls().describePhoneNumber(arn);
        }

        ProgressEvent<ResourceModel, CallbackContext> go() {
            SameNumber.check(invocation.model(), number);
            TagChange tags = TagChange.between(previousTags(), desired.tags(), number.tags());
            DesiredState.checkTagCount(tags.total());
            if (isInProgress()) {
                return await();
            }
            if (needsMove()) {
                return move();
            }
            if (needsDescription()) {
                return describe();
            }
            change(tags);
            return invocation.succeeded(result());
        }

        private Map<String, String> previousTags() {
            return Optional.ofNullable(invocation.request().getPreviousResourceTags())
                    .orElseGet(() -> Tags.of(previous));
        }

        private boolean isInProgress() {
            return number.phoneNumberStatus().status() == PhoneNumberWorkflowStatus.IN_PROGRESS;
        }

        private boolean isFailed() {
            return number.phoneNumberStatus().status() == PhoneNumberWorkflowStatus.FAILED;
        }

        /** A move that failed is asked for again by the next update, its rollback for one; not by the same. */
        private boolean needsMove() {
            return wish.filter(target -> isFailed() || !target.toString().equals(number.targetArn()))
                    .isPresent();
        }

        private ProgressEvent<ResourceModel, CallbackContext> move() {
            ConnectArn target = wish.orElseThrow();
            String change = "the move to " + target;
            if (isAccepted(change)) {
                return outcome();
            }
            invocation.calls().updatePhoneNumber(arn, target, invocation.identity().clientToken(change));
            return accepted(change);
        }

        /** Absent now and before is nobody's wish; absent now and present before clears it. */
        private boolean needsDescription() {
            boolean unmanaged = desired.description().isEmpty() && previous.getDescription() == null;
            return !unmanaged && !wantedDescription().equals(actualDescription());
        }

        private String wantedDescription() {
            return desired.description().orElse("");
        }

        private String actualDescription() {
            return Objects.toString(number.phoneNumberDescription(), "");
        }

        private ProgressEvent<ResourceModel, CallbackContext> describe() {
            String change = "the description to change";
            if (isAccepted(change)) {
                return outcome();
            }
            invocation
                    .calls()
                    .updatePhoneNumberMetadata(
                            arn, wantedDescription(), invocation.identity().clientToken(change + wantedDescription()));
            return accepted(change);
        }

        private void change(TagChange tags) {
            if (tags.removalsFirst()) {
                remove(tags);
            }
            if (!tags.upserts().isEmpty()) {
                invocation.calls().tagResource(arn, tags.upserts());
            }
            if (!tags.removalsFirst()) {
                remove(tags);
            }
        }

        private void remove(TagChange tags) {
            if (!tags.removals().isEmpty()) {
                invocation.calls().untagResource(arn, tags.removals());
            }
        }

        /** What Connect said, with the tags that have just been set. */
        private ResourceModel result() {
            ResourceModel result = Reading.of(number);
            Map<String, String> tags = new java.util.HashMap<>(number.tags());
            TagChange change = TagChange.between(previousTags(), desired.tags(), number.tags());
            change.removals().forEach(tags::remove);
            tags.putAll(change.upserts());
            result.setTags(Tags.visible(tags));
            return result;
        }

        private boolean isAccepted(String change) {
            return change.equals(context.getAccepted()) && (hasFailed() || context.getStageWaited() < Pace.ASK_AGAIN);
        }

        /** Whether the accepted change has failed; a FAILED from before it may be a stale answer. */
        private boolean hasFailed() {
            return isFailed() && !context.isFailedBefore();
        }

        private ProgressEvent<ResourceModel, CallbackContext> outcome() {
            return hasFailed() ? failed() : await();
        }

        private ProgressEvent<ResourceModel, CallbackContext> accepted(String change) {
            context.setAccepted(change);
            context.setFailedBefore(isFailed());
            context.setStage(null);
            context.enter(change);
            return invocation.look();
        }

        private ProgressEvent<ResourceModel, CallbackContext> await() {
            if (context.getAccepted() == null) {
                context.enter("the number to leave IN_PROGRESS");
            }
            context.setFailedBefore(context.isFailedBefore() && !isInProgress());
            return invocation.look();
        }

        private ProgressEvent<ResourceModel, CallbackContext> failed() {
            @Nullable String reason = number.phoneNumberStatus().message();
            return invocation.failed(
                    HandlerErrorCode.GeneralServiceException,
                    "Amazon Connect could not change the number: " + Objects.toString(reason, "it gave no reason."));
        }
    }
}
