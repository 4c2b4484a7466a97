package com.example.connect.verification.laws;

/** What must hold after every case of the fault matrix, whatever failed in it. */
public enum Law {
    ONE_NUMBER_OR_NONE("A create ends with one live number, known to CloudFormation, or with none after the clean-up."),
    ONE_CLAIM("One create claims once; a claim that FAILED, and that Connect has dropped, holds nothing."),
    NOTHING_ELSE_TOUCHED("No other number is released or changed, and no tag of somebody else's."),
    IDENTIFIER_STAYS("An identifier, once shown, is in every later event, and stays the same."),
    PASSING_FAULTS_PASS(
            "A passing fault does not change how an operation ends; a create waits for it while CloudFormation still takes a"
                    + " number."),
    REASON_IS_TOLD("A failure has its code and the service's message; nothing internal shows."),
    SUCCESS_IS_TRUE("Success means that the service is stable on the desired state, and the event tells that state."),
    TAGS_STAY("A tag that both states have is missing between no two calls."),
    SECOND_RUN_FINISHES("A failed update leaves the number, and a second run or the rollback finishes."),
    DELETED_IS_DELETED("A delete that says deleted is, also for reads; one that failed can be done again."),
    EVERYTHING_ENDS(
            "Every operation ends within its time-out and a bounded number of invocations, and every invocation within"
                    + " CloudFormation's limit."),
    CONTEXT_IS_SMALL("The callback context stays under 10 KB."),
    RETRY_AFTER_IS_HEEDED(
            "Nothing is asked before the time that a Retry-After names, but for a create's last look for its own claim."),
    NO_MODEL_OF_OTHERS("AlreadyExists comes without a model."),
    READS_CHANGE_NOTHING("Read and list make no call that changes anything, and answer at once.");

    private final String text;

    Law(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    /** One breach of a law in one case. */
    public record Breach(Law law, String how) {
        @Override
        public String toString() {
            return law + ": " + how;
        }
    }
}
