package com.example.connect.phonenumber;

import java.util.Optional;
import software.amazon.cloudformation.proxy.HandlerErrorCode;

/**
 * One operation of CloudFormation in one of its invocations: what is asked, the door to Connect, and the progress, which
 * the next invocation goes on from. A phase is entered before the call that may fail in it, so that a fault that is
 * thrown past the handler is retried in the right phase.
 *
 * @param <P> the phases of this kind of operation
 */
final class Operation<P extends Phase> {

    private final Request request;
    private final PhoneNumberCalls calls;
    private OperationClock clock;
    private P phase;
    private Optional<String> identifier = Optional.empty();

    Operation(Invocation invocation, OperationClock clock, P phase) {
        this.request = invocation.request();
        this.calls = invocation.calls();
        this.clock = clock;
        this.phase = phase;
    }

    Request request() {
        return request;
    }

    PhoneNumberCalls calls() {
        return calls;
    }

    OperationClock clock() {
        return clock;
    }

    P phase() {
        return phase;
    }

    /** The identifier that every event from now on shows. */
    Optional<String> identifier() {
        return identifier;
    }

    void identify(String arn) {
        identifier = Optional.of(arn);
    }

    /** NotFound, in an event without an identifier. */
    Refusal notFound(String arn) {
        identifier = Optional.empty();
        return Refusal.notFound(arn);
    }

    /** A new phase begins, and with it the time that is spent in it. */
    void enter(P next) {
        phase = next;
        clock = clock.withPhaseBeginning();
    }

    /** The facts of the phase change; the time that is spent in it goes on. */
    void continueAs(P next) {
        phase = next;
    }

    /** The next look at the number comes after a delay that grows with the time spent in the phase. */
    Outcome nextLook() {
        return callBack(Pace.nextLook(clock.inPhase(), clock.throttled()));
    }

    /** The next step follows at once, in an invocation of its own, which knows what this one's event carries. */
    Outcome nextStep() {
        return callBack(1);
    }

    private Outcome callBack(int seconds) {
        clock = clock.withoutFault().after(seconds);
        if (!clock.hasTime()) {
            throw new Refusal(
                    HandlerErrorCode.NotStabilized,
                    String.format(
                            "Amazon Connect has not finished after %d seconds. Still waiting for: %s.",
                            clock.elapsed(), WaitingFor.words(phase)));
        }
        return new Outcome.CallBack(seconds);
    }

    /** Whether a failure is a fault that may pass while the operation still has time. */
    boolean canRetry(Failure failure) {
        return mayPass(failure) && clock.hasTime();
    }

    /** Whether a failure is a fault that may pass. An answer that stays unintelligible for minutes is another program's. */
    boolean mayPass(Failure failure) {
        boolean persists = failure instanceof ConnectFault fault
                && fault.is(ConnectError.UNINTELLIGIBLE)
                && clock.faultsInARow(fault.call()) >= Patience.UNINTELLIGIBLE;
        return failure.isPassing() && !persists;
    }

    /** The same phase is tried again after a passing fault. */
    Outcome retry(ConnectFault fault) {
        clock = clock.withFault(fault.call());
        int delay = Math.min(fault.retryAfter(), Patience.RETRY_AFTER.seconds()) + backoff(fault);
        clock = fault.is(ConnectError.THROTTLED) ? clock.afterThrottling(delay) : clock.after(delay);
        return new Outcome.CallBack(delay);
    }

    /**
     * A write may not find a number that a read has just returned, because replicas lag: it is retried. If that persists,
     * or the operation has no more time, NotFound is real and thrown, as is every other fault.
     */
    Outcome retryWhileReplicasLag(ConnectFault fault) {
        boolean persists = clock.faultsInARow(fault.call()) >= Patience.MISSES || !clock.hasTime();
        if (!fault.is(ConnectError.NOT_FOUND) || persists) {
            throw fault;
        }
        return retry(fault);
    }

    private int backoff(ConnectFault fault) {
        int drawn = draw(
                "backoff",
                fault.is(ConnectError.THROTTLED)
                        ? Pace.afterThrottling(clock.throttled())
                        : Pace.afterFault(clock.faultsInARow(fault.call())));
        return identifier.isPresent() ? drawn : draw("deadline", Pace.beforeDeadline(clock.elapsed(), drawn));
    }

    private int draw(String purpose, Pace.Delay delay) {
        int range = delay.most() - delay.least() + 1;
        return delay.least() + request.identity().chance(purpose + " " + clock.waited(), range);
    }
}
