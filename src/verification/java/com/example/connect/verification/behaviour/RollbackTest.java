package com.example.connect.verification.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.HeldNumber;
import com.example.connect.simulator.Knob;
import com.example.connect.verification.cases.Scenario;
import com.example.connect.verification.cloudformation.CloudFormation;
import com.example.connect.verification.cloudformation.CloudFormationExtension;
import com.example.connect.verification.cloudformation.Ending;
import com.example.connect.verification.cloudformation.Templates;
import com.example.connect.verification.contract.PublicTags;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A rollback brings back what an update has changed, though reads still show the number as it was. */
@ExtendWith(CloudFormationExtension.class)
class RollbackTest {

    private final ConnectSimulator connect;
    private final CloudFormation cfn;
    private final Templates templates;

    RollbackTest(ConnectSimulator connect, CloudFormation cfn, Templates templates) {
        this.connect = connect;
        this.cfn = cfn;
        this.templates = templates;
    }

    private Map<String, Object> with(Map<String, Object> properties, Object... more) {
        return Scenario.and(properties, more);
    }

    private ObjectNode create(Map<String, Object> template) {
        return cfn.creation("Number", template);
    }

    private Ending update(String arn, Map<String, Object> before, Map<String, Object> after) {
        return cfn.update(arn, before, after);
    }

    private void settle() {
        connect.advance(Duration.ofMinutes(10));
    }

    private HeldNumber number(String arn) {
        return connect.number(arn).orElseThrow();
    }

    private Map<String, Object> bound(String flow) {
        Map<String, Object> template = templates.searched();
        if (!flow.equals("none")) {
            boolean first = flow.equals("first");
            template.put(
                    "ContactFlowArn",
                    first ? connect.account().flowArn() : connect.account().secondFlowArn());
        }
        return template;
    }

    @Test
    void theRollbackOfAnUpdateThatSucceededProtectsTheNumberAgain() {
        Map<String, Object> guarded = with(templates.searched(), "ReleaseProtection", true);
        Map<String, Object> open = with(templates.searched(), "ReleaseProtection", false);
        String arn = cfn.create("Number", guarded).property("PhoneNumberArn");
        settle();
        connect.set(Knob.STALE, Duration.ofSeconds(5));
        assertThat(update(arn, guarded, open).succeeded()).isTrue();
        connect.advance(Duration.ofSeconds(2));

        Ending back = update(arn, open, guarded);

        settle();
        assertThat(back.succeeded()).isTrue();
        assertThat(back.property("ReleaseProtection")).isEqualTo("true");
        assertThat(PublicTags.areProtected(number(arn).state().tags()))
                .as("protected")
                .isTrue();
    }

    @Test
    void theRollbackOfAnUpdateThatSucceededBringsTagsBack() {
        Map<String, Object> before = with(templates.searched(), "Tags", Scenario.tags("x=1"));
        Map<String, Object> after = with(templates.searched(), "Tags", Scenario.tags("x=2", "y=1"));
        String arn = cfn.create("Number", before).property("PhoneNumberArn");
        settle();
        connect.set(Knob.STALE, Duration.ofSeconds(5));
        assertThat(update(arn, before, after).succeeded()).isTrue();

        assertThat(update(arn, after, before).succeeded()).isTrue();

        settle();
        assertThat(number(arn).state().tags()).containsEntry("x", "1").doesNotContainKey("y");
    }

    @Test
    void theRollbackOfATargetArnThatWasAddedBesideInstanceIdMovesTheNumberBack() {
        Map<String, Object> before = templates.searched();
        before.remove("TargetArn");
        before.put("InstanceId", connect.account().instanceId());
        Map<String, Object> after = with(before, "TargetArn", connect.account().tdgArn());
        String arn = cfn.create("Number", before).property("PhoneNumberArn");
        Ending there = update(arn, before, after);
        assertThat(there.succeeded()).as("%s", there.event()).isTrue();

        Ending back = update(arn, after, before);

        assertThat(back.succeeded()).isTrue();
        assertThat(number(arn).state().targetArn()).isEqualTo(connect.account().instanceArn());
    }

    @ParameterizedTest
    @CsvSource({"first, second", "none, first", "first, none"})
    void theRollbackOfAnUpdateThatSucceededBringsTheFlowBack(String was, String is) {
        Map<String, Object> before = bound(was);
        Map<String, Object> after = bound(is);
        String arn = cfn.create("Number", before).property("PhoneNumberArn");
        Optional<String> flow = number(arn).state().flowArn();
        settle();
        connect.set(Knob.STALE, Duration.ofSeconds(5));
        assertThat(update(arn, before, after).succeeded()).isTrue();
        assertThat(number(arn).state().flowArn()).isNotEqualTo(flow);
        connect.advance(Duration.ofSeconds(2));

        Ending back = update(arn, after, before);

        settle();
        assertThat(back.succeeded()).as("%s", back.event()).isTrue();
        assertThat(number(arn).state().flowArn()).isEqualTo(flow);
    }
}
