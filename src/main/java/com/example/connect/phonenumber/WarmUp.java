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
 * A READ of a number that does not exist, in Lambda's init phase, which no user waits for: it loads the classes and
 * fills the caches that every first request would. It goes all the way from bytes to bytes; only what is sent is
 * answered from memory. So it needs no network and no credentials, logs nothing and touches no file.
 */
final class WarmUp {

    /** No Region of AWS, so that no request is ever for it. Its client stays: nothing is ever sent there. */
    private static final String REGION = "xx-warmup-0";

    private static final String NUMBER = "arn:aws:connect:xx-warmup-0:000000000000:phone-number/none";

    private static final String REQUEST = """
            {"action": "READ", "region": "%s", "awsAccountId": "000000000000", "bearerToken": "none",
             "resourceType": "Example::Connect::PhoneNumber",
             "requestData": {
              "callerCredentials": {"accessKeyId": "none", "secretAccessKey": "none", "sessionToken": "none"},
              "logicalResourceId": "none", "stackTags": {}, "systemTags": {}, "typeConfiguration": {},
              "resourceProperties": {"PhoneNumberArn": "%s"}}}""".formatted(REGION, NUMBER);

    /** The answers to both calls of a READ in one: each reads its own part. */
    private static final String ANSWER = """
            {"ClaimedPhoneNumberSummary": {
              "PhoneNumberArn": "%s", "PhoneNumber": "none", "PhoneNumberType": "DID", "PhoneNumberCountryCode": "US",
              "TargetArn": "arn:aws:connect:xx-warmup-0:000000000000:instance/none", "PhoneNumberDescription": "none",
              "PhoneNumberStatus": {"Status": "CLAIMED"}, "Tags": {"none": "none"}},
             "FlowAssociationSummaryList": []}""".formatted(NUMBER);

    private WarmUp() {}

    /** Where it fails, a first request takes longer, and nothing else. */
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

    private static final class Rehearsal extends HandlerWrapper {

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
