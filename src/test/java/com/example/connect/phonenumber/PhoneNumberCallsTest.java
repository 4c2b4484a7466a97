package com.example.connect.phonenumber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mockito.ArgumentCaptor;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.connect.ConnectClient;
import software.amazon.awssdk.services.connect.model.ClaimPhoneNumberRequest;
import software.amazon.awssdk.services.connect.model.ConnectException;
import software.amazon.awssdk.services.connect.model.DescribePhoneNumberRequest;
import software.amazon.awssdk.services.connect.model.DescribePhoneNumberResponse;
import software.amazon.cloudformation.loggers.LogPublisher;
import software.amazon.cloudformation.proxy.AmazonWebServicesClientProxy;
import software.amazon.cloudformation.proxy.Credentials;
import software.amazon.cloudformation.proxy.LoggerProxy;

/** What the door does with what no simulator can make the SDK throw. */
class PhoneNumberCallsTest {

    private final ConnectClient client = mock(ConnectClient.class);
    private final List<String> logged = new ArrayList<>();

    private PhoneNumberCalls calls() {
        return calls(60_000);
    }

    private PhoneNumberCalls calls(long timeLeft) {
        LoggerProxy logger = new LoggerProxy();
        logger.addLogPublisher(new LogPublisher() {
            @Override
            protected void publishMessage(String message) {
                logged.add(message);
            }
        });
        return new PhoneNumberCalls(
                client,
                new ConnectTransport(
                        new AmazonWebServicesClientProxy(logger, new Credentials("id", "key", "token"), () -> 0L),
                        logger,
                        () -> timeLeft));
    }

    static List<RuntimeException> thrown() {
        return List.of(
                SdkClientException.create("cannot reach the number +18005550123"),
                new IllegalStateException("+18005550123"),
                ConnectException.builder().message("+18005550123").build());
    }

    @ParameterizedTest
    @MethodSource("thrown")
    void whateverIsThrownIsAFaultWithACodeAndItsMessageIsNotLogged(RuntimeException trouble) {
        when(client.describePhoneNumber(any(DescribePhoneNumberRequest.class))).thenThrow(trouble);

        ConnectFault fault = catchThrowableOfType(ConnectFault.class, () -> calls().describePhoneNumber("arn"));

        assertThat(fault.code()).isNotNull();
        assertThat(logged).isNotEmpty().noneMatch(line -> line.contains("18005550123"));
    }

    @Test
    void theNumberOfAClaimIsLoggedByItsLastFourDigits() {
        when(client.claimPhoneNumber(any(ClaimPhoneNumberRequest.class)))
                .thenThrow(ConnectException.builder().message("+18005550123").build());
        ConnectArn target = ConnectArn.parse("arn:aws:connect:us-east-1:123456789012:instance/x")
                .orElseThrow();

        ConnectFault fault = catchThrowableOfType(
                ConnectFault.class,
                () -> calls().claimPhoneNumber(
                                "+18005550123", new ClaimTerms(target, Optional.empty(), Map.of("k", "v"), "token")));

        assertThat(fault.code()).isNotNull();
        assertThat(logged).anyMatch(line -> line.contains("ClaimPhoneNumber of ********0123: "));
        assertThat(logged).noneMatch(line -> line.contains("555"));
    }

    @Test
    void anAnswerWithoutAnAwsRequestIdIsNotConnects() {
        when(client.describePhoneNumber(any(DescribePhoneNumberRequest.class)))
                .thenReturn(DescribePhoneNumberResponse.builder().build());

        ConnectFault fault = catchThrowableOfType(ConnectFault.class, () -> calls().describePhoneNumber("arn"));

        assertThat(fault.is(ConnectError.UNINTELLIGIBLE)).isTrue();
    }

    /** RPDK's proxy makes the configuration of every request anew: the time-out must be there all the same. */
    @ParameterizedTest
    @CsvSource({"60000,", "12000,", "11000, 11000", "4000, 4000"})
    void aCallGetsWhatIsLeftOfTheInvocation(long left, @Nullable Long timeOut) {
        when(client.describePhoneNumber(any(DescribePhoneNumberRequest.class)))
                .thenReturn(DescribePhoneNumberResponse.builder().build());

        assertThatThrownBy(() -> calls(left).describePhoneNumber("arn")).isInstanceOf(ConnectFault.class);

        ArgumentCaptor<DescribePhoneNumberRequest> sent = ArgumentCaptor.forClass(DescribePhoneNumberRequest.class);
        verify(client).describePhoneNumber(sent.capture());
        AwsRequestOverrideConfiguration configuration =
                sent.getValue().overrideConfiguration().orElseThrow();
        assertThat(configuration.apiCallTimeout().map(Duration::toMillis)).isEqualTo(Optional.ofNullable(timeOut));
        assertThat(configuration.credentialsProvider()).isPresent();
    }

    @Test
    void aCallThatDoesNotFitIsNotMadeAndMayBeMadeLater() {
        ConnectFault fault =
                catchThrowableOfType(ConnectFault.class, () -> calls(3_999).describePhoneNumber("arn"));

        assertThat(fault.isPassing()).isTrue();
        assertThat(fault.error().leavesDoubt()).isFalse();
        verifyNoInteractions(client);
    }

    /** The SDK's client heeds it: a server that accepts the connection and says nothing is given up in time. */
    @Test
    void aServiceThatSaysNothingIsGivenUpInTime() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ConnectClient real = ConnectClient.builder()
                    .endpointOverride(URI.create("http://127.0.0.1:" + silent.getLocalPort()))
                    .region(Region.US_EAST_1)
                    .credentialsProvider(AnonymousCredentialsProvider.create())
                    .overrideConfiguration(override -> override.apiCallTimeout(Duration.ofMinutes(2)))
                    .build();
            DescribePhoneNumberRequest request =
                    DescribePhoneNumberRequest.builder().phoneNumberId("arn").build();

            assertThatThrownBy(() -> real.describePhoneNumber(ConnectTransport.within(100, request)))
                    .isInstanceOf(ApiCallTimeoutException.class)
                    .hasMessageContaining("100 millis");
        }
    }
}
