package com.example.connect.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.connect.ConnectClient;
import software.amazon.awssdk.services.connect.model.AccessDeniedException;
import software.amazon.awssdk.services.connect.model.ClaimPhoneNumberRequest;
import software.amazon.awssdk.services.connect.model.ClaimedPhoneNumberSummary;
import software.amazon.awssdk.services.connect.model.PhoneNumberCountryCode;
import software.amazon.awssdk.services.connect.model.PhoneNumberType;

/**
 * The real SDK client against the simulator, without retries, and the few calls that most tests begin with. A call fails
 * whose answer is none of the service's model. Over Apache's HTTP client: the JDK's own sends a GET or DELETE again, unasked, when a kept connection drops.
 */
public final class Clients {
    static final String NUMBER = "+12065550100";
    static final String TOKEN = "0d8a2b1c-0000-4000-8000-000000000001";
    static final String OTHER_TOKEN = "0d8a2b1c-0000-4000-8000-000000000002";

    private static final SdkHttpClient HTTP = ApacheHttpClient.create();

    private Clients() {}

    public static ConnectClient to(ConnectSimulator simulator) {
        return to(simulator, simulator.account().region());
    }

    static ConnectClient to(ConnectSimulator simulator, String region) {
        return to(simulator, region, HTTP);
    }

    static ConnectClient to(ConnectSimulator simulator, SdkHttpClient http) {
        return to(simulator, simulator.account().region(), http);
    }

    /** A simulator in another process. */
    static ConnectClient to(URI endpoint, String region) {
        return to(endpoint, region, HTTP);
    }

    private static ConnectClient to(ConnectSimulator simulator, String region, SdkHttpClient http) {
        return to(simulator.endpoint(), region, http);
    }

    private static ConnectClient to(URI endpoint, String region, SdkHttpClient http) {
        return ConnectClient.builder()
                .endpointOverride(endpoint)
                .region(Region.of(region))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
                .overrideConfiguration(c -> c.retryStrategy(AwsRetryStrategy.doNotRetry())
                        .addExecutionInterceptor(new ServiceModel.AnswersConform()))
                .httpClient(http)
                .build();
    }

    /** Every error answered is one that the model lists for its operation. */
    static void checkErrors(ConnectSimulator simulator) {
        for (Call call : simulator.calls()) {
            call.errorCode()
                    .ifPresent(
                            code -> assertThat(code).as(call.operation()).isIn(ServiceModel.errors(call.operation())));
        }
    }

    /** Claims on the first instance and answers the number's id. */
    static String claim(ConnectSimulator simulator, String number) {
        return claim(simulator, number, c -> {});
    }

    static String claim(ConnectSimulator simulator, String number, Consumer<ClaimPhoneNumberRequest.Builder> more) {
        return to(simulator)
                .claimPhoneNumber(c -> c.phoneNumber(number)
                        .targetArn(simulator.account().instanceArn())
                        .applyMutation(more))
                .phoneNumberId();
    }

    /** One of the numbers that tests count off, from 0. */
    static String number(int place) {
        return NUMBER.substring(0, NUMBER.length() - 2) + (10 + place);
    }

    /** Claims such a number, waits until it is CLAIMED, and answers its id. */
    static String settled(ConnectSimulator simulator, int place) {
        String id = claim(simulator, number(place));
        simulator.advance(Duration.ofSeconds(2));
        return id;
    }

    static ClaimedPhoneNumberSummary describe(ConnectSimulator simulator, String id) {
        return to(simulator).describePhoneNumber(d -> d.phoneNumberId(id)).claimedPhoneNumberSummary();
    }

    static List<String> search(ConnectSimulator simulator, String country, String type, String prefix) {
        return to(simulator)
                .searchAvailablePhoneNumbers(
                        s -> s.targetArn(simulator.account().instanceArn())
                                .phoneNumberCountryCode(PhoneNumberCountryCode.fromValue(country))
                                .phoneNumberType(PhoneNumberType.fromValue(type))
                                .phoneNumberPrefix(prefix))
                .availableNumbersList()
                .stream()
                .map(available -> available.phoneNumber())
                .toList();
    }

    /** Whether a call is denied; it succeeds otherwise. */
    static boolean isDenied(Runnable call) {
        try {
            call.run();
            return false;
        } catch (AccessDeniedException denied) {
            return true;
        }
    }
}
