package com.example.connect.verification.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.Faults;
import com.example.connect.simulator.HeldNumber;
import com.example.connect.simulator.Trouble;
import com.example.connect.verification.cloudformation.CloudFormation;
import com.example.connect.verification.cloudformation.Ending;
import com.example.connect.verification.cloudformation.Templates;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a create looks for a number of its own whose claim's answer was lost. */
class OwnClaimLooksTest extends Interleavings {

    OwnClaimLooksTest(ConnectSimulator connect, CloudFormation cfn, Templates templates) {
        super(connect, cfn, templates);
    }

    /** The number of a claim that FAILED can be claimed again, and lists may show the old id for a while beside the new. */
    @Test
    void anOwnNumberIsFoundBesideAnOlderIdOfTheSameNumber() {
        String older = cfn.create("Older", templates.searched()).property("PhoneNumberArn");
        theClaimDies();
        connect.onCall(call -> {
            if (call.operation().equals("ClaimPhoneNumber") && call.effect()) {
                String listed = String.format("{'PhoneNumber': '%s', 'PhoneNumberArn': ", Templates.EXACT);
                String own = connect.numbers().stream()
                        .map(HeldNumber::arn)
                        .filter(arn -> !arn.equals(older))
                        .findFirst()
                        .orElseThrow();
                connect.script(Trouble.on("ListPhoneNumbersV2")
                        .of(answer("{'ListPhoneNumbersSummaryList': [" + listed + "'" + older + "'}, " + listed + "'"
                                + own + "'}]}")));
            }
        });

        Ending ending = cfn.create("Number", templates.exact());

        assertThat(ending.succeeded()).as("%s", ending.event()).isTrue();
        assertThat(connect.calls("ListPhoneNumbersV2")).hasSize(1);
        assertThat(connect.claimsMade()).isEqualTo(2);
    }

    /** The service throttles looks until it is too late: whose the number is, nobody has seen. */
    @Test
    void aTakenNumberThatNoLookIsAnsweredAboutIsNotCalledSomebodyElsesForSure() {
        theClaimDies();
        connect.script(Trouble.on("ListPhoneNumbersV2").times(10_000).of(Faults.THROTTLE));

        Ending ending = cfn.create("Number", templates.exact());

        assertThat(ending.message()).contains("not available", "could not be seen", "Rate exceeded");
    }

    @Test
    void aSlowLookByTheMarkEndsWithinItsInvocation() {
        theClaimDies();
        connect.script(Trouble.on("DescribePhoneNumber").times(10_000).of(Faults.THROTTLE));
        connect.script(Trouble.on("ListTagsForResource").times(10_000).of(Faults.SLOW));

        Ending ending = cfn.create("Number", templates.exact());

        assertThat(ending.identifiers()).as("%s", ending.event()).hasSize(1);
        assertThat(ending.longestInvocation()).isLessThanOrEqualTo(50);
    }

    /** Its repeated claims are refused for the present until CloudFormation's deadline, and lists show its number. */
    @ParameterizedTest
    @ValueSource(strings = {"exact", "searched", "imported"})
    void aClaimInDoubtThatIsNotAnsweredAgainIsFoundByALook(String how) {
        boolean isImported = how.equals("imported");
        String claim = isImported ? "ImportPhoneNumber" : "ClaimPhoneNumber";
        connect.script(Trouble.on(claim).of(Faults.DROP_AFTER));
        connect.script(Trouble.on(claim).nth(2).times(10_000).of(Faults.THROTTLE));

        Ending ending = cfn.withIdentifierDeadline()
                .create(
                        "Number",
                        isImported
                                ? templates.imported()
                                : how.equals("exact") ? templates.exact() : templates.searched());

        assertThat(ending.succeeded()).as("%s", ending.event()).isTrue();
        assertThat(connect.claimsMade()).isEqualTo(1);
    }
}
