package com.example.connect.phonenumber;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.connect.model.ClaimedPhoneNumberSummary;
import software.amazon.awssdk.services.connect.model.ListPhoneNumbersSummary;
import software.amazon.awssdk.services.connect.model.PhoneNumberStatus;

/**
 * A number as Connect describes it, as a model: every property of the schema that is not write-only. Without its
 * read-only properties, the model is the desired state of a create that claims another such number.
 */
final class Reading {

    /** The status of a number whose status Connect does not tell. */
    static final PhoneNumberStatus UNKNOWN =
            PhoneNumberStatus.builder().status("UNKNOWN").build();

    private Reading() {}

    static ResourceModel of(ClaimedPhoneNumberSummary number) {
        return ResourceModel.builder()
                .phoneNumberArn(number.phoneNumberArn())
                .phoneNumberId(idOf(number.phoneNumberArn()))
                .address(number.phoneNumber())
                .type(number.phoneNumberTypeAsString())
                .countryCode(number.phoneNumberCountryCodeAsString())
                .targetArn(number.targetArn())
                .instanceId(instanceOf(number.targetArn()))
                .description(present(number.phoneNumberDescription()))
                .tags(Tags.visible(number.tags()))
                .releaseProtection(Tags.areProtected(number.tags()))
                .status(number.phoneNumberStatus().statusAsString())
                .statusMessage(messageOf(number.phoneNumberStatus()))
                .build();
    }

    static ResourceModel of(ListPhoneNumbersSummary number) {
        return ResourceModel.builder()
                .phoneNumberArn(number.phoneNumberArn())
                .phoneNumberId(idOf(number.phoneNumberArn()))
                .address(number.phoneNumber())
                .type(number.phoneNumberTypeAsString())
                .countryCode(number.phoneNumberCountryCodeAsString())
                .targetArn(number.targetArn())
                .instanceId(instanceOf(number.targetArn()))
                .description(present(number.phoneNumberDescription()))
                .build();
    }

    private static @Nullable String idOf(String arn) {
        return ConnectArn.parse(arn).map(ConnectArn::id).orElse(null);
    }

    private static @Nullable String instanceOf(@Nullable String targetArn) {
        return ConnectArn.parse(targetArn)
                .filter(target -> target.kind().equals(ConnectArn.INSTANCE))
                .map(ConnectArn::id)
                .orElse(null);
    }

    /** Never absent, so that Fn::GetAtt of it always works. */
    private static String messageOf(PhoneNumberStatus status) {
        @Nullable String told = present(status.message());
        if (told != null) {
            return told;
        }
        return switch (status.status()) {
            case CLAIMED -> "The number is claimed.";
            case IN_PROGRESS -> "Amazon Connect is still working on the number.";
            case FAILED -> "Amazon Connect could not finish its work on the number, and gives no reason.";
            default ->
                status.equals(UNKNOWN)
                        ? "Amazon Connect does not tell the status of the number."
                        : "Amazon Connect calls the status of the number " + status.statusAsString() + ".";
        };
    }

    private static @Nullable String present(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
