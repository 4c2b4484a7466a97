package com.example.connect.verification.behaviour;

import static com.example.connect.verification.cases.Scenario.and;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.simulator.Call;
import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.Fault;
import com.example.connect.simulator.Faults;
import com.example.connect.simulator.Knob;
import com.example.connect.simulator.Trouble;
import com.example.connect.verification.cloudformation.CloudFormation;
import com.example.connect.verification.cloudformation.Ending;
import com.example.connect.verification.cloudformation.Templates;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An answer that is not Connect's, or lacks what the step is for, is asked for again, for minutes and not for an hour. */
class UnintelligibleAnswersTest extends Interleavings {

    private static final int FOR_EVER = 100_000;

    private static final int MINUTES = 20 * 60;

    UnintelligibleAnswersTest(ConnectSimulator connect, CloudFormation cfn, Templates templates) {
        super(connect, cfn, templates);
    }

    @BeforeEach
    void start() {
        connect.set(Knob.RATE, Optional.empty());
    }

    /** Where the ARN is left out, the id names the number; where both are, the number's own mark finds it. */
    @ParameterizedTest
    @CsvSource({"searched, true", "searched, false", "exact, true", "exact, false", "imported, true", "imported, false"
    })
    void aClaimWithoutAnArnIsFound(String way, boolean hasId) {
        Map<String, Object> template = switch (way) {
            case "searched" -> templates.searched();
            case "exact" -> templates.exact();
            default -> templates.imported();
        };
        String id = cfn.create("Number", template).property("PhoneNumberId");
        connect.reset();
        connect.set(Knob.RATE, Optional.empty());
        String call = way.equals("imported") ? "ImportPhoneNumber" : "ClaimPhoneNumber";
        connect.script(Trouble.on(call)
                .times(FOR_EVER)
                .of(answer(Fault.Stage.AFTER, hasId ? "{'PhoneNumberId':'" + id + "'}" : "{}")));

        Ending ending = cfn.create("Number", template);

        assertThat(ending.succeeded()).as("%s", ending.event()).isTrue();
        assertThat(connect.claimsMade()).isEqualTo(1);
        assertThat(connect.calls(call)).hasSizeLessThan(hasId ? 2 : 40);
        assertThat(ending.waited()).isLessThan(MINUTES);
    }

    /** Another program answers in Connect's place and does not stop: the user hears of it within minutes. */
    @ParameterizedTest
    @CsvSource({
        "CREATE, ClaimPhoneNumber",
        "CREATE, DescribePhoneNumber",
        "CREATE, AssociatePhoneNumberContactFlow",
        "UPDATE, DescribePhoneNumber",
        "UPDATE, TagResource",
        "UPDATE, UpdatePhoneNumberMetadata",
        "DELETE, ReleasePhoneNumber",
        "DELETE, DescribePhoneNumber"
    })
    void anAnswerThatStaysUnintelligibleEndsWithinMinutes(String action, String call) {
        String arn = action.equals("CREATE")
                ? ""
                : cfn.create("Number", bound("first")).property("PhoneNumberArn");
        connect.advance(Duration.ofMinutes(1));
        connect.script(Trouble.on(call).times(FOR_EVER).of(Faults.GARBAGE_BEFORE));
        if (action.equals("DELETE")) {
            connect.script(Trouble.on("ListTagsForResource").times(FOR_EVER).of(Faults.GARBAGE_BEFORE));
        }

        Ending ending = switch (action) {
            case "CREATE" -> cfn.create("Number", bound("first"));
            case "UPDATE" ->
                cfn.update(
                        arn,
                        bound("first"),
                        and(and(bound("first"), "Description", "x"), "Tags", OnADescribedNumber.tags("a", "b")));
            default -> cfn.delete("Number", arn);
        };

        assertThat(ending.errorCode()).as("%s", ending.event()).isEqualTo("ServiceInternalError");
        assertThat(ending.message()).contains("unintelligible");
        assertThat(ending.waited()).isBetween(60, MINUTES);
        assertThat(connect.claimsMade()).isLessThanOrEqualTo(1);
    }

    /** Before a claim there is less time: CloudFormation waits a minute for a number. */
    @Test
    void aSearchThatStaysUnintelligibleEndsBeforeTheDeadline() {
        connect.script(Trouble.on("SearchAvailablePhoneNumbers").times(FOR_EVER).of(Faults.GARBAGE_BEFORE));

        Ending ending = cfn.create("Number", templates.searched());

        assertThat(ending.errorCode()).as("%s", ending.event()).isEqualTo("NotStabilized");
        assertThat(ending.message()).contains("unintelligible", "no claim is sent");
        assertThat(ending.waited()).isLessThan(60);
        assertThat(connect.claimsMade()).isZero();
    }

    /** A number that was claimed all the same is found by its mark, though each answer is another program's. */
    @Test
    void aClaimThatStaysUnintelligibleIsFound() {
        connect.script(Trouble.on("ClaimPhoneNumber").times(FOR_EVER).of(Faults.GARBAGE_AFTER));

        Ending ending = cfn.create("Number", templates.searched());

        assertThat(ending.succeeded()).as("%s", ending.event()).isTrue();
        assertThat(connect.claimsMade()).isEqualTo(1);
        assertThat(connect.calls()).extracting(Call::operation).contains("ListPhoneNumbersV2");
    }

    /** What is undone where an operation fails is answered so too: two calls that take turns end as one does. */
    @ParameterizedTest
    @CsvSource({"CREATE, ClaimPhoneNumber", "DELETE, DisassociatePhoneNumberContactFlow"})
    void anOperationOfWhichEveryCallStaysUnintelligibleEndsWithinMinutes(String action, String last) {
        connect.set(Knob.RELEASE_BOUND, false);
        boolean isCreate = action.equals("CREATE");
        String arn = isCreate ? "" : cfn.create("Number", bound("first")).property("PhoneNumberArn");
        connect.onCall(call -> {
            if (call.operation().equals(last)) {
                connect.script(Trouble.onAny().times(FOR_EVER).of(Faults.GARBAGE_BEFORE));
            }
        });

        Ending ending = isCreate
                ? cfn.create("Number", and(bound("first"), "ReleaseProtection", true))
                : cfn.delete("Number", arn);

        assertThat(ending.errorCode()).as("%s", ending.event()).isEqualTo("ServiceInternalError");
        assertThat(ending.message()).contains("DescribePhoneNumber got an unintelligible answer");
        assertThat(ending.waited()).isLessThan(MINUTES);
    }

    /** One such answer after many other faults of the same call is one, and costs no claimed number. */
    @ParameterizedTest
    @ValueSource(strings = {"THROTTLE", "INTERNAL_ERROR_BEFORE", "DROP_BEFORE"})
    void oneUnintelligibleAnswerAfterManyOtherFaultsPasses(String before) {
        connect.script(Trouble.on("DescribePhoneNumber").times(20).of(Faults.named(before)));
        connect.script(Trouble.on("DescribePhoneNumber").nth(21).of(Faults.GARBAGE_BEFORE));

        Ending ending = cfn.createOrCleanUp("Number", templates.exact());

        assertThat(ending.succeeded()).as("%s", ending.event()).isTrue();
        assertThat(connect.numbers()).hasSize(1);
    }

    /** Two calls fail in turns: the operation waits longer each time, as for one call that fails. */
    @ParameterizedTest
    @ValueSource(strings = {"INTERNAL_ERROR_BEFORE", "DROP_BEFORE", "GARBAGE_BEFORE"})
    void faultsThatTakeTurnsAreTriedAgainLessAndLessOften(String fault) {
        String arn = cfn.create("Number", templates.exact()).property("PhoneNumberArn");
        for (int nth = 1; nth < 2_000; nth += 2) {
            connect.script(Trouble.on("DescribePhoneNumber").nth(nth).of(Faults.named(fault)));
        }
        connect.script(Trouble.on("TagResource").times(FOR_EVER).of(Faults.named(fault)));

        Ending ending =
                cfn.update(arn, templates.exact(), and(templates.exact(), "Tags", OnADescribedNumber.tags("a", "b")));

        assertThat(ending.status()).isEqualTo("FAILED");
        assertThat(ending.waited()).isLessThan(60 * 60);
        assertThat(ending.invocations()).isLessThan(300);
    }
}
