package com.example.connect.verification.behaviour;

import static com.example.connect.verification.cases.Scenario.and;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.Fault;
import com.example.connect.simulator.Faults;
import com.example.connect.simulator.Knob;
import com.example.connect.simulator.Trouble;
import com.example.connect.verification.cases.Scenario;
import com.example.connect.verification.cloudformation.CloudFormation;
import com.example.connect.verification.cloudformation.Ending;
import com.example.connect.verification.cloudformation.Templates;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Suspicions. */
class AttackTest extends Interleavings {

    private static final String CLAIM = "ClaimPhoneNumber";
    private static final String BIND = "AssociatePhoneNumberContactFlow";
    private static final String DESCRIBE = "DescribePhoneNumber";
    private static final int FOR_EVER = 100_000;

    AttackTest(ConnectSimulator connect, CloudFormation cfn, Templates templates) {
        super(connect, cfn, templates);
    }

    private static Fault refusal(String code) {
        int status = code.startsWith("AccessDenied")
                ? 403
                : code.contains("InUse") ? 409 : code.contains("NotFound") ? 404 : 400;
        return Fault.refuse(Fault.Stage.BEFORE, status, code, "said " + code);
    }

    /** Refuses the calls of an operation that come between two times after now. */
    private void between(String operation, int from, int to, Fault fault) {
        Instant now = connect.clock().now();
        agenda.add(new Spell(operation, now.plusSeconds(from), now.plusSeconds(to), fault));
    }

    private record Spell(String operation, Instant from, Instant to, Fault fault) {}

    private final List<Spell> agenda = new ArrayList<>();

    /** Runs a payload with spells: troubles are set anew before each invocation. */
    private Ending during(com.fasterxml.jackson.databind.node.ObjectNode payload) {
        while (true) {
            connect.clearTroubles();
            Instant now = connect.clock().now();
            for (Spell spell : agenda) {
                if (!now.isBefore(spell.from()) && now.isBefore(spell.to())) {
                    connect.script(Trouble.on(spell.operation()).times(FOR_EVER).of(spell.fault()));
                }
            }
            com.fasterxml.jackson.databind.JsonNode event = cfn.invoke(payload).orElseThrow();
            if (!com.example.connect.verification.cloudformation.Callbacks.isInProgress(event)) {
                String id = com.example.connect.verification.cloudformation.Callbacks.identifier(event);
                return new Ending(
                        event, false, id.isEmpty() ? List.of() : List.of(id), Optional.empty(), false, 0, 0, 0, 0);
            }
            com.example.connect.verification.cloudformation.Callbacks.goOn(payload, event);
            connect.advance(com.example.connect.verification.cloudformation.Callbacks.delay(event));
        }
    }

    /** G: protection taken off by the template, though Describe leaves the tags out. */
    @Test
    void tagsThatAreNotToldAreStillWrittenAndTakenOff() {
        Map<String, Object> before = and(templates.exact(), "Tags", Scenario.tags("a=1", "b=2"));
        Map<String, Object> after = and(templates.exact(), "Tags", Scenario.tags("b=3"));
        String arn = cfn.create("Number", before).property("PhoneNumberArn");
        connect.script(Trouble.on(DESCRIBE)
                .times(FOR_EVER)
                .of(Faults.named(Faults.leftOut("ClaimedPhoneNumberSummary.Tags"))));

        Ending ending = cfn.update(arn, before, after);

        assertThat(ending.succeeded()).as("%s", ending.event()).isTrue();
        assertThat(number(arn).state().tags()).containsEntry("b", "3").doesNotContainKey("a");
    }

    /** H: hostile reason, cut within a surrogate pair. */
    @ParameterizedTest
    @ValueSource(ints = {498, 499})
    void aReasonOfAnyLettersIsKept(int letters) {
        connect.script(Trouble.on(DESCRIBE)
                .times(2)
                .of(Fault.refuse(
                        Fault.Stage.BEFORE,
                        500,
                        "InternalServiceException",
                        "x".repeat(letters) + "\uD83D\uDE00\uD83D\uDE00")));

        Ending ending = cfn.create("Number", templates.exact());

        assertThat(ending.succeeded()).as("%s", ending.event()).isTrue();
    }

    /** I: a flow that is denied for a while before the claim, a slow check, and so on. */
    @ParameterizedTest
    @ValueSource(strings = {"SLOW", "TIMED_OUT", "INTERNAL_ERROR_AFTER", "DROP_AFTER", "GARBAGE_AFTER", "EMPTY_AFTER"})
    void claimsAreKnownWhateverEveryCallDoes(String fault) {
        for (int burst : List.of(1, 2, 3, 5, 8)) {
            for (String how : List.of("exact", "searched", "imported", "bound", "stated")) {
                connect.reset();
                Map<String, Object> template = switch (how) {
                    case "exact" -> templates.exact();
                    case "imported" -> templates.imported();
                    case "bound" -> bound("first");
                    case "stated" -> and(templates.exact(), "Type", "TOLL_FREE", "CountryCode", "US");
                    default -> templates.searched();
                };
                connect.script(Trouble.onAny().times(burst).of(Faults.named(fault)));
                Ending ending = cfn.createOrCleanUp("Number", template);
                assertThat(ending.longestInvocation())
                        .as("%s %s %s", fault, burst, how)
                        .isLessThan(60);
                assertThat(connect.numbers())
                        .as("%s %s %s %s", fault, burst, how, ending.event())
                        .hasSize(ending.succeeded() ? 1 : 0);
                assertThat(connect.claimsMade()).isLessThanOrEqualTo(1);
            }
        }
    }

    /** J: a claim in doubt whose repetition is refused. */
    @ParameterizedTest
    @CsvSource({
        "InvalidRequestException",
        "ResourceNotFoundException",
        "AccessDeniedException",
        "InvalidParameterException",
        "ServiceQuotaExceededException",
        "ResourceInUseException",
        "ResourceConflictException"
    })
    void aClaimInDoubtIsFoundThoughItsRepetitionIsRefused(String code) {
        for (String how : List.of("exact", "searched")) {
            connect.reset();
            connect.set(Knob.LIST_INVISIBLE, Duration.ofSeconds(30));
            connect.script(Trouble.on(CLAIM).of(Faults.DROP_AFTER));
            connect.script(Trouble.on(CLAIM).nth(2).times(FOR_EVER).of(refusal(code)));

            Ending ending = cfn.create("Number", how.equals("exact") ? templates.exact() : templates.searched());

            assertThat(ending.succeeded()).as("%s %s", how, ending.event()).isTrue();
        }
    }

    /** K: NO_TIME and a refusal of the same call. */
    @Test
    void noTimeIsNoRefusal() {
        connect.set(Knob.CLAIM_TIME, Duration.ZERO);
        between(BIND, 0, 30, Faults.SLOW);
        between("TagResource", 0, 60, Faults.SLOW);
        between("TagResource", 60, 640, refusal("InvalidRequestException"));

        Ending ending = during(cfn.creation("Number", and(bound("first"), "ReleaseProtection", true)));

        assertThat(ending.succeeded()).as("%s", ending.event()).isTrue();
    }

    /** L: a delete in use: unbinding, and reads. */
    @ParameterizedTest
    @ValueSource(strings = {"ResourceInUseException", "InvalidRequestException"})
    void aDeleteInUseEndsBoundAgain(String code) {
        String arn = cfn.create("Number", bound("first")).property("PhoneNumberArn");
        connect.script(Trouble.on("ReleasePhoneNumber").times(FOR_EVER).of(refusal(code)));

        Ending ending = cfn.delete("Number", arn);

        assertThat(ending.succeeded()).isFalse();
        assertThat(ending.message()).contains("said " + code);
        assertThat(ending.waited()).isLessThan(900);
        assertThat(number(arn).state().flowArn()).contains(connect.account().flowArn());
    }

    /** M: in-use, unbound, died. */
    @ParameterizedTest
    @CsvSource({
        "DisassociatePhoneNumberContactFlow, CRASH_AFTER",
        "DisassociatePhoneNumberContactFlow, CRASH_BEFORE",
        "DisassociatePhoneNumberContactFlow, DROP_AFTER",
        "ReleasePhoneNumber, CRASH_BEFORE",
        "BatchGetFlowAssociation, CRASH_AFTER",
        "AssociatePhoneNumberContactFlow, CRASH_AFTER",
        "AssociatePhoneNumberContactFlow, CRASH_BEFORE",
        "AssociatePhoneNumberContactFlow, DROP_AFTER"
    })
    void aDeleteThatDiesEndsBoundAgain(String call, String fault) {
        String arn = cfn.create("Number", bound("first")).property("PhoneNumberArn");
        connect.script(Trouble.on(call).of(Faults.named(fault)));
        connect.script(Trouble.on("ReleasePhoneNumber").times(FOR_EVER).of(refusal("ResourceInUseException")));

        Ending ending = cfn.delete("Number", arn);

        assertThat(ending.succeeded()).isFalse();
        assertThat(number(arn).state().flowArn()).contains(connect.account().flowArn());
    }

    /** O: a slow delete and update. */
    @Test
    void everyInvocationIsInTime() {
        for (String fault : List.of("SLOW", "TIMED_OUT")) {
            for (int burst : List.of(1, 2, 4, 8, 16)) {
                connect.reset();
                Map<String, Object> before = and(bound("first"), "ReleaseProtection", false);
                String arn = cfn.create("Number", before).property("PhoneNumberArn");
                connect.script(Trouble.onAny().times(burst).of(Faults.named(fault)));
                Map<String, Object> after = and(bound("second"), "Description", "x", "Tags", Scenario.tags("a=1"));
                Ending update = cfn.update(arn, before, after);
                assertThat(update.longestInvocation()).isLessThan(60);
                assertThat(update.succeeded()).as("%s", update.event()).isTrue();
                connect.script(Trouble.onAny().times(burst).of(Faults.named(fault)));
                Ending delete = cfn.delete("Number", arn);
                assertThat(delete.longestInvocation()).isLessThan(60);
                assertThat(delete.succeeded()).as("%s", delete.event()).isTrue();
            }
        }
    }

    /** P: a FAILED claim and its number claimed again. */
    @ParameterizedTest
    @ValueSource(strings = {"exact", "searched"})
    void aFailedClaimEndsWithItsReason(String how) {
        connect.script(Trouble.on(CLAIM).of(new Fault.FailLater("said it failed")));

        Ending ending = cfn.retrying()
                .createOrCleanUp("Number", how.equals("exact") ? templates.exact() : templates.searched());

        assertThat(ending.message()).contains("said it failed");
        assertThat(connect.claimsMade()).isEqualTo(1);
    }

    /** Q: a search by dead claim with a few numbers held. */
    @Test
    void anImportWhoseListTellsNoSource() {
        connect.set(Knob.TOKEN_LIFE, Duration.ZERO);
        connect.script(Trouble.on("ImportPhoneNumber").of(Faults.DROP_AFTER));
        connect.script(Trouble.on("ListPhoneNumbersV2")
                .times(FOR_EVER)
                .of(Faults.named(Faults.leftOut("ListPhoneNumbersSummaryList[].SourcePhoneNumberArn"))));

        Ending ending = cfn.create("Number", templates.imported());

        assertThat(ending.identifiers()).as("%s", ending.event()).hasSize(1);
    }

    /** S: the flow is bound while it is IN_PROGRESS or FAILED. */
    @ParameterizedTest
    @ValueSource(strings = {"ResourceNotFoundException", "AccessDeniedException", "InvalidRequestException"})
    void aFlowCheckThatIsThrottledThenMissingEndsInTime(String code) {
        connect.script(Trouble.on("DescribeContactFlow").times(2).of(Faults.THROTTLE));
        connect.script(Trouble.on("DescribeContactFlow").nth(3).times(FOR_EVER).of(refusal(code)));

        Ending ending = cfn.retrying().withIdentifierDeadline().create("Number", bound("first"));

        assertThat(ending.isGivenUp()).isFalse();
        if (code.startsWith("AccessDenied")) {
            assertThat(ending.succeeded()).as("%s", ending.event()).isTrue();
        } else {
            assertThat(ending.message()).contains("said " + code);
            assertThat(connect.claimsMade()).isZero();
        }
    }

    /** T: a delete right after the claim, Describe denied. */
    @ParameterizedTest
    @ValueSource(strings = {"DescribePhoneNumber", "BatchGetFlowAssociation", "ListTagsForResource"})
    void aDeniedReadLosesNoNumberToDelete(String call) {
        String arn = cfn.create("Number", and(bound("first"), "ReleaseProtection", true))
                .property("PhoneNumberArn");
        connect.script(Trouble.on(call).times(FOR_EVER).of(Faults.ACCESS_DENIED));

        Ending ending = cfn.delete("Number", arn);

        assertThat(ending.succeeded()).isFalse();
        assertThat(connect.releasesMade()).isZero();
    }

    /** U: Describe and tags contradict, or leave the tags out. */
    @ParameterizedTest
    @ValueSource(strings = {"ResourceNotFoundException", "InvalidRequestException", "AccessDeniedException"})
    void noProtectedNumberIsReleasedWhateverItsTagCallSays(String code) {
        String arn = cfn.create("Number", and(bound("first"), "ReleaseProtection", true))
                .property("PhoneNumberArn");
        connect.script(Trouble.on("ListTagsForResource").times(FOR_EVER).of(refusal(code)));
        connect.script(Trouble.on(DESCRIBE)
                .times(FOR_EVER)
                .of(Faults.named(Faults.leftOut("ClaimedPhoneNumberSummary.Tags"))));

        Ending ending = cfn.delete("Number", arn);

        assertThat(ending.succeeded()).as("%s", ending.event()).isFalse();
        assertThat(connect.releasesMade()).isZero();
    }
}
