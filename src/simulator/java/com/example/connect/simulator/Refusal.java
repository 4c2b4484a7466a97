package com.example.connect.simulator;

import java.util.Optional;

/**
 * A call refused: error code, HTTP status and message. Where answers of Connect's other calls show how the service words
 * such a refusal, {@link Knob#WORDING} chooses between that text and one of ours that says more.
 */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** How recorded answers of Connect's other calls word what is not found, and a value that cannot be meant. */
    static final String RECORDED_NOT_FOUND = "Resource not found";

    static final String RECORDED_INVALID = "Invalid parameter:  ";

    private final String code;
    private final int status;
    private final transient Optional<String> recorded;
    private transient Optional<String> why = Optional.empty();

    Refusal(String code, int status, String message) {
        this(code, status, message, Optional.empty());
    }

    private Refusal(String code, int status, String message, Optional<String> recorded) {
        super(message, null, false, false);
        this.code = code;
        this.status = status;
        this.recorded = recorded;
    }

    // Belief (official; errors): Each error has the HTTP status that the model gives it. Source: botocore 1.44.5,
    // service-2.json of connect. Test: ModelConformanceTest#errorsHaveTheModelsStatus.
    static Refusal invalidParameter(String message) {
        return new Refusal("InvalidParameterException", 400, message);
    }

    /** A parameter whose value cannot be meant. */
    static Refusal invalidValue(String value, String message) {
        return new Refusal("InvalidParameterException", 400, message, Optional.of(RECORDED_INVALID + value));
    }

    static Refusal invalidRequest(String message) {
        return new Refusal("InvalidRequestException", 400, message);
    }

    static Refusal notFound(String message) {
        return new Refusal("ResourceNotFoundException", 404, message, Optional.of(RECORDED_NOT_FOUND));
    }

    static Refusal inUse(String message) {
        return new Refusal("ResourceInUseException", 409, message);
    }

    static Refusal idempotency(String message) {
        return new Refusal("IdempotencyException", 409, message);
    }

    static Refusal quotaExceeded(String message) {
        return new Refusal("ServiceQuotaExceededException", 402, message);
    }

    static Refusal conflict(String message) {
        return new Refusal("ResourceConflictException", 409, message);
    }

    static Refusal notReady(String message) {
        return new Refusal("ResourceNotReadyException", 409, message);
    }

    static Refusal duplicate(String message) {
        return new Refusal("DuplicateResourceException", 409, message);
    }

    static Refusal flowNotPublished(String message) {
        return new Refusal("ContactFlowNotPublishedException", 404, message);
    }

    static Refusal invalidFlow(String message) {
        return new Refusal("InvalidContactFlowException", 400, message);
    }

    static Refusal accessDenied(String message) {
        return new Refusal("AccessDeniedException", 403, message);
    }

    /** Says why in more words than the service's. */
    Refusal because(String sentence) {
        why = Optional.of(sentence);
        return this;
    }

    /** Why, in a sentence for a reader. */
    String why() {
        return why.orElseGet(() -> String.valueOf(getMessage()));
    }

    String code() {
        return code;
    }

    boolean isNotFound() {
        return status == 404;
    }

    /** In our own words. */
    Answer answer() {
        return Answer.error(status, code, String.valueOf(getMessage()));
    }

    Answer answer(Knobs knobs) {
        return knobs.get(Knob.WORDING) == Knob.Wording.RECORDED
                ? recorded.map(text -> Answer.error(status, code, text)).orElseGet(this::answer)
                : answer();
    }
}
