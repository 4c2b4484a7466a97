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

    /** The members that Describe and List have in common. GUESS: a number on a TDG has no InstanceId. */
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
        number.sourceArn().ifPresent(arn -> summary.put("SourcePhoneNumberArn", arn));
        return summary;
    }

    /** An item of ListPhoneNumbers. Its ARN is an older one: by the API reference, no tag call takes it. */
    static Map<String, Object> summaryV1(HeldNumber number, String instanceArn) {
        return Map.of(
                "Id", number.id(),
                "Arn", instanceArn + "/phone-number/" + number.id(),
                "PhoneNumber", number.number(),
                "PhoneNumberType", typeV1(number),
                "PhoneNumberCountryCode", number.country());
    }

    /** The type as ListPhoneNumbers tells it: by the API reference, four types are wrongly TOLL_FREE or DID. */
    static String typeV1(HeldNumber number) {
        return switch (number.type()) {
            case "UIFN", "THIRD_PARTY_TF" -> "TOLL_FREE";
            case "SHARED", "THIRD_PARTY_DID" -> "DID";
            default -> number.type();
        };
    }
}
