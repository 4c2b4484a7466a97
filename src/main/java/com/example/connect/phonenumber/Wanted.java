package com.example.connect.phonenumber;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.connect.model.ClaimedPhoneNumberSummary;

/**
 * What an update is to bring about, checked before any call.
 *
 * @param target where the number is to be; empty where it is to stay where it is
 * @param statedTarget where the template says that the number is
 * @param description empty where the template does not manage it; the empty text clears it
 * @param isMoved whether the previous state has another target
 * @param isChanged whether it has another target or description: a read that shows those of this update may be older than
 *     the update before it
 * @param isTakenBack whether this is a rollback that changes the target or the description: reads may be older than the
 *     update that it takes back, and are not believed
 * @param flow empty where the number is to have none, if it had one before
 * @param isOpen whether the template says that there is to be no release protection
 * @param previousTags with release protection, where that was wanted
 * @param tags with release protection, where that is wanted
 */
record Wanted(
        Optional<ConnectArn> target,
        Optional<ConnectArn> statedTarget,
        Optional<String> description,
        boolean isMoved,
        boolean isChanged,
        boolean isTakenBack,
        Optional<FlowArn> flow,
        Optional<FlowArn> previousFlow,
        boolean isOpen,
        Map<String, String> previousTags,
        Map<String, String> tags) {

    static Wanted of(Request request) {
        ResourceModel model = request.model();
        ResourceModel previous = request.previous();
        DesiredState desired = DesiredState.of(request);
        Optional<ConnectArn> target = Target.wish(request.home(), model, previous);
        boolean isMoved = target.isPresent()
                && Target.stated(request.home(), previous)
                        .filter(before -> !before.equals(target.get()))
                        .isPresent();
        boolean isDescribedAnew = !Objects.equals(model.getDescription(), previous.getDescription());
        Map<String, String> previousTags = request.tags().previous().orElseGet(() -> Tags.of(previous));
        return new Wanted(
                target,
                Target.stated(request.home(), model),
                desired.description()
                        .or(() -> Optional.ofNullable(previous.getDescription()).map(removed -> "")),
                isMoved,
                isMoved || isDescribedAnew && previous.getDescription() != null,
                request.isRollback() && (target.isPresent() || isDescribedAnew),
                desired.flow(),
                FlowArn.parse(previous.getContactFlowArn()),
                Boolean.FALSE.equals(model.getReleaseProtection()),
                request.wantedProtection() ? withProtection(previousTags) : previousTags,
                request.wantsProtection() ? withProtection(desired.tags()) : desired.tags());
    }

    /** The tags before, protection among them where the number has it and the template says that it is not to. */
    Map<String, String> previousTags(Map<String, String> actual) {
        return isOpen && Tags.areProtected(actual) ? withProtection(previousTags) : previousTags;
    }

    /** Refuses what cannot be brought about of a number, before any change. */
    void check(Request request, ClaimedPhoneNumberSummary number) {
        if (!request.isRollback()) {
            new SameNumber(request.model(), request.previous(), number).check();
        }
        Optional<ConnectArn> destination = target.or(() -> ConnectArn.parse(number.targetArn()));
        flow.ifPresent(wish -> destination.ifPresent(wish::checkServes));
    }

    private static Map<String, String> withProtection(Map<String, String> tags) {
        Map<String, String> all = new HashMap<>(tags);
        all.putAll(Tags.PROTECTED);
        return all;
    }
}
