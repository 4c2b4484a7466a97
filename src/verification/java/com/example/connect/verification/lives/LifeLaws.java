package com.example.connect.verification.lives;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.HeldNumber;
import com.example.connect.simulator.Knob;
import com.example.connect.simulator.NumberState.Status;
import com.example.connect.verification.cases.Scenario;
import com.example.connect.verification.cloudformation.Ending;
import com.example.connect.verification.contract.PublicTags;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What must hold in every life: between what CloudFormation knows and what the account has, and of every ending. */
final class LifeLaws {

    private static final int LARGEST_CONTEXT = 10_000;

    /** Codes of faults that pass: with time left, no operation ends in one. */
    private static final Set<String> NEVER =
            Set.of("InternalFailure", "Throttling", "NetworkFailure", "ServiceInternalError", "Unknown", "");

    private final ConnectSimulator connect;
    private final Ledger ledger;

    LifeLaws(ConnectSimulator connect, Ledger ledger) {
        this.connect = connect;
        this.ledger = ledger;
    }

    /** @param denied whether a call was refused for want of permission */
    static void checkEnding(Ending ending, boolean denied) {
        assertThat(ending.largestContext()).as("the callback context's size").isLessThan(LARGEST_CONTEXT);
        if (ending.succeeded()) {
            return;
        }
        assertThat(ending.errorCode()).as("%s", ending.event()).isNotIn(NEVER);
        assertThat(ending.message()).as("a reason").isNotBlank().doesNotContain("A bug", "Exception:", "\tat ");
        if (!denied) {
            assertThat(ending.errorCode()).as("%s", ending.event()).isNotEqualTo("AccessDenied");
        }
    }

    /** Holds what CloudFormation would know against what the account has. */
    void checkAccount() {
        Set<String> live = connect.numbers().stream().map(HeldNumber::arn).collect(Collectors.toSet());
        assertThat(live).as("every live number is known").allMatch(ledger::isKnown);
        assertThat(connect.released())
                .as("nothing is released that was not deleted, except what a FAILED claim gives back")
                .allMatch(number -> ledger.isDeleted(number.arn()) || number.claimFailed());
        assertThat(connect.claimsMade()).as("claims, and creates that made one").isEqualTo(ledger.claimsDue());
    }

    /** Counts the claims that a create has shown, or could not know. */
    int countClaims(Ending ending) {
        int known = ending.identifiers().size() + hiddenClaims(ending);
        ledger.countClaims(known);
        return known;
    }

    /**
     * How many claims a create cannot have known: they ended FAILED, and lists do not show that (FAILED_CLAIM_HIDDEN). Connect
     * takes each back after a day.
     */
    private int hiddenClaims(Ending ending) {
        if (!ending.identifiers().isEmpty() || connect.knobs().get(Knob.LIST_FAILED)) {
            return 0;
        }
        List<String> hidden = connect.numbers().stream()
                .filter(number -> number.status() == Status.FAILED)
                .map(HeldNumber::arn)
                .filter(arn -> !ledger.isKnown(arn))
                .toList();
        hidden.forEach(ledger::retain);
        return hidden.size();
    }

    void checkNumber(String arn, Map<String, Object> template) {
        HeldNumber number = connect.number(arn).orElseThrow(() -> new AssertionError("live after success: " + arn));
        assertThat(number.status()).isEqualTo(Status.CLAIMED);
        assertThat(number.state().targetArn()).isEqualTo(template.get("TargetArn"));
        assertThat(number.state().description()).isEqualTo(Optional.ofNullable(template.get("Description")));
        assertThat(number.state().flowArn()).isEqualTo(Optional.ofNullable(template.get("ContactFlowArn")));
        checkTags(number, template);
        @Nullable Object exact = template.get("PhoneNumber");
        if (exact != null) {
            assertThat(number.number()).isEqualTo(exact);
        }
        assertThat(number.number()).startsWith(String.valueOf(template.getOrDefault("Prefix", "+")));
        assertThat(number.type()).isEqualTo(template.getOrDefault("Type", number.type()));
    }

    private static void checkTags(HeldNumber number, Map<String, Object> template) {
        Map<String, String> tags = new TreeMap<>(number.state().tags());
        assertThat(tags.remove(PublicTags.MARK)).as("the mark stays").isNotNull();
        assertThat(tags.remove(PublicTags.PROTECTION) != null)
                .as("protected as the template says")
                .isEqualTo(Boolean.TRUE.equals(template.get("ReleaseProtection")));
        assertThat(tags).isEqualTo(Scenario.tagsOf(template));
    }

    boolean isLive(String arn) {
        return connect.number(arn).isPresent();
    }

    Optional<Status> status(String arn) {
        return connect.number(arn).map(HeldNumber::status);
    }

    boolean isProtected(String arn) {
        return connect.number(arn)
                .filter(number -> PublicTags.areProtected(number.state().tags()))
                .isPresent();
    }

    /** Everything that the account holds, as text. */
    Map<String, String> account() {
        return connect.numbers().stream()
                .collect(Collectors.toMap(
                        HeldNumber::arn, number -> number.number() + " " + number.state(), (a, b) -> a, TreeMap::new));
    }
}
