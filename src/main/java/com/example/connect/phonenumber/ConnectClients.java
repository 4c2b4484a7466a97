package com.example.connect.phonenumber;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
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

    private static final Map<Optional<String>, ConnectClient> CLIENTS = new ConcurrentHashMap<>();

    private ConnectClients() {}

    /** The client for a Region; where none is named, for the one that the SDK finds in its environment. */
    static ConnectClient in(@Nullable String region) {
        return CLIENTS.computeIfAbsent(Optional.ofNullable(region), ConnectClients::build);
    }

    private static ConnectClient build(Optional<String> region) {
        return ConnectClient.builder()
                .region(region.map(Region::of).orElse(null))
                .httpClientBuilder(
                        ApacheHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(ANSWER))
                .overrideConfiguration(override ->
                        override.retryStrategy(AwsRetryStrategy.doNotRetry()).apiCallTimeout(ANSWER))
                .build();
    }
}
