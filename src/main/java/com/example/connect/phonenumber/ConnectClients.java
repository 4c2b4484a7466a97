package com.example.connect.phonenumber;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.connect.ConnectClient;

/**
 * One client for each Region, kept from one invocation to the next. It never tries a call again by itself: a retry
 * inside the SDK sleeps, spends the account's rate and knows nothing of what the first try did.
 */
final class ConnectClients {

    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ANSWER = Duration.ofSeconds(12);

    private static final Map<String, ConnectClient> CLIENTS = new ConcurrentHashMap<>();

    private ConnectClients() {}

    static ConnectClient in(String region) {
        return CLIENTS.computeIfAbsent(region, ConnectClients::build);
    }

    private static ConnectClient build(String region) {
        return ConnectClient.builder()
                .region(Region.of(region))
                .httpClientBuilder(ApacheHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(ANSWER))
                .overrideConfiguration(
                        override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()).apiCallTimeout(ANSWER))
                .build();
    }
}
