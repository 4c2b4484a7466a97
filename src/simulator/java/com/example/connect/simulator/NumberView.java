package com.example.connect.simulator;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A number in the answers of several calls. */
final class NumberView {
    private NumberView() {}

    /** The two names that a call answers for the number that it made or moved. */
    static Map<String, ?> names(HeldNumber number) {
        return Map.of("PhoneNumberId", number.id(), "PhoneNumberArn", number.arn());
    }

    /** The members that Describe and List have in common, as reads show them; {@code answer} is DESCRIBE or LIST. */
    static Map<String, Object> summary(World world, HeldNumber number, Knob.GroupInstance answer) {
        NumberState state = world.shown(number);
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("PhoneNumberId", number.id());
        summary.put("PhoneNumberArn", number.arn());
        summary.put("PhoneNumber", number.number());
        summary.put("PhoneNumberCountryCode", number.country());
        summary.put("PhoneNumberType", number.type());
        state.description().ifPresent(text -> summary.put("PhoneNumberDescription", text));
        summary.put("TargetArn", state.targetArn());
        instanceId(world, state.targetArn(), answer).ifPresent(id -> summary.put("InstanceId", id));
        // Belief (official; names): Describe and List show the source of an imported number. Source: service model,
        // SourcePhoneNumberArn. Test: NumberLifeTest#aNumberOfEndUserMessagingIsImportedOnceAndGoesBackOnRelease,
        // ImportTest#importsReadsBackAndReleases.
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

    private static Optional<String> instanceId(World world, String targetArn, Knob.GroupInstance answer) {
        if (targetArn.contains(":instance/")) {
            return Optional.of(Ids.lastPart(targetArn));
        }
        Knob.GroupInstance telling = world.knob(Knob.GROUP_INSTANCE);
        return telling == answer || telling == Knob.GroupInstance.BOTH
                ? Optional.of(world.account.instanceId())
                : Optional.empty();
    }
}
