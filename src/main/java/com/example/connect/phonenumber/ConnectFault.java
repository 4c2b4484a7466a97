package com.example.connect.phonenumber;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** A call to Connect that failed: its row in {@link ConnectError}, and the service's own words. */
final class ConnectFault extends Failure {

    private static final long serialVersionUID = 1L;

    // Belief (official; limits): At the limit a user can raise the quota of numbers per instance, wait until claims
    // and releases of 180 days count less, or ask AWS Support. Source: administrator guide, service quotas
    // (L-8F812903); API reference, ClaimPhoneNumber. Test:
    // BudgetTest#aBlockedClaimEndsAtOnceWithTheServicesReasonAndWhatToDo.
    private static final String AT_THE_LIMIT =
            " Raise the quota of phone numbers per instance, or wait until claims and"
                    + " releases of the last 180 days count less, or ask AWS Support.";

    /** How the SDK's message begins where a response does not fit the service model; the rest of it is of no use to a user. */
    private static final String UNREADABLE = "Unable to unmarshall response";

    private static final int TOO_MANY = 429;

    private final ConnectError error;
    private final String call;
    private final int retryAfter;

    private ConnectFault(ConnectError error, String call, String message, int retryAfter) {
        super(error.code(), error == ConnectError.LIMIT ? sentence(message) + AT_THE_LIMIT : message);
        this.error = error;
        this.call = call;
        this.retryAfter = retryAfter;
    }

    /**
     * What the SDK threw, as a fault. Anything but a response of the service counts as NO_ANSWER.
     *
     * @param asked the number that the call claims, the source that it imports, or the empty text
     */
    static ConnectFault of(String call, RuntimeException thrown, String asked) {
        if (String.valueOf(thrown.getMessage()).startsWith(UNREADABLE)) {
            return unintelligible(call);
        }
        if (!(thrown instanceof AwsServiceException refused)) {
            return new ConnectFault(
                    ConnectError.NO_ANSWER, call, String.format("%s got no answer: %s", call, thrown.getMessage()), 0);
        }
        if (refused.requestId() == null && refused.statusCode() < 500 && refused.statusCode() != TOO_MANY) {
            return unintelligible(call);
        }
        Optional<AwsErrorDetails> details = Optional.ofNullable(refused.awsErrorDetails());
        String wireCode = details.map(AwsErrorDetails::errorCode).orElse("");
        String message = details.map(AwsErrorDetails::errorMessage).orElse("Amazon Connect gave no reason.");
        return new ConnectFault(
                ConnectError.of(wireCode, refused.statusCode(), message, asked),
                call,
                String.format(
                        "%s (%s: %s, HTTP %d, request %s)",
                        message, call, wireCode, refused.statusCode(), refused.requestId()),
                details.map(ConnectFault::retryAfter).orElse(0));
    }

    /** A response that is not Connect's: another program's page, or a body that lacks a required part. */
    static ConnectFault unintelligible(String call) {
        return new ConnectFault(
                ConnectError.UNINTELLIGIBLE, call, String.format("%s got an unintelligible answer.", call), 0);
    }

    /** A call that was not made, because the calls before it took the invocation's time. */
    static ConnectFault noTime(String call) {
        return new ConnectFault(
                ConnectError.NO_TIME,
                call,
                String.format(
                        "%s was not made: the calls before it were slow, and this invocation has no time left for it."
                                + " Try it again.",
                        call),
                0);
    }

    /** Work that Connect accepted and that ended FAILED, with the reason that it gives. */
    static ConnectFault ended(String work, @Nullable String reason) {
        String said = Objects.requireNonNullElse(reason, "it gave no reason");
        ConnectError row = ConnectError.ofReason(said);
        return new ConnectFault(
                row,
                work,
                row == ConnectError.LIMIT
                        ? said
                        : sentence(String.format("Amazon Connect could not %s the number: %s", work, said)),
                0);
    }

    /** The same fault with one more sentence about it. */
    ConnectFault with(String added) {
        return new ConnectFault(error, call, sentence(message()) + " " + added, retryAfter);
    }

    private static String sentence(String text) {
        return text.endsWith(".") ? text : text + ".";
    }

    private static int retryAfter(AwsErrorDetails details) {
        return Optional.ofNullable(details.sdkHttpResponse())
                .flatMap(response -> response.firstMatchingHeader("Retry-After"))
                // Belief (guess; errors): A Retry-After header, where there is one, is a number of seconds. Source:
                // HTTP allows a date too; no throttled answer of the service is recorded. Test:
                // FaultsTest#oneFaultAtAnyCallOnceAndInBursts,
                // CreateInterleavingsTest#everythingEndsWithinTheTimeOutThoughTheServiceAsksToWaitLong.
                .filter(value -> value.matches("[0-9]{1,9}"))
                .map(Integer::parseInt)
                .orElse(0);
    }

    @Override
    boolean isPassing() {
        return error.isPassing();
    }

    ConnectError error() {
        return error;
    }

    /** The call that failed, by its name in the service's model; the work, where that ended FAILED later. */
    String call() {
        return call;
    }

    boolean isOf(String name) {
        return call.equals(name);
    }

    boolean is(ConnectError row) {
        return error == row;
    }

    /**
     * The call and the kind of its refusal. How long a kind is waited for does not depend on how long the same call was
     * refused in another.
     */
    String refusal() {
        return error.isLag() ? call : call + (is(ConnectError.IN_USE) ? " in use" : " refused");
    }

    /** Seconds that the service asked to wait; 0 where it asked for none. */
    int retryAfter() {
        return retryAfter;
    }
}
