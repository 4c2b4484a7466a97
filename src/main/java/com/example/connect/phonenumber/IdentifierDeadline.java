package com.example.connect.phonenumber;

import software.amazon.cloudformation.proxy.HandlerErrorCode;

/**
 * CloudFormation takes no number whose identifier it is shown later than a minute after the create began. A first claim
 * whose answer could come too late is not sent.
 */
final class IdentifierDeadline {

    private static final String ONE_AGAIN = "Create it again.";

    private static final String FEWER_AT_ONCE =
            "Create fewer numbers at once: let some depend on others with DependsOn, as"
                    + " examples/batches.yml does.";

    private IdentifierDeadline() {}

    /** Whether the answer to a claim that is sent after so many seconds from now still comes in time. */
    static boolean isMet(OperationClock clock, int from) {
        return Patience.FIRST_CLAIM.lasts(clock.elapsedNow() + from);
    }

    /**
     * The end of a create that could not claim in time.
     *
     * @param reason what held it up
     */
    static Refusal missed(OperationClock clock, String reason) {
        return missed(clock, reason, clock.throttled() > 0);
    }

    /** The same where a fault held it up that may pass later. */
    static Refusal missed(OperationClock clock, ConnectFault fault) {
        return missed(clock, fault.message(), clock.throttled() > 0 || fault.is(ConnectError.THROTTLED));
    }

    private static Refusal missed(OperationClock clock, String reason, boolean wasThrottled) {
        // No code on which CloudFormation tries again: that cannot help any more, and its own time-out would hide the
        // reason.
        return new Refusal(
                HandlerErrorCode.NotStabilized,
                String.format(
                        "%s After %d seconds, a claim could end later than the %d seconds that CloudFormation waits for a"
                                + " number, so no claim is sent. %s",
                        reason.endsWith(".") ? reason : reason + ".",
                        clock.elapsedNow(),
                        Pace.IDENTIFIER_DEADLINE,
                        wasThrottled ? FEWER_AT_ONCE : ONE_AGAIN));
    }

    /** The same where an invocation begins too late; the fault that delayed it is told, where there was one. */
    static Refusal missed(OperationClock clock) {
        return missed(
                clock,
                clock.trouble()
                        .map(Trouble::reason)
                        .filter(reason -> !reason.isEmpty())
                        .orElse("The calls of this create, or CloudFormation's callbacks, took too long"));
    }
}
