package com.example.connect.verification.behaviour;

import static com.example.connect.verification.cases.Scenario.and;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.simulator.Answer;
import com.example.connect.simulator.Clients;
import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.Fault;
import com.example.connect.simulator.Knob;
import com.example.connect.simulator.Trouble;
import com.example.connect.simulator.Turns;
import com.example.connect.verification.cases.Scenario;
import com.example.connect.verification.cloudformation.CloudFormation;
import com.example.connect.verification.cloudformation.Ending;
import com.example.connect.verification.cloudformation.Templates;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.connect.ConnectClient;

/** What happens between two calls of an update, and what reads show late: interleavings that once broke a law. */
class UpdateInterleavingsTest extends Interleavings {

    UpdateInterleavingsTest(ConnectSimulator connect, CloudFormation cfn, Templates templates) {
        super(connect, cfn, templates);
    }

    private static Fault anotherProgramsPage(int status) {
        return new Fault.Instead(
                Fault.Stage.BEFORE,
                new Answer.Http(status, Optional.empty(), Map.of(), "<html><body>Not here.</body></html>"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UpdatePhoneNumber", "UpdatePhoneNumberMetadata", "TagResource"})
    void aChangeThatDoesNotFindTheNumberThatDescribeShowsIsTriedAgain(String operation) {
        Map<String, Object> after = and(
                templates.searched(),
                "TargetArn",
                connect.account().otherInstanceArn(),
                "Description",
                "x",
                "Tags",
                Scenario.tags("x=1"));
        String arn = cfn.create("Number", templates.searched()).property("PhoneNumberArn");
        connect.script(Trouble.on(operation).of(NOT_FOUND));

        Ending ending = cfn.update(arn, templates.searched(), after);

        assertThat(ending.succeeded()).as("%s", ending.event()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Turns("failed-move-stays")
    void anUpdateOfAFailedNumberIsNoSuccessWhileItIsFailed(boolean stays) {
        connect.set(Knob.FAILED_MOVE_STAYS, stays);
        connect.quota(connect.account().otherInstanceArn(), 0);
        Map<String, Object> before = templates.searched();
        String arn = cfn.create("Number", before).property("PhoneNumberArn");
        cfn.update(arn, before, and(before, "TargetArn", connect.account().otherInstanceArn()));

        Ending ending = cfn.update(arn, before, and(before, "Tags", Scenario.tags("x=1")));

        assertThat(ending.succeeded() && !number(arn).status().name().equals("CLAIMED"))
                .as("success, and the number is %s: %s", number(arn).state(), ending.event())
                .isFalse();
    }

    @Test
    void aDescriptionThatSomebodyChangesMeanwhileIsSetAgain() {
        String arn = cfn.create("Number", templates.exact()).property("PhoneNumberArn");
        connect.set(Knob.METADATA_TIME, Duration.ZERO);
        ObjectNode payload = cfn.payload(
                "UPDATE",
                "Number",
                CloudFormation.model(arn, and(templates.exact(), "Description", "ours")),
                CloudFormation.model(arn, templates.exact()));
        JsonNode event = cfn.invoke(payload).orElseThrow();
        payload.set("callbackContext", event.get("callbackContext"));
        try (ConnectClient client = Clients.to(connect)) {
            client.updatePhoneNumberMetadata(change -> change.phoneNumberId(arn).phoneNumberDescription("theirs"));
        }

        Ending ending = cfn.run(payload);

        assertThat(ending.succeeded())
                .as(ending.waited() + " s: " + ending.event())
                .isTrue();
    }

    @Test
    void aFlowThatIsRemovedTogetherWithAMoveDoesNotFailTheUpdate() {
        Map<String, Object> before = bound("first");
        Map<String, Object> after =
                and(bound("none"), "TargetArn", connect.account().otherInstanceArn());
        String arn = cfn.create("Number", before).property("PhoneNumberArn");

        Ending ending = cfn.update(arn, before, after);

        assertThat(ending.succeeded()).as("%s", ending.event()).isTrue();
        assertThat(number(arn).state().flowArn()).isEmpty();
    }

    @Test
    void oneNotFoundDuringALongMoveDoesNotEndTheUpdate() {
        Map<String, Object> after =
                and(templates.searched(), "TargetArn", connect.account().otherInstanceArn());
        String arn = cfn.create("Number", templates.searched()).property("PhoneNumberArn");
        connect.set(Knob.MOVE_TIME, Duration.ofMinutes(5));
        connect.script(Trouble.on("DescribePhoneNumber").nth(2).of(NOT_FOUND));
        connect.script(Trouble.on("DescribePhoneNumber").nth(17).of(NOT_FOUND));

        Ending ending = cfn.update(arn, templates.searched(), after);

        assertThat(ending.succeeded()).as("%s", ending.event()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 408, 409})
    void anotherProgramsPageIsNoAnswerOfConnectWhateverItsStatus(int status) {
        connect.script(Trouble.on("DescribePhoneNumber").of(anotherProgramsPage(status)));

        Ending ending = cfn.create("Number", and(templates.exact(), "Description", "x"));
        Ending updated = cfn.update(
                ending.property("PhoneNumberArn"),
                and(templates.exact(), "Description", "x"),
                and(templates.exact(), "Description", "y"));
        connect.script(Trouble.on("DescribePhoneNumber").of(anotherProgramsPage(status)));
        Ending again = cfn.update(
                ending.property("PhoneNumberArn"),
                and(templates.exact(), "Description", "y"),
                and(templates.exact(), "Description", "z"));

        assertThat(List.of(ending.succeeded(), updated.succeeded(), again.succeeded()))
                .as("%s%n%s", ending.event(), again.event())
                .containsOnly(true);
    }

    /** An invocation makes the same calls whenever it runs: what is late may come after a rollback. */
    @Test
    void anInvocationThatIsDeliveredAgainAfterTheRollbackDoesNotMoveTheNumberAgain() {
        connect.set(Knob.MOVE_TIME, Duration.ofSeconds(5));
        Map<String, Object> before = templates.searched();
        Map<String, Object> after = and(before, "TargetArn", connect.account().otherInstanceArn());
        String arn = cfn.create("Number", before).property("PhoneNumberArn");
        int invocations = cfn.payloads().size();
        assertThat(cfn.update(arn, before, after).succeeded()).isTrue();
        String waiting = cfn.payloads().get(invocations + 1);
        assertThat(cfn.update(arn, after, before).succeeded()).isTrue();
        connect.advance(Duration.ofMinutes(2));
        connect.clearCalls();

        cfn.invoke(read(waiting));

        assertThat(connect.calls("UpdatePhoneNumber")).isEmpty();
        assertThat(number(arn).state().targetArn()).isEqualTo(connect.account().instanceArn());
    }

    private static ObjectNode read(String payload) {
        try {
            return (ObjectNode) CloudFormation.JSON.readTree(payload);
        } catch (JsonProcessingException notJson) {
            throw new AssertionError(notJson);
        }
    }

    /** A write that does not find the number is tried again while the operation has time, and no longer. */
    @Test
    void aWriteThatDoesNotFindTheNumberEndsWithTheOperationsTime() {
        Map<String, Object> before = templates.searched();
        String arn = cfn.create("Number", before).property("PhoneNumberArn");
        connect.set(Knob.MOVE_TIME, Duration.ofMinutes(47));
        Fault.Instead notFound = (Fault.Instead) NOT_FOUND;
        connect.script(Trouble.on("TagResource")
                .times(20)
                .of(new Fault.Instead(notFound.stage(), notFound.answer().with("Retry-After", "300"))));

        Ending ending = cfn.update(
                arn,
                before,
                and(before, "TargetArn", connect.account().otherInstanceArn(), "Tags", Scenario.tags("x=1")));

        assertThat(ending.status()).isEqualTo("FAILED");
        assertThat(ending.waited()).isLessThan(60 * 60);
    }

    /** A lookup after a move may show the flow as before it, though the move has lost it. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFlowThatALateLookupStillShowsAfterAMoveIsBoundAgain(boolean isRollback) {
        Map<String, Object> there = bound("first");
        Map<String, Object> before = and(there, "TargetArn", connect.account().tdgArn());
        String arn = cfn.create("Number", before).property("PhoneNumberArn");
        String late = "{'FlowAssociationSummaryList':[{'ResourceId':'%s','FlowId':'%s'}]}";
        connect.script(Trouble.on("BatchGetFlowAssociation")
                .of(answer(String.format(late, arn, connect.account().flowArn()))));

        Ending ending = isRollback ? cfn.rollback(arn, before, there) : cfn.update(arn, before, there);

        assertThat(ending.succeeded()).as("%s", ending.event()).isTrue();
        assertThat(number(arn).state().flowArn()).contains(connect.account().flowArn());
    }

    /** The first read of an update is older than the update before it, and shows what this one wants. */
    @ParameterizedTest
    @ValueSource(strings = {"Description", "TargetArn"})
    void anUpdateIsNotDoneByAReadThatIsOlderThanTheOneBefore(String property) {
        Map<String, Object> one = and(templates.searched(), "Description", "one");
        Map<String, Object> two = property.equals("Description")
                ? and(one, property, "two")
                : and(one, property, connect.account().otherInstanceArn());
        String arn = cfn.create("Number", one).property("PhoneNumberArn");
        assertThat(cfn.update(arn, one, two).succeeded()).isTrue();
        connect.script(Trouble.on("DescribePhoneNumber")
                .of(answer("{'ClaimedPhoneNumberSummary':{'PhoneNumberArn':'" + arn + "','TargetArn':'"
                        + connect.account().instanceArn()
                        + "','PhoneNumberDescription':'one','Tags':{},'PhoneNumberStatus':{'Status':'CLAIMED'}}}")));

        Ending ending = cfn.update(arn, two, one);

        assertThat(ending.succeeded()).as("%s", ending.event()).isTrue();
        assertThat(number(arn).state().description()).contains("one");
        assertThat(number(arn).state().targetArn()).isEqualTo(connect.account().instanceArn());
    }
}
