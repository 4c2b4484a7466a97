package com.example.connect.verification.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.simulator.Call;
import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.Faults;
import com.example.connect.simulator.Knob;
import com.example.connect.simulator.Trouble;
import com.example.connect.verification.cloudformation.CloudFormation;
import com.example.connect.verification.cloudformation.CloudFormationExtension;
import com.example.connect.verification.cloudformation.Ending;
import com.example.connect.verification.cloudformation.Templates;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(CloudFormationExtension.class)
class ReadAndListTest {

    private final ConnectSimulator connect;
    private final CloudFormation cfn;
    private final Templates templates;

    ReadAndListTest(ConnectSimulator connect, CloudFormation cfn, Templates templates) {
        this.connect = connect;
        this.cfn = cfn;
        this.templates = templates;
    }

    @BeforeEach
    void start() {
        connect.set(Knob.QUOTA, 50).set(Knob.RATE, Optional.empty());
    }

    @Test
    void readIsADescribeAndAFlowQuestionAndReturnsWhatCreateReturned() {
        Map<String, Object> properties = templates.searched();
        properties.put("Description", "front door");
        properties.put("Tags", List.of(Map.of("Key", "team", "Value", "voice")));
        JsonNode created = cfn.create("Number", properties).model();
        connect.clearCalls();

        Ending ending = cfn.read(created.path("PhoneNumberArn").asText());

        assertThat(ending.model()).isEqualTo(created);
        assertThat(connect.calls())
                .extracting(Call::operation)
                .containsExactly("DescribePhoneNumber", "BatchGetFlowAssociation", "BatchGetFlowAssociation");
    }

    @Test
    void aFlowThatOneLookupMissesIsNoDrift() {
        Map<String, Object> properties = templates.searched();
        properties.put("ContactFlowArn", connect.account().flowArn());
        String arn = cfn.create("Number", properties).property("PhoneNumberArn");
        connect.set(Knob.FLOW_READS_MISS, 2);

        List<String> flows = Stream.generate(() -> cfn.read(arn).property("ContactFlowArn"))
                .limit(4)
                .toList();

        assertThat(flows).containsOnly(connect.account().flowArn());
    }

    @Test
    void readHidesAwsTagsAndOurMark() {
        String arn = cfn.create("Number", templates.searched()).property("PhoneNumberArn");
        connect.putTags(arn, Map.of("aws:cloudformation:stack-id", "x"));

        assertThat(cfn.read(arn).model().has("Tags")).isFalse();
    }

    @Test
    void readAnswersAtOnceEvenWhenThrottled() {
        String arn = cfn.create("Number", templates.searched()).property("PhoneNumberArn");
        connect.script(Trouble.onAny().of(Faults.THROTTLE));

        Ending ending = cfn.read(arn);

        assertThat(ending.errorCode()).isEqualTo("Throttling");
        assertThat(ending.invocations()).isEqualTo(1);
    }

    @Test
    void listPagesThroughTheAccountOrTheTarget() {
        Set<String> all = new HashSet<>();
        Set<String> here = new HashSet<>();
        for (int i = 0; i < 6; i++) {
            Map<String, Object> properties = templates.searched();
            if (i % 2 == 0) {
                properties.put("TargetArn", connect.account().otherInstanceArn());
            }
            String arn = cfn.create("Number" + i, properties).property("PhoneNumberArn");
            all.add(arn);
            if (i % 2 == 0) {
                here.add(arn);
            }
        }

        assertThat(listed(Map.of())).containsExactlyInAnyOrderElementsOf(all);
        assertThat(listed(Map.of("TargetArn", connect.account().otherInstanceArn())))
                .containsExactlyInAnyOrderElementsOf(here);
        assertThat(listed(Map.of("Type", "DID"))).isEmpty();
        assertThat(listed(Map.of("Type", "TOLL_FREE", "CountryCode", "US", "Prefix", "+18")))
                .containsExactlyInAnyOrderElementsOf(all);
        assertThat(listed(Map.of("InstanceId", connect.account().otherInstanceId())))
                .containsExactlyInAnyOrderElementsOf(here);
    }

    private List<String> listed(Map<String, ?> properties) {
        List<String> arns = new ArrayList<>();
        Optional<String> token = Optional.empty();
        do {
            Ending page = cfn.list(properties, token.orElse(null));
            assertThat(page.succeeded()).as(page.event().toString()).isTrue();
            page.event()
                    .path("resourceModels")
                    .forEach(model -> arns.add(model.path("PhoneNumberArn").asText()));
            token = Optional.ofNullable(page.event().path("nextToken").asText(null));
        } while (token.isPresent());
        return arns;
    }
}
