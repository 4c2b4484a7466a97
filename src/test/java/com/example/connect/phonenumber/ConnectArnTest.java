package com.example.connect.phonenumber;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectArnTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:connect:us-east-1:123456789012:instance/11111111-aaaa-4aaa-8aaa-00000000000a",
                "arn:aws-us-gov:connect:us-gov-west-1:123456789012:instance/11111111-aaaa-4aaa-8aaa-00000000000a",
                "arn:aws-cn:connect:cn-north-1:123456789012:traffic-distribution-group/11111111-aaaa-4aaa-8aaa-1",
                "arn:aws-eusc:connect:eusc-de-east-1:123456789012:instance/11111111-aaaa-4aaa-8aaa-00000000000a",
                "arn:aws-iso:connect:us-iso-east-1:123456789012:phone-number/11111111-aaaa-4aaa-8aaa-00000000000a",
                "arn:aws-iso-b:connect:us-isob-east-1:123456789012:phone-number/11111111-aaaa-4aaa-8aaa-00000000000a",
                "arn:aws-iso-e:connect:eu-isoe-west-1:123456789012:phone-number/11111111-aaaa-4aaa-8aaa-00000000000a",
                "arn:aws-iso-f:connect:us-isof-south-1:123456789012:phone-number/11111111-aaaa-4aaa-8aaa-00000000000a",
                "arn:aws:connect:ap-southeast-2:123456789012:phone-number/11111111-aaaa-4aaa-8aaa-00000000000a"
            })
    void readsEveryPartitionAndKindAndWritesItBack(String text) {
        assertThat(ConnectArn.parse(text)).map(ConnectArn::toString).contains(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "arn:aws:connect:us-east-1:123456789012:instance/a/contact-flow/b",
                "arn:aws:connect:us-east-1:12345678901:instance/a",
                "arn:aws:s3:us-east-1:123456789012:instance/a",
                "arn:aws:connect::123456789012:instance/a",
                "arn:aws:connect:u-east-1:123456789012:instance/a",
                "arn:aws:connect:us-east:123456789012:instance/a",
                " arn:aws:connect:us-east-1:123456789012:instance/a",
                "arn:aws:connect:us-east-1:123456789012:instance/"
            })
    void readsNothingElse(String text) {
        assertThat(ConnectArn.parse(text)).isEmpty();
    }

    @Test
    void namesAnotherThingOfItsAccountByAnId() {
        ConnectArn instance = ConnectArn.parse("arn:aws-cn:connect:cn-north-1:123456789012:instance/a")
                .orElseThrow();

        assertThat(instance.beside(ConnectArn.PHONE_NUMBER, "x"))
                .map(ConnectArn::toString)
                .contains("arn:aws-cn:connect:cn-north-1:123456789012:phone-number/x");
        assertThat(instance.beside(ConnectArn.PHONE_NUMBER, "x/y")).isEmpty();
        assertThat(instance.beside(ConnectArn.PHONE_NUMBER, null)).isEmpty();
    }
}
