package com.example.connect.phonenumber;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.defaultsmode.DefaultsMode;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.connect.ConnectClient;
import software.amazon.awssdk.services.connect.ConnectClientBuilder;

/**
 * One client for each Region, kept from one invocation to the next. It does not retry: a retry inside the SDK sleeps,
 * uses up the account's rate, and does not know what the first try did. It has no credentials of its own: each call is
 * signed with those of the request; a call without them is sent unsigned and refused.
 */
final class ConnectClients {

    private static final Duration CONNECT = Duration.ofSeconds(3);

    /** What a call is given to be answered, while the invocation has that much time left. */
    static final Duration ANSWER = Duration.ofSeconds(Pace.LONGEST_CALL);

    /** A call that has less is not worth making: it might have its effect and not be answered. */
    static final Duration SHORTEST = Duration.ofSeconds(4);

    /** Lambda has no profile files. The SDK would look for them once for each setting. */
    private static final ProfileFile NO_PROFILES = ProfileFile.aggregator().build();

    private static final Map<Optional<String>, ConnectClient> CLIENTS = new ConcurrentHashMap<>();

    private ConnectClients() {}

    /** The client for a Region; without a Region, for the one that the SDK finds in its environment. */
    static ConnectClient in(@Nullable String region) {
        return CLIENTS.computeIfAbsent(
                Optional.ofNullable(region),
                name -> builder(name)
                        .httpClientBuilder(ApacheHttpClient.builder()
                                .connectionTimeout(CONNECT)
                                .socketTimeout(ANSWER))
                        .build());
    }

    /** Has the calls in a Region answered by {@code http}. */
    static void put(String region, SdkHttpClient http) {
        Optional<String> name = Optional.of(region);
        CLIENTS.put(name, builder(name).httpClient(http).build());
    }

    private static ConnectClientBuilder builder(Optional<String> region) {
        return ConnectClient.builder()
                .region(region.map(Region::of).orElse(null))
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .defaultsMode(DefaultsMode.LEGACY)
                .fipsEnabled(false)
                .dualstackEnabled(false)
                .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry())
                        .apiCallTimeout(ANSWER)
                        .defaultProfileFile(NO_PROFILES)
                        .defaultProfileName("none"));
    }
}
