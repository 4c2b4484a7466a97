package com.example.connect.phonenumber;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.connect.model.ConnectRequest;
import software.amazon.awssdk.services.connect.model.ConnectResponse;
import software.amazon.awssdk.services.connect.model.ConnectResponseMetadata;
import software.amazon.cloudformation.proxy.AmazonWebServicesClientProxy;
import software.amazon.cloudformation.proxy.Logger;

/**
 * How a call of {@link PhoneNumberCalls} reaches Connect: signed, within the time that is left of the invocation, and logged
 * where it fails. Whatever is not a response of Connect is thrown as a {@link ConnectFault}.
 */
final class ConnectTransport {

    /** The SDK's request id for a response without one: such a response is not Connect's. */
    private static final String NO_REQUEST_ID = "UNKNOWN";

    private final AmazonWebServicesClientProxy proxy;
    private final Logger logger;
    private final LongSupplier timeLeft;

    /**
     * @param timeLeft milliseconds that are left of the invocation
     */
    ConnectTransport(AmazonWebServicesClientProxy proxy, Logger logger, LongSupplier timeLeft) {
        this.proxy = proxy;
        this.logger = logger;
        this.timeLeft = timeLeft;
    }

    /**
     * Signs and sends one call. An exception of the SDK is caught before RPDK's proxy sees it, because the proxy would log
     * its message, which may contain a phone number, in clear. A call that no longer fits into the invocation is not made.
     */
    <Q extends ConnectRequest, A extends ConnectResponse> A call(Q request, Function<Q, A> api) {
        String operation = request.getClass().getSimpleName().replaceAll("Request$", "");
        long left = timeLeft.getAsLong();
        if (left < ConnectClients.SHORTEST.toMillis()) {
            throw logged(request, ConnectFault.noTime(operation));
        }
        AtomicReference<@Nullable RuntimeException> thrown = new AtomicReference<>();
        @Nullable
        A answer = proxy.injectCredentialsAndInvokeV2(request, signed -> {
            try {
                return api.apply(within(left, signed));
            } catch (RuntimeException trouble) {
                thrown.set(trouble);
                return null;
            }
        });
        RuntimeException trouble = thrown.get();
        if (trouble != null) {
            throw logged(request, ConnectFault.of(operation, trouble, asked(request)));
        }
        return fromConnect(operation, answer);
    }

    /** The number that a call claims, or the source that it imports; the empty text where it does neither. */
    private static String asked(ConnectRequest request) {
        return request.getValueForField("PhoneNumber", String.class)
                .or(() -> request.getValueForField("SourcePhoneNumberArn", String.class))
                .orElse("");
    }

    /** Set on the signed request, because RPDK's proxy makes the configuration of a request anew. */
    @SuppressWarnings("unchecked")
    static <Q extends ConnectRequest> Q within(long left, Q signed) {
        if (left >= ConnectClients.ANSWER.toMillis()) {
            return signed;
        }
        AwsRequestOverrideConfiguration.Builder configuration = signed.overrideConfiguration()
                .map(AwsRequestOverrideConfiguration::toBuilder)
                .orElseGet(AwsRequestOverrideConfiguration::builder);
        return (Q) signed.toBuilder()
                .overrideConfiguration(
                        configuration.apiCallTimeout(Duration.ofMillis(left)).build())
                .build();
    }

    private ConnectFault logged(ConnectRequest request, ConnectFault fault) {
        logger.log(String.format("%s%s: %s", fault.call(), ofNumber(request), fault.error()));
        return fault;
    }

    private static String ofNumber(ConnectRequest request) {
        return request.getValueForField("PhoneNumber", String.class)
                .map(number -> " of " + masked(number))
                .orElse("");
    }

    /** A phone number as a log may have it: its last four digits. */
    private static String masked(String number) {
        int hidden = Math.max(0, number.length() - 4);
        return "*".repeat(hidden) + number.substring(hidden);
    }

    private <A extends ConnectResponse> A fromConnect(String operation, @Nullable A answer) {
        A whole = sound(operation, answer);
        @Nullable
        String requestId = Optional.ofNullable(whole.responseMetadata())
                .map(ConnectResponseMetadata::requestId)
                .orElse(NO_REQUEST_ID);
        return sound(operation, NO_REQUEST_ID.equals(requestId) ? null : whole);
    }

    /** A part that the step cannot do without: a fault where it is absent. */
    <T> T sound(String operation, @Nullable T part) {
        if (part == null) {
            logger.log(String.format("%s: %s", operation, ConnectError.UNINTELLIGIBLE));
            throw ConnectFault.unintelligible(operation);
        }
        return part;
    }
}
