package com.example.connect.verification.behaviour;

import static com.example.connect.verification.cases.Scenario.and;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.simulator.Clients;
import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.Fault;
import com.example.connect.simulator.Knob;
import com.example.connect.simulator.Trouble;
import com.example.connect.verification.cloudformation.CloudFormation;
import com.example.connect.verification.cloudformation.Ending;
import com.example.connect.verification.cloudformation.Templates;
import com.example.connect.verification.contract.Promises;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.connect.ConnectClient;

/** From when the patience with a refusal counts: from the first of its kind since the call was answered otherwise. */
class RefusalPatienceTest extends Interleavings {

    private static final int FOR_EVER = 100_000;
    private static final Fault LAG = Fault.refuse(Fault.Stage.BEFORE, 400, "InvalidRequestException", "said lag");

    RefusalPatienceTest(ConnectSimulator connect, CloudFormation cfn, Templates templates) {
        super(connect, cfn, templates);
    }

    /** Does what is on the agenda after the first call that comes so many seconds from now, or later. */
    private void meanwhile(Map<Integer, Runnable> agenda) {
        Instant now = connect.clock().now();
        Map<Integer, Runnable> open = new TreeMap<>(agenda);
        connect.onCall(call -> open.entrySet().removeIf(entry -> {
            boolean isDue = !call.at().isBefore(now.plusSeconds(entry.getKey()));
            if (isDue) {
                entry.getValue().run();
            }
            return isDue;
        }));
    }

    private void always(String operation, Fault fault) {
        connect.clearTroubles();
        connect.script(Trouble.on(operation).times(FOR_EVER).of(fault));
    }

    /** One refusal in the first seconds, and one long after: the number was seen all the time between. */
    @Test
    void aRefusalThatIsOverIsForgotten() {
        connect.set(Knob.CLAIM_TIME, Duration.ofMinutes(20));
        connect.script(Trouble.on("DescribePhoneNumber").of(LAG));
        meanwhile(Map.of(
                Promises.VISIBLE + 60,
                () -> connect.script(Trouble.on("DescribePhoneNumber").of(LAG))));

        Ending ending = cfn.createOrCleanUp("Number", templates.exact());

        assertThat(ending.succeeded()).as("%s", ending.event()).isTrue();
        assertThat(connect.calls("DescribePhoneNumber").stream()
                        .filter(call -> call.errorCode().isPresent()))
                .hasSize(2);
    }

    /** A call that does not know the number for minutes may then refuse it because it became CLAIMED just now. */
    @ParameterizedTest
    @CsvSource({"403, AccessDeniedException", "400, InvalidParameterException", "409, ResourceInUseException"})
    void eachKindOfRefusalHasItsOwnPatience(int status, String code) {
        Fault other = Fault.refuse(Fault.Stage.BEFORE, status, code, "said " + code);
        always("AssociatePhoneNumberContactFlow", LAG);
        meanwhile(Map.of(400, () -> always("AssociatePhoneNumberContactFlow", other), 450, connect::clearTroubles));

        Ending ending = cfn.createOrCleanUp("Number", bound("first"));

        assertThat(ending.succeeded()).as("%s", ending.event()).isTrue();
        assertThat(ending.waited()).isGreaterThan(450);
    }

    /** Two kinds of refusal of one call, or the refusals of two calls, take turns: neither begins the other's patience anew. */
    @ParameterizedTest
    @CsvSource({
        "AssociatePhoneNumberContactFlow, AssociatePhoneNumberContactFlow, 409, ResourceInUseException",
        "AssociatePhoneNumberContactFlow, AssociatePhoneNumberContactFlow, 403, AccessDeniedException",
        "AssociatePhoneNumberContactFlow, DescribePhoneNumber, 400, InvalidRequestException",
        "TagResource, DescribePhoneNumber, 400, InvalidRequestException"
    })
    void refusalsThatTakeTurnsEndInMinutes(String operation, String other, int status, String code) {
        Fault second = Fault.refuse(Fault.Stage.BEFORE, status, code, "said " + code);
        for (int nth = 1; nth < 1_000; nth += 2) {
            connect.script(Trouble.on(operation).nth(nth).of(LAG));
            connect.script(Trouble.on(other).nth(nth + 1).of(second));
            connect.script(Trouble.on(operation).nth(nth + 1).of(LAG));
        }

        Ending ending = cfn.create("Number", and(bound("first"), "ReleaseProtection", true));

        assertThat(ending.message()).contains("said ");
        assertThat(ending.waited()).isBetween(100, 2 * Promises.VISIBLE);
    }

    /** The tag calls take turns; neither begins the other's patience anew. */
    @ParameterizedTest
    @CsvSource({"400, InvalidRequestException", "404, ResourceNotFoundException"})
    void protectionThatCanNeitherBeSetNorTakenOffEndsInMinutes(int status, String code) {
        Fault fault = Fault.refuse(Fault.Stage.BEFORE, status, code, "said " + code);
        connect.script(Trouble.on("TagResource").times(FOR_EVER).of(fault));
        connect.script(Trouble.on("UntagResource").times(FOR_EVER).of(fault));

        Ending ending = cfn.create("Number", and(templates.exact(), "ReleaseProtection", true));

        assertThat(ending.message()).contains("said " + code);
        assertThat(ending.waited()).isBetween(Promises.VISIBLE, 2 * Promises.VISIBLE);
    }

    /** A release does not find the number, is refused for minutes because a move is under way, and does not find it again. */
    @Test
    void aNumberThatAReleaseKnewBetweenIsMissingAnew() {
        String arn = cfn.create("Number", templates.searched()).property("PhoneNumberArn");
        connect.set(Knob.MOVE_TIME, Duration.ofMinutes(14)).set(Knob.RELEASE_IN_PROGRESS, false);
        try (ConnectClient client = Clients.to(connect)) {
            client.updatePhoneNumber(
                    move -> move.phoneNumberId(arn).targetArn(connect.account().otherInstanceArn()));
        }
        connect.script(Trouble.on("ReleasePhoneNumber").of(NOT_FOUND));
        meanwhile(Map.of(
                Promises.VISIBLE + 60,
                () -> connect.script(Trouble.on("ReleasePhoneNumber").of(NOT_FOUND))));

        Ending ending = cfn.delete("Number", arn);

        assertThat(ending.succeeded()).as("%s", ending.event()).isTrue();
        assertThat(connect.calls("ReleasePhoneNumber").stream()
                        .filter(call -> call.errorCode().equals(Optional.of("ResourceNotFoundException"))))
                .hasSize(2);
    }
}
