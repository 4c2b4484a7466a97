package com.example.connect.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** What goes back over the wire: an HTTP answer, or a connection closed without one. */
public sealed interface Answer {
    /** The connection is closed before a byte of an answer is written. */
    record Dropped() implements Answer {}

    /**
     * An HTTP answer.
     *
     * @param status HTTP status
     * @param errorCode the value of {@code x-amzn-ErrorType}, where the answer is an error
     * @param headers further headers
     * @param body JSON, or whatever trouble was scripted; empty for none
     */
    record Http(int status, Optional<String> errorCode, Map<String, String> headers, String body) implements Answer {
        /** The same with another body. */
        Http withBody(String other) {
            return new Http(status, errorCode, headers, other);
        }
    }

    /** HTTP status, 0 where the connection is dropped. */
    default int status() {
        return 0;
    }

    /** The error, where the answer is one. */
    default Optional<String> errorCode() {
        return Optional.empty();
    }

    /** What is answered; empty for nothing. */
    default String body() {
        return "";
    }

    /** The members of the answer's JSON, nested ones too, as {@link Fault.LeftOut} names them. */
    default Set<String> members() {
        return Members.of(body());
    }

    /** Errors that API Gateway, in front of the service, answers by itself: it writes {@code message} in lower case. */
    Set<String> GATEWAY_ERRORS = Set.of("MissingAuthenticationTokenException", "TooManyRequestsException");

    String REQUEST_ID = "x-amzn-RequestId";

    /** What lets a page in a browser read the answer. */
    Map<String, String> BROWSER_HEADERS = Map.of(
            "Access-Control-Allow-Origin",
            "*",
            "Access-Control-Expose-Headers",
            "x-amzn-errortype,x-amzn-requestid,x-amzn-errormessage,x-amzn-trace-id,x-amz-apigw-id,date");

    static Answer dropped() {
        return new Dropped();
    }

    /** The service's answer to a call carried out; operations without output have an empty body. */
    static Answer ok(Map<String, ?> output) {
        return fromService(200, Optional.empty(), output.isEmpty() ? "" : Json.write(output));
    }

    /** A 200 from a third party between caller and service: it has no AWS request id. */
    static Answer body(String body) {
        return new Http(200, Optional.empty(), Map.of(), body);
    }

    /** An error as restJson1 has it: the code in {@code x-amzn-ErrorType}, the text in {@code Message}. */
    static Answer error(int status, String code, String message) {
        String member = GATEWAY_ERRORS.contains(code) ? "message" : "Message";
        // Belief (official; errors): An error has its code in x-amzn-ErrorType and its text in the body's Message; API
        // Gateway's own has it in message. Source: the restJson1 protocol of the service model; API Gateway's default
        // responses. Test: WireTest#anErrorHasItsCodeInAHeaderAndItsTextInMessage.
        return fromService(status, Optional.of(code), Json.write(Map.of(member, message)));
    }

    /** With the headers that recorded answers of services behind API Gateway have. */
    private static Answer fromService(int status, Optional<String> errorCode, String body) {
        Map<String, String> headers = new TreeMap<>(BROWSER_HEADERS);
        headers.putAll(ids(body));
        // Belief (recorded; errors): Every answer of the service, and none of another program, has the header
        // x-amzn-RequestId. Source: an answer in boto3 #4622. Test:
        // WireTest#anErrorHasItsCodeInAHeaderAndItsTextInMessage,
        // PhoneNumberCallsTest#anAnswerWithoutAnAwsRequestIdIsNotConnects.
        return new Http(status, errorCode, headers, body);
    }

    /** Ids that are hashes of a text. */
    private static Map<String, String> ids(String text) {
        UUID id = UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
        String digits = id.toString().replace("-", "");
        return Map.of(
                REQUEST_ID,
                id.toString(),
                "x-amz-apigw-id",
                digits.substring(0, 15) + "=",
                "X-Amzn-Trace-Id",
                "Root=1-" + digits.substring(0, 8) + "-" + digits.substring(8));
    }

    /** The same answer with ids of its own, where it has any: those of the call with this place in the log. */
    default Answer to(int call) {
        if (!(this instanceof Http http) || !http.headers().containsKey(REQUEST_ID)) {
            return this;
        }
        Map<String, String> headers = new TreeMap<>(http.headers());
        headers.putAll(ids(call + http.body()));
        return new Http(http.status(), http.errorCode(), headers, http.body());
    }

    /** The same answer with one more header; a dropped connection stays one. */
    default Answer with(String header, String value) {
        if (!(this instanceof Http http)) {
            return this;
        }
        Map<String, String> headers = new TreeMap<>(http.headers());
        headers.put(header, value);
        return new Http(http.status(), http.errorCode(), headers, http.body());
    }
}
