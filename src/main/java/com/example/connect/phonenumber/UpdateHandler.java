package com.example.connect.phonenumber;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.connect.model.ClaimedPhoneNumberSummary;
import software.amazon.awssdk.services.connect.model.PhoneNumberWorkflowStatus;
import software.amazon.cloudformation.proxy.ProgressEvent;

/**
 * Changes in place what differs: the target, then the description, then the tags. Every invocation compares anew what
 * is desired with what Connect says, so that one that died, or ran twice, leaves nothing half done.
 */
public class UpdateHandler extends PhoneNumberHandler {

    @Override
    ProgressEvent<ResourceModel, CallbackContext> handle(Invocation invocation) {
        String arn = invocation.identifier();
        CallbackContext context = invocation.context();
        context.setPhoneNumberArn(arn);
        Wanted wanted = Wanted.of(invocation);
        Optional<ClaimedPhoneNumberSummary> number = invocation.describe(arn);
        if (number.isPresent()) {
            context.setSeen(true);
            try {
                return new Change(invocation, wanted, number.get()).go();
            } catch (ConnectFault fault) {
                return invocation.missed(fault);
            }
        }
        context.enter("a number that was seen to become visible again");
        if (context.isSeen() && context.getStageWaited() < Pace.GONE) {
            return invocation.look();
        }
        throw Refusal.notFound(arn);
    }

    /**
     * What the update is to bring about, checked before any call.
     *
     * @param target empty where the number is to stay where it is
     * @param home where the template says that it is
     * @param description empty where nobody manages it; the empty text clears it
     * @param flow empty where the number is to have none, if it had one before
     * @param isOpen whether the template says that there is to be no release protection
     * @param previousTags with release protection, where that was wanted
     * @param tags with release protection, where that is wanted
     */
    private record Wanted(
            Optional<ConnectArn> target,
            Optional<ConnectArn> home,
            Optional<String> description,
            Optional<FlowArn> flow,
            Optional<FlowArn> previousFlow,
            boolean isOpen,
            Map<String, String> previousTags,
            Map<String, String> tags) {

        static Wanted of(Invocation invocation) {
            ResourceModel previous = Optional.ofNullable(invocation.request().getPreviousResourceState())
                    .orElseGet(ResourceModel::new);
            DesiredState desired = DesiredState.of(invocation.request(), invocation.model());
            return new Wanted(
                    Target.wish(invocation.request(), invocation.model(), previous),
                    Target.home(invocation.request(), invocation.model()),
                    desired.description()
                            .or(() -> Optional.ofNullable(previous.getDescription())
                                    .map(removed -> "")),
                    desired.flow(),
                    FlowArn.parse(previous.getContactFlowArn()),
                    Boolean.FALSE.equals(invocation.model().getReleaseProtection()),
                    previousTags(invocation, previous),
                    invocation.wantsProtection() ? with(desired.tags()) : desired.tags());
        }

        private static Map<String, String> previousTags(Invocation invocation, ResourceModel previous) {
            Map<String, String> tags = Optional.ofNullable(invocation.request().getPreviousResourceTags())
                    .orElseGet(() -> Tags.of(previous));
            boolean wasProtected =
                    Optional.ofNullable(previous.getReleaseProtection()).orElse(invocation.protectsByDefault());
            return wasProtected ? with(tags) : tags;
        }

        /** The tags before, of which protection is one where the number has it and the template says that it is not to. */
        Map<String, String> previousTags(Map<String, String> actual) {
            return isOpen && Tags.areProtected(actual) ? with(previousTags) : previousTags;
        }

        private static Map<String, String> with(Map<String, String> tags) {
            Map<String, String> all = new HashMap<>(tags);
            all.putAll(Tags.PROTECTED);
            return all;
        }
    }

    private static final class Change {

        private final Invocation invocation;
        private final CallbackContext context;
        private final Wanted wanted;
        private final ClaimedPhoneNumberSummary number;
        private final TagChange tags;

        Change(Invocation invocation, Wanted wanted, ClaimedPhoneNumberSummary number) {
            this.invocation = invocation;
            this.context = invocation.context();
            this.wanted = wanted;
            this.number = number;
            this.tags = TagChange.between(wanted.previousTags(number.tags()), wanted.tags(), number.tags());
        }

        ProgressEvent<ResourceModel, CallbackContext> go() {
            new SameNumber(invocation.model(), number).check();
            wanted.flow()
                    .ifPresent(flow -> flow.checkServes(wanted.target()
                            .orElseGet(
                                    () -> ConnectArn.parse(number.targetArn()).orElseThrow())));
            DesiredState.checkTagCount(tags.total());
            if (is(PhoneNumberWorkflowStatus.IN_PROGRESS)) {
                context.setFailedBefore(false);
                return await();
            }
            // A number that is FAILED is on no target for certain: it is sent where it is to be.
            Optional<ConnectArn> move = wanted.target()
                    .or(() -> is(PhoneNumberWorkflowStatus.FAILED) ? wanted.home() : Optional.empty())
                    .filter(target -> differs(target.toString(), number.targetArn()));
            if (move.isPresent()) {
                return move(move.get());
            }
            Optional<String> description =
                    wanted.description().filter(text -> differs(text, number.phoneNumberDescription()));
            if (description.isPresent()) {
                return describe(description.get());
            }
            changeFlow();
            changeTags();
            return invocation.succeeded(result());
        }

        /** Whether to ask for a change; after one that failed, also for the state that seems to be there. */
        private boolean differs(String desired, @Nullable String actual) {
            return is(PhoneNumberWorkflowStatus.FAILED) || !desired.equals(Objects.toString(actual, ""));
        }

        private boolean is(PhoneNumberWorkflowStatus status) {
            return number.phoneNumberStatus().status() == status;
        }

        private ProgressEvent<ResourceModel, CallbackContext> move(ConnectArn target) {
            return once(
                    "the move",
                    target.toString(),
                    token -> invocation.calls().updatePhoneNumber(number.phoneNumberArn(), target, token));
        }

        private ProgressEvent<ResourceModel, CallbackContext> describe(String text) {
            return once(
                    "the new description",
                    text,
                    token -> invocation.calls().updatePhoneNumberMetadata(number.phoneNumberArn(), text, token));
        }

        /** One change that Connect works on after it has accepted it: asked for, then waited for. */
        private ProgressEvent<ResourceModel, CallbackContext> once(String change, String to, Call call) {
            if (change.equals(context.getAccepted())) {
                boolean inTime = context.getStageWaited() < Pace.ASK_AGAIN;
                if (is(PhoneNumberWorkflowStatus.FAILED) && !(context.isFailedBefore() && inTime)) {
                    throw ConnectFault.ended(
                            "change", number.phoneNumberStatus().message());
                }
                if (inTime) {
                    return await();
                }
            }
            int before = change.equals(context.getAccepted()) ? context.getAskedBefore() + 1 : 0;
            call.make(
                    invocation.identity().clientToken(change + " to " + to + (before == 0 ? "" : " again " + before)));
            context.setAskedBefore(before);
            context.setAccepted(change);
            context.setFailedBefore(is(PhoneNumberWorkflowStatus.FAILED));
            context.setStage(null);
            context.enter(change);
            return invocation.look();
        }

        private interface Call {
            void make(String clientToken);
        }

        private ProgressEvent<ResourceModel, CallbackContext> await() {
            context.enter(Objects.requireNonNullElse(context.getAccepted(), "the number to leave IN_PROGRESS"));
            return invocation.look();
        }

        /**
         * A move does not take the flow along, so what Connect says counts, and not what the last template said. What the
         * request itself changes is written whatever Connect says: a read may be older than the update before this one.
         */
        private void changeFlow() {
            Optional<FlowArn> flow = wanted.flow();
            Optional<FlowArn> known = flow.or(wanted::previousFlow);
            if (known.isEmpty()) {
                return;
            }
            Optional<FlowArn> actual =
                    new ContactFlow(invocation.calls(), number).read(known.get().instance());
            boolean isThere = flow.equals(actual);
            if (isThere && flow.equals(wanted.previousFlow())) {
                return;
            }
            try {
                if (flow.isPresent()) {
                    invocation.calls().associatePhoneNumberContactFlow(number.phoneNumberArn(), flow.get());
                } else {
                    invocation.calls().disassociatePhoneNumberContactFlow(number.phoneNumberArn(), known.get());
                }
            } catch (ConnectFault fault) {
                // What a read shows already is written to make sure; where Connect refuses that, the read counts.
                boolean isRefused = fault.is(ConnectError.NOT_FOUND) || fault.is(ConnectError.INVALID);
                if (!isThere || !isRefused) {
                    throw fault;
                }
            }
        }

        /** Writes before it removes, so that no tag that both states have is ever missing; except at the limit. */
        private void changeTags() {
            if (tags.removalsFirst()) {
                untag();
            }
            if (!tags.upserts().isEmpty()) {
                invocation.calls().tagResource(number.phoneNumberArn(), tags.upserts());
            }
            if (!tags.removalsFirst()) {
                untag();
            }
        }

        private void untag() {
            if (!tags.removals().isEmpty()) {
                invocation.calls().untagResource(number.phoneNumberArn(), tags.removals());
            }
        }

        /** What Connect said, with the tags that have just been changed. */
        private ResourceModel result() {
            Map<String, String> now = new HashMap<>(number.tags());
            tags.removals().forEach(now::remove);
            now.putAll(tags.upserts());
            ResourceModel result = Reading.of(number);
            result.setTags(Tags.visible(now));
            result.setReleaseProtection(Tags.areProtected(now));
            wanted.flow().ifPresent(flow -> result.setContactFlowArn(flow.toString()));
            return result;
        }
    }
}
