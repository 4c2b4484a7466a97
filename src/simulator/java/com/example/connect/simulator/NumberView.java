package com.example.connect.simulator;

import java.util.LinkedHashMap;
import java.util.Map;

/** A number in the answers of several calls. */
final class NumberView {
    private NumberView() {}

    /** The two names that a call answers for the number that it made or moved. */
    static Map<String, ?> names(HeldNumber number) {
        return Map.of("PhoneNumberId", number.id(), "PhoneNumberArn", number.arn());
    }

    /**
     * The members that Describe and List have in common.
     *
     * <p>Belief (guess; names): A number on a traffic distribution group shows no InstanceId. Source: the model does
     * not require the member. Test: NumberLifeTest#aMoveIsInProgressOnTheOldTargetAndThenClaimedOnTheNew.
     */
    static Map<String, Object> summary(HeldNumber number, NumberState state) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("PhoneNumberId", number.id());
        summary.put("PhoneNumberArn", number.arn());
        summary.put("PhoneNumber", number.number());
        summary.put("PhoneNumberCountryCode", number.country());
        summary.put("PhoneNumberType", number.type());
        state.description().ifPresent(text -> summary.put("PhoneNumberDescription", text));
        summary.put("TargetArn", state.targetArn());
        if (state.targetArn().contains(":instance/")) {
            summary.put(
                    "InstanceId", state.targetArn().substring(state.targetArn().lastIndexOf('/') + 1));
        }
        // Belief (official; names): Describe and List show the source of an imported number. Source: service model,
        // SourcePhoneNumberArn. Test: NumberLifeTest#aNumberOfEndUserMessagingIsImportedOnceAndGoesBackOnRelease,
        // ImportTest#importsReadsBackAndReleases.
        number.sourceArn().ifPresent(arn -> summary.put("SourcePhoneNumberArn", arn));
        return summary;
    }
}
