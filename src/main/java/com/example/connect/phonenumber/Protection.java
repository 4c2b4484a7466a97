package com.example.connect.phonenumber;

import java.util.List;

/** The release protection of a number whose create fails. */
final class Protection {

    private Protection() {}

    /**
     * The create has failed and may have set its protection, also in an invocation that died: takes it off, or says that
     * it is there. A passing fault is retried with the whole step, which may succeed then.
     */
    static Failure takenOff(Operation<Creating> create, String arn, Failure failure) {
        try {
            create.calls().untagResource(arn, List.copyOf(Tags.PROTECTED.keySet()));
            return failure;
        } catch (ConnectFault kept) {
            boolean isUnknown = kept.error().isLag() && !create.clock().isWithin(Patience.VISIBLE);
            if (!isUnknown && create.canRetry(kept)) {
                return kept;
            }
            return kept.is(ConnectError.NOT_FOUND)
                    ? failure
                    : new Refusal(
                            failure.code(),
                            String.format(
                                    "%s Release protection may be set and could not be taken off (%s), so that the clean-up"
                                            + " cannot release the number: remove the tag %s from %s, then delete it.",
                                    failure.message(), kept.message(), Tags.PROTECTION, arn));
        }
    }
}
