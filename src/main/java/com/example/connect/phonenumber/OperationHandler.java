package com.example.connect.phonenumber;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.cloudformation.proxy.ProgressEvent;

/**
 * A handler whose operation takes several invocations. It resumes the operation from the callback context, runs it one
 * step further, and turns the outcome into an event, which carries the context for the next invocation.
 *
 * @param <P> the phases of the operation
 */
abstract class OperationHandler<P extends Phase> extends PhoneNumberHandler {

    private final Class<P> phases;
    private final P first;

    OperationHandler(Class<P> phases, P first) {
        this.phases = phases;
        this.first = first;
    }

    /** Runs the operation one step further. Throws a {@link Failure} where it fails, or where a call has to be retried. */
    abstract Outcome run(Operation<P> operation);

    @Override
    final Patience budget() {
        return Patience.INVOCATION;
    }

    @Override
    final ProgressEvent<ResourceModel, CallbackContext> handle(Invocation invocation) {
        Operation<P> operation;
        try {
            operation = resume(invocation);
        } catch (WireFields.Unreadable unreadable) {
            return failed(ContextCodec.refusal(unreadable, invocation.request().identity()), givenModel(invocation));
        }
        try {
            return event(operation, run(operation));
        } catch (RuntimeException thrown) {
            // Not thrown further: the event must show a number that was claimed in this very invocation.
            Failure failure = failure(thrown, invocation.logger());
            return operation.canRetry(failure)
                    ? event(operation, operation.retry((ConnectFault) failure))
                    : failed(
                            operation.told(failure),
                            operation.identifier().map(arn -> model(operation)).orElse(null));
        }
    }

    private Operation<P> resume(Invocation invocation) {
        Optional<Envelope> envelope = invocation.context().flatMap(ContextCodec::read);
        if (envelope.isEmpty()) {
            return new Operation<>(invocation, OperationClock.start(), first);
        }
        Phase phase = envelope.get().phase();
        if (!phases.isInstance(phase)) {
            throw new WireFields.Unreadable("it is of another operation");
        }
        return new Operation<>(invocation, envelope.get().clock(), phases.cast(phase));
    }

    private ProgressEvent<ResourceModel, CallbackContext> event(Operation<P> operation, Outcome outcome) {
        if (outcome instanceof Outcome.CallBack callBack) {
            CallbackContext context = ContextCodec.write(new Envelope(operation.clock(), operation.phase()));
            return ProgressEvent.defaultInProgressHandler(context, callBack.seconds(), model(operation));
        }
        return ProgressEvent.defaultSuccessHandler(
                ((Outcome.Done) outcome).result().orElse(null));
    }

    /** The model as it was asked for, with the identifier as soon as that is known. */
    private static ResourceModel model(Operation<?> operation) {
        ResourceModel asked = operation.request().model();
        return operation
                .identifier()
                .map(arn -> {
                    ResourceModel known = asked.toBuilder().phoneNumberArn(arn).build();
                    ConnectArn.parse(arn).ifPresent(parsed -> known.setPhoneNumberId(parsed.id()));
                    return known;
                })
                .orElse(asked);
    }

    /** The identifier stays known: an operation under way has given it to the model. */
    private static @Nullable ResourceModel givenModel(Invocation invocation) {
        ResourceModel model = invocation.request().model();
        return model.getPhoneNumberArn() == null ? null : model;
    }
}
