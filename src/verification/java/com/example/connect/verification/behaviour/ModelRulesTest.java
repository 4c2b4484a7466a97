package com.example.connect.verification.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.verification.cloudformation.CloudFormation;
import com.example.connect.verification.cloudformation.CloudFormationExtension;
import com.example.connect.verification.cloudformation.Ending;
import com.example.connect.verification.cloudformation.Templates;
import com.example.connect.verification.contract.PublicTags;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What CREATE refuses before any call to Connect; each message names the property and the remedy. */
@ExtendWith(CloudFormationExtension.class)
class ModelRulesTest {

    private static final String ACCOUNT = "123456789012";
    private static final String INSTANCE = "instance/11111111-aaaa-4aaa-8aaa-00000000000a";

    static Stream<Arguments> refused() {
        return Stream.of(choices(), targets(), tags(), sources(), others()).flatMap(part -> part);
    }

    private static Stream<Arguments> choices() {
        return Stream.of(
                rule("no way to choose", List.of("PhoneNumber", "Type and CountryCode"), m -> {
                    m.remove("Type");
                    m.remove("CountryCode");
                }),
                rule("Type without CountryCode", List.of("Type", "CountryCode"), m -> m.remove("CountryCode")),
                rule("CountryCode without Type", List.of("Type", "CountryCode"), m -> m.remove("Type")),
                rule("PhoneNumber with Prefix", List.of("PhoneNumber", "Prefix"), m -> {
                    m.put("PhoneNumber", Templates.EXACT);
                    m.put("Prefix", "+1");
                }));
    }

    private static Stream<Arguments> targets() {
        return Stream.of(
                rule("no target", List.of("TargetArn", "InstanceId"), m -> m.remove("TargetArn")),
                rule(
                        "contradicting targets",
                        List.of("TargetArn", "InstanceId"),
                        m -> m.put("InstanceId", "22222222-bbbb-4bbb-8bbb-00000000000b")),
                rule("short code", List.of("PhoneNumber", "'40404'", "E.164"), m -> {
                    m.put("PhoneNumber", "40404");
                }),
                rule("prefix without +", List.of("Prefix", "'1206'", "+, country code"), m -> m.put("Prefix", "1206")),
                rule("not an ARN", List.of("TargetArn", "'nonsense'"), m -> m.put("TargetArn", "nonsense")),
                rule(
                        "ARN of a number",
                        List.of("TargetArn"),
                        m -> m.put("TargetArn", arn("aws", "us-east-1", ACCOUNT).replace(INSTANCE, "phone-number/x"))),
                rule(
                        "other partition",
                        List.of("TargetArn", "partition"),
                        m -> m.put("TargetArn", arn("aws-cn", "us-east-1", ACCOUNT))),
                rule(
                        "other Region",
                        List.of("TargetArn", "Region"),
                        m -> m.put("TargetArn", arn("aws", "eu-west-2", ACCOUNT))),
                rule(
                        "other account",
                        List.of("TargetArn", "account"),
                        m -> m.put("TargetArn", arn("aws", "us-east-1", "999999999999"))));
    }

    private static Stream<Arguments> tags() {
        return Stream.of(
                rule(
                        "aws: tag",
                        List.of("Tags", "aws:x", "reserved"),
                        m -> m.put("Tags", List.of(Map.of("Key", "aws:x", "Value", "y")))),
                rule(
                        "our own tag",
                        List.of("Tags", PublicTags.MARK, "reserved"),
                        m -> m.put("Tags", List.of(Map.of("Key", PublicTags.MARK, "Value", "y")))),
                rule(
                        "a key twice",
                        List.of("Tags", "twice"),
                        m -> m.put(
                                "Tags", List.of(Map.of("Key", "a", "Value", "1"), Map.of("Key", "a", "Value", "2")))));
    }

    private static Stream<Arguments> sources() {
        return Stream.of(
                rule(
                        "source of another Region",
                        List.of("SourcePhoneNumberArn", "Region"),
                        m -> imported(m, "arn:aws:sms-voice:eu-west-2:" + ACCOUNT + ":phone-number/phone-1")),
                rule(
                        "source of another partition",
                        List.of("SourcePhoneNumberArn", "partition"),
                        m -> imported(m, "arn:aws-cn:sms-voice:us-east-1:" + ACCOUNT + ":phone-number/phone-1")),
                rule(
                        "source of another kind",
                        List.of("SourcePhoneNumberArn", "sms-voice"),
                        m -> imported(m, "arn:aws:sms-voice:us-east-1:" + ACCOUNT + ":pool/pool-1")),
                rule("import to a traffic distribution group", List.of("SourcePhoneNumberArn", "then move"), m -> {
                    imported(m, "arn:aws:sms-voice:us-east-1:" + ACCOUNT + ":phone-number/phone-1");
                    m.put(
                            "TargetArn",
                            arn("aws", "us-east-1", ACCOUNT).replace("instance/", "traffic-distribution-group/"));
                }));
    }

    private static Stream<Arguments> others() {
        return Stream.of(
                rule(
                        "flow of another instance",
                        List.of("ContactFlowArn", "another instance"),
                        m -> m.put(
                                "ContactFlowArn",
                                arn("aws", "us-east-1", ACCOUNT).replace("1111-", "2222-") + "/contact-flow/x")),
                rule(
                        "flow of another account",
                        List.of("ContactFlowArn", "account"),
                        m -> m.put("ContactFlowArn", arn("aws", "us-east-1", "999999999999") + "/contact-flow/x")),
                rule(
                        "flow of another kind",
                        List.of("ContactFlowArn", "contact-flow/ID"),
                        m -> m.put("ContactFlowArn", arn("aws", "us-east-1", ACCOUNT) + "/queue/x")),
                rule(
                        "the identifier of another resource's number",
                        List.of("PhoneNumberArn", "import"),
                        m -> m.put(
                                "PhoneNumberArn",
                                arn("aws", "us-east-1", ACCOUNT).replace(INSTANCE, "phone-number/x"))),
                rule("fifty tags and the mark", List.of("Tags", "51", "50"), m -> m.put("Tags", manyTags(50))));
    }

    private static Arguments rule(String name, List<String> named, Consumer<Map<String, Object>> edit) {
        return Arguments.of(name, named, edit);
    }

    private static void imported(Map<String, Object> properties, String source) {
        properties.remove("Type");
        properties.remove("CountryCode");
        properties.put("SourcePhoneNumberArn", source);
    }

    private static String arn(String partition, String region, String account) {
        return String.format("arn:%s:connect:%s:%s:%s", partition, region, account, INSTANCE);
    }

    private static List<Map<String, String>> manyTags(int count) {
        List<Map<String, String>> tags = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            tags.add(Map.of("Key", "key" + i, "Value", "v"));
        }
        return tags;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void createRefusesBeforeAnyCall(
            String name, List<String> named, Consumer<Map<String, Object>> edit, ConnectSimulator connect) {
        Map<String, Object> properties = new Templates(connect).searched();
        edit.accept(properties);

        Ending ending = new CloudFormation(connect).create("Number", properties);

        assertThat(ending.errorCode()).as(name).isEqualTo("InvalidRequest");
        assertThat(ending.message()).contains(named);
        assertThat(ending.invocations()).isEqualTo(1);
        assertThat(connect.calls()).isEmpty();
    }

    @Test
    void bothWaysToSayTheTargetMayAgree(ConnectSimulator connect) {
        Map<String, Object> properties = new Templates(connect).searched();
        properties.put("InstanceId", connect.account().instanceId());

        assertThat(new CloudFormation(connect).create("Number", properties).succeeded())
                .isTrue();
    }

    /** The schema, on the JSON-schema library that stands in for the plugin's own. */
    @Test
    void rpdkRefusesWhatBreaksTheSchema(ConnectSimulator connect) {
        CloudFormation cfn = new CloudFormation(connect);
        Map<String, Object> broken = new HashMap<>(new Templates(connect).exact());
        broken.put("PhoneNumber", "0800-CALL");

        Ending pattern = cfn.create("Number", broken);
        assertThat(pattern.errorCode()).isEqualTo("InvalidRequest");
        assertThat(pattern.message()).contains("Model validation failed", "PhoneNumber");

        broken.put("PhoneNumber", Templates.EXACT);
        broken.put("Phone", "x");
        Ending extraneous = cfn.create("Number", broken);
        assertThat(extraneous.errorCode()).isEqualTo("InvalidRequest");
        assertThat(extraneous.message()).contains("Phone");
        assertThat(connect.calls()).isEmpty();
    }
}
