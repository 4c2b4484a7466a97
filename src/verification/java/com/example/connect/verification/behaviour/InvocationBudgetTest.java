package com.example.connect.verification.behaviour;

import static com.example.connect.verification.cases.Scenario.and;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.simulator.Answer;
import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.Fault;
import com.example.connect.simulator.Faults;
import com.example.connect.simulator.Knob;
import com.example.connect.simulator.Trouble;
import com.example.connect.verification.cases.Scenario;
import com.example.connect.verification.cloudformation.CloudFormation;
import com.example.connect.verification.cloudformation.CloudFormationExtension;
import com.example.connect.verification.cloudformation.Ending;
import com.example.connect.verification.cloudformation.Function;
import com.example.connect.verification.cloudformation.Lambda;
import com.example.connect.verification.cloudformation.Templates;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CloudFormation gives an invocation 60 seconds, and a READ or LIST 30, however long each of its calls takes. */
@ExtendWith(CloudFormationExtension.class)
class InvocationBudgetTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration LIMIT_OF_A_READ = Duration.ofSeconds(30);

    /** The function, and how long its longest invocation took by the simulator's clock. */
    private final class Timed implements Function {
        private final Lambda lambda = new Lambda();
        private Duration longest = Duration.ZERO;

        @Override
        public String handleRequest(String payload) {
            Instant began = connect.clock().now();
            String answer = lambda.handleRequest(payload);
            Duration took = Duration.between(began, connect.clock().now());
            longest = took.compareTo(longest) > 0 ? took : longest;
            return answer;
        }

        @Override
        public void setClock(InstantSource clock) {
            lambda.setClock(clock);
        }
    }

    private final ConnectSimulator connect;
    private final Templates templates;
    private final Timed timed = new Timed();
    private final CloudFormation cfn;

    InvocationBudgetTest(ConnectSimulator connect, Templates templates) {
        this.connect = connect;
        this.templates = templates;
        this.cfn = new CloudFormation(connect, timed, connect.endpoint());
    }

    @BeforeEach
    void start() {
        connect.set(Knob.RATE, Optional.empty());
    }

    private void eachCallTakes(int seconds) {
        connect.onCall(call -> connect.advance(Duration.ofSeconds(seconds)));
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 9, 12})
    void everyOperationGoesOnInTheNextInvocation(int seconds) {
        eachCallTakes(seconds);
        Map<String, Object> before = and(
                and(templates.searched(), "ContactFlowArn", connect.account().flowArn()), "ReleaseProtection", true);
        Map<String, Object> after = and(
                and(and(before, "ReleaseProtection", false), "Description", "x"),
                "ContactFlowArn",
                connect.account().secondFlowArn());

        Ending create = cfn.create("Number", before);
        Ending update = cfn.update(create.property("PhoneNumberArn"), before, after);
        Ending delete = cfn.delete("Number", create.property("PhoneNumberArn"));

        assertThat(create.succeeded()).as("%s", create.event()).isTrue();
        assertThat(update.succeeded()).as("%s", update.event()).isTrue();
        assertThat(delete.succeeded()).as("%s", delete.event()).isTrue();
        assertThat(timed.longest).isLessThan(LIMIT);
        assertThat(connect.claimsMade()).isEqualTo(1);
    }

    /** More writes than fit into one invocation: the next one does not begin with the first of them again. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anUpdateOfManyWritesComesToItsEnd(boolean tellsTags) {
        Map<String, Object> before = and(
                and(templates.searched(), "ContactFlowArn", connect.account().flowArn()), "Tags", Scenario.tags("a=1"));
        Map<String, Object> after = and(
                and(templates.searched(), "ContactFlowArn", connect.account().secondFlowArn()),
                "Tags",
                Scenario.tags("b=2"));
        String arn = cfn.create("Number", before).property("PhoneNumberArn");
        connect.clearCalls();
        eachCallTakes(12);
        if (!tellsTags) {
            connect.script(Trouble.on("DescribePhoneNumber")
                    .times(10_000)
                    .of(Faults.named(Faults.leftOut("ClaimedPhoneNumberSummary.Tags"))));
        }

        Ending update = cfn.update(arn, before, after);

        assertThat(update.succeeded()).as("%s", update.event()).isTrue();
        assertThat(update.invocations()).isLessThanOrEqualTo(4);
        assertThat(timed.longest).isLessThan(LIMIT);
        assertThat(connect.number(arn).orElseThrow().state().flowArn())
                .contains(connect.account().secondFlowArn());
        assertThat(connect.number(arn).orElseThrow().state().tags())
                .containsEntry("b", "2")
                .doesNotContainKey("a");
    }

    /** Tags, release, description, group and flow, before anything is unbound: five calls, of which four fit. */
    @ParameterizedTest
    @ValueSource(ints = {7, 9, 12})
    void aDeleteThatUnbindsANumberOfAGroupComesToItsEnd(int seconds) {
        connect.set(Knob.RELEASE_BOUND, false);
        Map<String, Object> bound = and(
                and(templates.searched(), "TargetArn", connect.account().tdgArn()),
                "ContactFlowArn",
                connect.account().flowArn());
        String arn = cfn.create("Number", bound).property("PhoneNumberArn");
        eachCallTakes(seconds);

        Ending delete = cfn.delete("Number", arn);

        assertThat(delete.succeeded()).as("%s", delete.event()).isTrue();
        assertThat(delete.invocations()).isLessThanOrEqualTo(8);
        assertThat(timed.longest).isLessThan(LIMIT);
        assertThat(connect.number(arn)).isEmpty();
    }

    @Test
    void aReadThatDoesNotFitSaysSo() {
        Map<String, Object> onAGroup =
                and(templates.searched(), "TargetArn", connect.account().tdgArn());
        String arn = cfn.create("Number", onAGroup).property("PhoneNumberArn");
        eachCallTakes(12);

        Ending read = cfn.read(arn);
        Ending list = cfn.list(Map.of(), null);

        assertThat(read.errorCode()).isEqualTo("NetworkFailure");
        assertThat(read.message()).contains("BatchGetFlowAssociation", "no time");
        assertThat(read.invocations()).isEqualTo(1);
        assertThat(list.succeeded()).isTrue();
        assertThat(timed.longest).isLessThan(LIMIT_OF_A_READ);
    }

    /** A search goes from page to page: what does not fit is no claim in doubt, and a late claim is not sent. */
    @Test
    void aSearchThatDoesNotFitClaimsNothing() {
        connect.script(Trouble.on("SearchAvailablePhoneNumbers")
                .times(5)
                .of(new Fault.Instead(
                        Fault.Stage.BEFORE, Answer.ok(Map.of("AvailableNumbersList", List.of(), "NextToken", "x")))));
        eachCallTakes(11);

        Ending ending = cfn.create("Number", templates.searched());

        assertThat(ending.errorCode()).as("%s", ending.event()).isEqualTo("NotStabilized");
        assertThat(ending.message()).contains("SearchAvailablePhoneNumbers was not made", "no claim is sent");
        assertThat(timed.longest).isLessThan(LIMIT);
        assertThat(connect.claimsMade()).isZero();
    }
}
