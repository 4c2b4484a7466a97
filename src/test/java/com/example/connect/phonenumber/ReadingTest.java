package com.example.connect.phonenumber;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.connect.model.ClaimedPhoneNumberSummary;
import software.amazon.awssdk.services.connect.model.PhoneNumberStatus;

/** Fn::GetAtt of StatusMessage fails a stack where a read lacks it, so it is never absent. */
class ReadingTest {

    @ParameterizedTest
    @CsvSource({"CLAIMED, is claimed", "IN_PROGRESS, still working", "FAILED, could not finish", "LATER, LATER"})
    void aStatusWithoutAMessageIsToldInASentence(String status, String told) {
        assertThat(message(status, null)).contains(told).endsWith(".");
        assertThat(message(status, "")).contains(told);
    }

    @Test
    void theServicesOwnMessageComesFirst() {
        assertThat(message("FAILED", "No luck")).isEqualTo("No luck");
    }

    private static String message(String status, @Nullable String message) {
        ClaimedPhoneNumberSummary number = ClaimedPhoneNumberSummary.builder()
                .phoneNumberArn("arn:aws:connect:us-east-1:123456789012:phone-number/x")
                .phoneNumberStatus(PhoneNumberStatus.builder()
                        .status(status)
                        .message(message)
                        .build())
                .build();
        return Reading.of(number).getStatusMessage();
    }
}
