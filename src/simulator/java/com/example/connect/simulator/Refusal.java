package com.example.connect.simulator;

/** A call refused: error code, HTTP status and message as the service words them. {@link WireServer} writes it out. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final transient Answer answer;

    Refusal(String code, int status, String message) {
        super(message, null, false, false);
        this.code = code;
        this.answer = Answer.error(status, code, message);
    }

    static Refusal invalidParameter(String message) {
        return new Refusal("InvalidParameterException", 400, message);
    }

    static Refusal invalidRequest(String message) {
        return new Refusal("InvalidRequestException", 400, message);
    }

    static Refusal notFound(String message) {
        return new Refusal("ResourceNotFoundException", 404, message);
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

    String code() {
        return code;
    }

    Answer answer() {
        return answer;
    }
}
