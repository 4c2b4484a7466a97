package com.example.connect.phonenumber;

import java.util.Optional;

/** How an invocation of an operation ends, unless it fails. */
sealed interface Outcome {

    /** In progress: CloudFormation invokes the handler again after a delay in seconds. */
    record CallBack(int seconds) implements Outcome {}

    /** The operation has succeeded; a delete has no result. */
    record Done(Optional<ResourceModel> result) implements Outcome {}

    static Outcome done(ResourceModel result) {
        return new Done(Optional.of(result));
    }

    static Outcome deleted() {
        return new Done(Optional.empty());
    }
}
