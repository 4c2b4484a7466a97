package com.example.connect.phonenumber;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.cloudformation.loggers.LogPublisher;

/**
 * Runs a synthetic READ in Lambda's init phase, so that the first real request finds the classes loaded and the caches
 * filled. It goes the whole way from bytes to bytes; only the HTTP client answers from memory. So it needs no network
 * and no credentials, logs nothing and touches no file.
 */
final class WarmUp {

    /** No Region of AWS: no request ever names it, and its client, which stays, sends nothing. */
    private static final String REGION = "xx-warmup-0";

    private static final String NUMBER = "arn:aws:connect:xx-warmup-0:000000000000:phone-number/none";

    private static final String REQUEST = """
            {"action": "READ", "region": "%s", "awsAccountId": "000000000000", "bearerToken": "none",
             "resourceType": "Example::Connect::PhoneNumber",
             "requestData": {
              "callerCredentials": {"accessKeyId": "none", "secretAccessKey": "none", "sessionToken": "none"},
              "logicalResourceId": "none", "stackTags": {}, "systemTags": {}, "typeConfiguration": {},
              "resourceProperties": {"PhoneNumberArn": "%s"}}}""".formatted(REGION, NUMBER);

    /** Answers both calls of a READ: each reads its own part. */
    private static final String ANSWER = """
            {"ClaimedPhoneNumberSummary": {
              "PhoneNumberArn": "%s", "PhoneNumber": "none", "PhoneNumberType": "DID", "PhoneNumberCountryCode": "US",
              "TargetArn": "arn:aws:connect:xx-warmup-0:000000000000:instance/none", "PhoneNumberDescription": "none",
              "PhoneNumberStatus": {"Status": "CLAIMED"}, "Tags": {"none": "none"}},
             "FlowAssociationSummaryList": [{
              "ResourceId": "%s", "FlowId": "arn:aws:connect:xx-warmup-0:000000000000:instance/none/contact-flow/none"}]}""".formatted(NUMBER, NUMBER);

    private WarmUp() {}

    /** A failure costs the first request time, and nothing else. */
    static void run() {
        run(new Memory());
    }

    static void run(SdkHttpClient http) {
        try {
            read(http);
        } catch (IOException | RuntimeException | LinkageError slower) {
            // The function starts cold.
        }
    }

    /** The event of a READ whose calls are answered by {@code http}. */
    static String read(SdkHttpClient http) throws IOException {
        ByteArrayOutputStream event = new ByteArrayOutputStream();
        ConnectClients.put(REGION, http);
        new Rehearsal().processRequest(new ByteArrayInputStream(REQUEST.getBytes(StandardCharsets.UTF_8)), event);
        return event.toString(StandardCharsets.UTF_8);
    }

    private static final class Rehearsal extends LeanFunction {

        Rehearsal() {
            platformLogPublisher = new LogPublisher() {
                @Override
                protected void publishMessage(String message) {}
            };
        }

        @Override
        protected void scrubFiles() {}
    }

    static final class Memory implements SdkHttpClient {

        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            return new ExecutableHttpRequest() {
                @Override
                public HttpExecuteResponse call() {
                    return HttpExecuteResponse.builder()
                            .response(SdkHttpFullResponse.builder()
                                    .statusCode(200)
                                    .putHeader("Content-Type", "application/json")
                                    .putHeader("x-amzn-RequestId", "none")
                                    .build())
                            .responseBody(AbortableInputStream.create(
                                    new ByteArrayInputStream(ANSWER.getBytes(StandardCharsets.UTF_8))))
                            .build();
                }

                @Override
                public void abort() {}
            };
        }

        @Override
        public void close() {}
    }
}
