package com.example.connect.phonenumber;

import static software.amazon.cloudformation.proxy.HandlerErrorCode.AccessDenied;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.GeneralServiceException;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.InvalidCredentials;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.InvalidRequest;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.NetworkFailure;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.NotFound;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.NotStabilized;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.ResourceConflict;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.ServiceInternalError;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.ServiceLimitExceeded;
import static software.amazon.cloudformation.proxy.HandlerErrorCode.Throttling;

import java.util.Arrays;
import java.util.List;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/**
 * The whole error policy: every way in which a call to Connect can fail, the code that CloudFormation gets, and whether
 * the call may have had its effect. Wire codes are those of the service model and of the API gateway.
 */
enum ConnectError {
    // Belief (maintainers; errors): A throttled call is ThrottlingException or TooManyRequestsException, had no
    // effect, and passes. Source: the model has the one; AWS's own published Connect handlers know only the other.
    // Test: ConnectErrorTest#givesEveryWireCodeItsHandlerErrorCode, BothWaysTest#aThrottledCallGetsTheErrorThatIsSet.
    THROTTLED(Throttling, Effect.NONE_TRY_AGAIN, "ThrottlingException", "TooManyRequestsException", "Throttling"),
    // Belief (guess; errors): ResourceInUseException passes by waiting. Source: the model says to remove the reference
    // and to try again, and not how long that takes. Test: UpdateTest#aNumberInProgressIsWaitedFor,
    // DeleteTest#aNumberInProgressIsReleasedNowOrOnceItIsNot.
    // Not ResourceConflict: CloudFormation would begin an operation again that has waited for minutes.
    IN_USE(NotStabilized, Effect.NONE_TRY_AGAIN, "ResourceInUseException"),
    // Belief (guess; errors): A call that ends with an error of the 500s may have had its effect. Source: no guide
    // says that it has none. Test: FaultsTest#oneFaultAtAnyCallOnceAndInBursts,
    // DeleteInterleavingsTest#aTimeOutOfTheGatewayIsPassing.
    INTERNAL(
            ServiceInternalError,
            Effect.UNKNOWN,
            "InternalServiceException",
            "InternalServerException",
            "InternalFailure",
            "ServiceUnavailableException",
            "ServiceUnavailable"),
    UNINTELLIGIBLE(ServiceInternalError, Effect.UNKNOWN),
    NO_ANSWER(NetworkFailure, Effect.UNKNOWN),
    NO_TIME(NetworkFailure, Effect.NONE_TRY_AGAIN),
    NOT_AVAILABLE(InvalidRequest, Effect.NONE),
    INVALID(InvalidRequest, Effect.NONE, "InvalidParameterException", "ValidationException"),
    INVALID_REQUEST(InvalidRequest, Effect.NONE_UNTIL_VISIBLE, "InvalidRequestException"),
    NOT_PUBLISHED(InvalidRequest, Effect.NONE, "ContactFlowNotPublishedException"),
    NOT_FOUND(NotFound, Effect.NONE_UNTIL_VISIBLE, "ResourceNotFoundException"),
    // Belief (official; errors): The calls answer errors of these wire codes, and of no others. Source: botocore
    // 1.44.5, service-2.json of connect, and the common errors of AWS APIs. Test:
    // ConnectErrorTest#givesEveryWireCodeItsHandlerErrorCode,
    // PermissionsTest#claimingWithoutTagResourceIsAccessDeniedAndClaimsNothing.
    IDEMPOTENCY(ResourceConflict, Effect.NONE, "IdempotencyException"),
    CONFLICT(ResourceConflict, Effect.NONE, "ResourceConflictException", "DuplicateResourceException"),
    LIMIT(ServiceLimitExceeded, Effect.NONE, "LimitExceededException", "ServiceQuotaExceededException"),
    DENIED(AccessDenied, Effect.NONE, "AccessDeniedException", "AccessDenied", "UnauthorizedOperation"),
    CREDENTIALS(
            InvalidCredentials,
            Effect.NONE,
            "ExpiredTokenException",
            "UnrecognizedClientException",
            "InvalidSignatureException",
            "MissingAuthenticationTokenException",
            "MissingAuthenticationToken",
            "IncompleteSignature",
            "InvalidClientTokenId"),
    OTHER(GeneralServiceException, Effect.NONE);

    /** Whether a failed call may have had its effect. */
    enum Effect {
        /** It had none and will have none. */
        NONE,
        /** It had none; the same call can succeed later. */
        NONE_TRY_AGAIN,
        /** It had none; the same call can succeed once all of Connect knows a number that was claimed minutes ago. */
        NONE_UNTIL_VISIBLE,
        /** It may have had its effect; the same call, made again, tells. */
        UNKNOWN
    }

    private final HandlerErrorCode code;
    private final Effect effect;
    private final List<String> wireCodes;

    ConnectError(HandlerErrorCode code, Effect effect, String... wireCodes) {
        this.code = code;
        this.effect = effect;
        this.wireCodes = List.of(wireCodes);
    }

    /**
     * The row for an error of Connect: by its wire code, or, where that is unknown, by its HTTP status.
     *
     * @param asked the number that the call claims, the source that it imports, or the empty text
     */
    static ConnectError of(String wireCode, int status, String message, String asked) {
        ConnectError row = Arrays.stream(values())
                .filter(error -> error.wireCodes.contains(wireCode))
                .findFirst()
                .orElseGet(() -> of(status));
        if (row.isInvalid() && Wording.isOfUnavailable(message, asked)) {
            return NOT_AVAILABLE;
        }
        return row.isInvalid() && Wording.isOfQuota(message) ? LIMIT : row;
    }

    /** The row for the reason that Connect gives for work that it accepted and that ended FAILED. */
    static ConnectError ofReason(String reason) {
        return Wording.isOfQuota(reason) ? LIMIT : OTHER;
    }

    private static ConnectError of(int status) {
        if (status >= 500) {
            return INTERNAL;
        }
        return switch (status) {
            case 429 -> THROTTLED;
            case 408 -> NO_ANSWER;
            case 401 -> CREDENTIALS;
            case 403 -> DENIED;
            case 404 -> NOT_FOUND;
            case 400 -> INVALID;
            case 409 -> CONFLICT;
            default -> OTHER;
        };
    }

    HandlerErrorCode code() {
        return code;
    }

    /** Whether Connect calls the request invalid, in either of its two codes. */
    boolean isInvalid() {
        return this == INVALID || this == INVALID_REQUEST;
    }

    /** Whether waiting and making the same call again can succeed. */
    boolean isPassing() {
        return effect == Effect.NONE_TRY_AGAIN || effect == Effect.UNKNOWN;
    }

    /** Whether Connect answers so, for minutes, where a part of it does not know a claimed number yet. */
    boolean isLag() {
        return effect == Effect.NONE_UNTIL_VISIBLE;
    }

    /** Whether the call may have had its effect. */
    boolean leavesDoubt() {
        return effect == Effect.UNKNOWN;
    }
}
