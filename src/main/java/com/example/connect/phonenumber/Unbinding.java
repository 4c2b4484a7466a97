package com.example.connect.phonenumber;

import java.util.Optional;

/**
 * The contact flow of a number that Connect does not release while it is bound, which is not documented. A number whose
 * delete fails is to be bound as before: callers reach nothing without a flow.
 */
final class Unbinding {

    private final Operation<Deleting> delete;
    private final String arn;

    Unbinding(Operation<Deleting> delete, String arn) {
        this.delete = delete;
        this.arn = arn;
    }

    /**
     * Unbinds the number; empty where that is done. An event carries the flow before, so that a delete that fails can bind
     * it again, also one that an invocation which died has unbound.
     */
    Optional<Outcome> of(FlowArn flow) {
        if (delete.phase().trace().unboundFlow().isEmpty()) {
            delete.continueAs(delete.phase().with(delete.phase().trace().unbinding(flow.toString())));
            return Optional.of(delete.nextStep());
        }
        delete.calls().disassociatePhoneNumberContactFlow(arn, flow);
        return Optional.empty();
    }

    /** The failure, once what the delete has unbound is bound again. Where that is not possible, the failure says so. */
    Failure undone(Failure failure) {
        Optional<FlowArn> flow = delete.phase().trace().unboundFlow().flatMap(FlowArn::parse);
        if (flow.isEmpty() || delete.canRetry(failure)) {
            return failure;
        }
        try {
            delete.calls().associatePhoneNumberContactFlow(arn, flow.get());
            return failure;
        } catch (ConnectFault fault) {
            return delete.canRetry(fault)
                    ? fault
                    : new Refusal(
                            failure.code(),
                            String.format(
                                    "%s To release the number, this delete has unbound it from its contact flow, and could not"
                                            + " bind it again (%s): callers reach nothing until you bind it to %s.",
                                    failure.message(), fault.message(), flow.get()));
        }
    }
}
