package com.example.connect.phonenumber;

import java.util.Optional;
import software.amazon.awssdk.services.connect.model.ClaimedPhoneNumberSummary;
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

    /** The number as Connect shows it now; a refusal to show it before that is over. Empty where Connect knows none. */
    Optional<ClaimedPhoneNumberSummary> look(String arn) {
        Optional<ClaimedPhoneNumberSummary> shown = calls.findPhoneNumber(arn);
        shown.ifPresent(number -> knows("DescribePhoneNumber"));
        return shown;
    }

    /** A call has answered about the number: that it did not know it before is over. */
    void knows(String call) {
        clock = clock.withoutRefusalOf(call);
    }

    /** A new phase begins, and with it the time that is spent in it. */
    void enter(P next) {
        phase = next;
        clock = clock.withPhaseBeginning();
    }

    /** The same, after Connect has accepted what the new phase waits for. */
    void accepted(P next) {
        enter(next);
        clock = clock.withoutRefusal();
    }

    /** The facts of the phase change; the time that is spent in it goes on. */
    void continueAs(P next) {
        phase = next;
    }

    /** The next look at the number comes after a delay that grows with the time spent in the phase. */
    Outcome nextLook() {
        return callBack(Pace.nextLook(clock.inPhase(), clock.throttled(), clock.overhead()));
    }

    /**
     * One more look, when a patience ends, after a refusal that may be an own claim's; empty where there has been one, or
     * where CloudFormation would not hear of it in time.
     */
    Optional<Outcome> lastLook(Patience patience, ConnectFault refusal) {
        int delay = patience.seconds() - clock.inPhase();
        if (delay <= 0 || !IdentifierDeadline.isMet(clock, delay + Pace.OVERHEAD)) {
            return Optional.empty();
        }
        Outcome look = callBack(delay);
        clock = clock.withFault(refusal);
        return Optional.of(look);
    }

    /** The next look, while a patience lasts. */
    Optional<Outcome> nextLook(Patience patience) {
        return clock.isWithin(patience) ? Optional.of(nextLook()) : Optional.empty();
    }

    /** The next look, where it is in time for CloudFormation's deadline. */
    Optional<Outcome> nextLookInTime() {
        int delay = Pace.nextLook(clock.inPhase(), clock.throttled(), clock.overhead());
        return IdentifierDeadline.isMet(clock, delay) ? Optional.of(callBack(delay)) : Optional.empty();
    }

    /** The next step follows at once, in an invocation of its own, which knows what this one's event carries. */
    Outcome nextStep() {
        return callBack(1);
    }

    /** The last call back comes when the time is over; what was entered later than that is looked at once more. */
    Outcome callBack(int seconds) {
        int left = Patience.OPERATION.seconds() - clock.elapsed();
        if (left <= 0 && (clock.inPhase() > 0 || !Patience.LAST_LOOK.lasts(clock.elapsed()))) {
            throw notFinished("");
        }
        int delay = left <= 0 ? seconds : Math.min(seconds, left);
        clock = clock.withoutFault().after(delay);
        return new Outcome.CallBack(delay);
    }

    private Refusal notFinished(String lastAnswer) {
        return new Refusal(
                HandlerErrorCode.NotStabilized,
                String.format(
                        "Amazon Connect has not finished after %d seconds. Still waiting for: %s.%s Look at the number in"
                                + " Amazon Connect: once it has settled, run the operation again; if it does not, ask AWS"
                                + " Support.",
                        clock.elapsed(), WaitingFor.words(phase), lastAnswer));
    }

    /** What a failure is told as: a fault that may pass and hits the last look is that the operation has not finished. */
    Failure told(Failure failure) {
        boolean isLate = identifier.isPresent() && !clock.hasTime() && mayPass(failure);
        return isLate ? notFinished(String.format(" The last answer was: %s.", failure.message())) : failure;
    }

    /** Whether a failure is a fault that may pass while the operation still has time. */
    boolean canRetry(Failure failure) {
        return mayPass(failure) && clock.hasTime();
    }

    /** Whether a failure is a fault that may pass. */
    boolean mayPass(Failure failure) {
        return failure instanceof ConnectFault fault && policy().mayPass(fault);
    }

    private Retry policy() {
        return new Retry(clock, request.identity(), identifier.isPresent());
    }

    /** The same phase is tried again after a passing fault. */
    Outcome retry(ConnectFault fault) {
        note(fault);
        return retryAfter(policy().delay(fault, Pace.LAST_TRY), fault);
    }

    /** The same after a refusal that is final once it has lasted for a patience; it is thrown then. */
    Outcome retryWithin(Patience patience, ConnectFault fault) {
        if (!clock.isRefusedWithin(patience, fault.refusal())) {
            throw fault;
        }
        return retry(fault);
    }

    /** The same for a create that has claimed nothing; empty where it would then be too late for a claim. */
    Optional<Outcome> retryInTime(ConnectFault fault) {
        note(fault);
        int delay = policy().delay(fault, Pace.LAST_CLAIM);
        return IdentifierDeadline.isMet(clock, delay) ? Optional.of(retryAfter(delay, fault)) : Optional.empty();
    }

    private void note(ConnectFault fault) {
        clock = clock.withFault(fault);
        boolean isMade = !fault.is(ConnectError.THROTTLED) && !fault.is(ConnectError.NO_TIME);
        if (isMade && !fault.error().leavesDoubt()) {
            clock = clock.withRefusal(fault.refusal());
        }
    }

    private Outcome retryAfter(int delay, ConnectFault fault) {
        clock = fault.is(ConnectError.THROTTLED) ? clock.afterThrottling(delay) : clock.after(delay);
        return new Outcome.CallBack(delay);
    }
}
