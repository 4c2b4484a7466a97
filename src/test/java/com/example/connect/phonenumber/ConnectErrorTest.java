package com.example.connect.phonenumber;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

class ConnectErrorTest {

    @ParameterizedTest
    @CsvSource({
        "ThrottlingException, 429, Throttling, true",
        "TooManyRequestsException, 429, Throttling, true",
        "SomethingNew, 429, Throttling, true",
        "InternalServiceException, 500, ServiceInternalError, true",
        "SomethingNew, 503, ServiceInternalError, true",
        "ResourceInUseException, 409, NotStabilized, true",
        "InvalidParameterException, 400, InvalidRequest, false",
        "InvalidRequestException, 400, InvalidRequest, false",
        "ResourceNotFoundException, 404, NotFound, false",
        "IdempotencyException, 409, ResourceConflict, false",
        "AccessDeniedException, 403, AccessDenied, false",
        "SomethingNew, 403, AccessDenied, false",
        "ExpiredTokenException, 403, InvalidCredentials, false",
        "ServiceQuotaExceededException, 402, ServiceLimitExceeded, false",
        "SomethingNew, 418, GeneralServiceException, false",
    })
    void givesEveryWireCodeItsHandlerErrorCode(String wireCode, int status, HandlerErrorCode code, boolean passing) {
        ConnectError error = ConnectError.of(wireCode, status, "reason", "");

        assertThat(error.code()).isEqualTo(code);
        assertThat(error.isPassing()).isEqualTo(passing);
    }

    @ParameterizedTest
    @CsvSource({
        "Phone number not available: +18005550123, NOT_AVAILABLE",
        "Phone number not available: +18005550124, INVALID",
        "This operation is not available in this Region, INVALID",
        "TargetArn is invalid, INVALID",
        "The allowed limit for claimed phone numbers has been exceeded for your instance, LIMIT",
        "Rate limit exceeded, INVALID",
        "The allowed limit is 5. The rate was exceeded, INVALID"
    })
    void tellsATakenNumberAndTheQuotaFromAnyOtherInvalidParameter(String message, ConnectError row) {
        assertThat(ConnectError.of("InvalidParameterException", 400, message, "+18005550123"))
                .isEqualTo(row);
    }

    @Test
    void tellsATakenSourceByItselfOrByAnyNumber() {
        String source = "arn:aws:sms-voice:us-east-1:123456789012:phone-number/phone-1";

        assertThat(ConnectError.of("InvalidParameterException", 400, source + " is not available", source))
                .isEqualTo(ConnectError.NOT_AVAILABLE);
        assertThat(ConnectError.of("InvalidParameterException", 400, "Not available: +18005550123", source))
                .isEqualTo(ConnectError.NOT_AVAILABLE);
        assertThat(ConnectError.of("InvalidParameterException", 400, "Not available in 123456789012", source))
                .isEqualTo(ConnectError.INVALID);
    }
}
