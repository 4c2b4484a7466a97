package com.example.connect.phonenumber;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.connect.model.ClaimedPhoneNumberSummary;
import software.amazon.awssdk.services.connect.model.ListPhoneNumbersSummary;

/** A number as Connect describes it, as a model: every property of the schema that is not write-only. */
final class Reading {

    private Reading() {}

    static ResourceModel of(ClaimedPhoneNumberSummary number) {
        return ResourceModel.builder()
                .phoneNumberArn(number.phoneNumberArn())
                .phoneNumberId(idOf(number.phoneNumberArn()))
                .phoneNumber(number.phoneNumber())
                .address(number.phoneNumber())
                .type(number.phoneNumberTypeAsString())
                .countryCode(number.phoneNumberCountryCodeAsString())
                .targetArn(number.targetArn())
                .instanceId(instanceOf(number.targetArn()))
                .description(present(number.phoneNumberDescription()))
                .sourcePhoneNumberArn(number.sourcePhoneNumberArn())
                .tags(Tags.visible(number.tags()))
                .releaseProtection(Tags.areProtected(number.tags()))
                .status(number.phoneNumberStatus().statusAsString())
                .statusMessage(present(number.phoneNumberStatus().message()))
                .build();
    }

    static ResourceModel of(ListPhoneNumbersSummary number) {
        return ResourceModel.builder()
                .phoneNumberArn(number.phoneNumberArn())
                .phoneNumberId(idOf(number.phoneNumberArn()))
                .phoneNumber(number.phoneNumber())
                .address(number.phoneNumber())
                .type(number.phoneNumberTypeAsString())
                .countryCode(number.phoneNumberCountryCodeAsString())
                .targetArn(number.targetArn())
                .instanceId(instanceOf(number.targetArn()))
                .sourcePhoneNumberArn(number.sourcePhoneNumberArn())
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

    private static @Nullable String present(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
