package com.example.connect.verification.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.simulator.Call;
import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.verification.cloudformation.CloudFormation;
import com.example.connect.verification.cloudformation.CloudFormationExtension;
import com.example.connect.verification.cloudformation.Ending;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The function works in every partition, and in a Region that its SDK does not know. */
@ExtendWith(CloudFormationExtension.class)
class RegionsTest {

    private final ConnectSimulator connect;
    private final CloudFormation cfn;

    RegionsTest(ConnectSimulator connect, CloudFormation cfn) {
        this.connect = connect;
        this.cfn = cfn;
    }

    @ParameterizedTest
    @CsvSource({
        "aws, us-east-1",
        "aws, ap-southeast-2",
        "aws-us-gov, us-gov-west-1",
        "aws-cn, cn-north-1",
        "aws-eusc, eusc-de-east-1",
        "aws-iso, us-iso-east-1",
        "aws-iso-b, us-isob-east-1",
        "aws-iso-e, eu-isoe-west-1",
        "aws-iso-f, us-isof-south-1",
        "aws, xx-newest-12"
    })
    void everyOperationReachesConnect(String partition, String region) {
        String place = "arn:" + partition + ":connect:" + region + ":"
                + connect.account().account();
        Map<String, String> model = Map.of("PhoneNumberArn", place + ":phone-number/x");
        Map<String, String> created = Map.of("TargetArn", place + ":instance/x", "Type", "DID", "CountryCode", "US");

        assertThat(asks("READ", region, model)).startsWith("DescribePhoneNumber");
        assertThat(asks("DELETE", region, model)).startsWith("ListTagsForResource");
        assertThat(asks("LIST", region, Map.of())).isEqualTo("ListPhoneNumbersV2");
        assertThat(asks("CREATE", region, created)).startsWith("SearchAvailablePhoneNumbers");
    }

    /** The calls that an operation makes; the simulator's account is of one Region and refuses most of them. */
    private String asks(String action, String region, Map<String, String> model) {
        ObjectNode payload = cfn.payload(action, "Number", CloudFormation.JSON.valueToTree(model), null);
        connect.clearCalls();
        Ending ending = cfn.run(payload.put("region", region));
        assertThat(ending.message()).as("%s", ending.event()).doesNotContainIgnoringCase("bug");
        return connect.calls().stream().map(Call::operation).collect(Collectors.joining(" "));
    }
}
