package com.example.connect.phonenumber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.exception.SdkClientException;
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
        LoggerProxy logger = new LoggerProxy();
        logger.addLogPublisher(new LogPublisher() {
            @Override
            protected void publishMessage(String message) {
                logged.add(message);
            }
        });
        return new PhoneNumberCalls(
                new AmazonWebServicesClientProxy(logger, new Credentials("id", "key", "token"), () -> 0L),
                client,
                logger);
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
}
