package com.example.connect.verification.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.Fault;
import com.example.connect.simulator.Trouble;
import com.example.connect.verification.cloudformation.CloudFormation;
import com.example.connect.verification.cloudformation.CloudFormationExtension;
import com.example.connect.verification.cloudformation.Ending;
import com.example.connect.verification.cloudformation.Templates;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a refused claim says in words only: whether the number is taken, and whether the quota is used up. */
@ExtendWith(CloudFormationExtension.class)
class RefusalWordsTest {

    private final ConnectSimulator connect;
    private final CloudFormation cfn;
    private final Templates templates;

    RefusalWordsTest(ConnectSimulator connect, CloudFormation cfn, Templates templates) {
        this.connect = connect;
        this.cfn = cfn;
        this.templates = templates;
    }

    private void always(String code, String message) {
        connect.script(
                Trouble.on("ClaimPhoneNumber").times(10_000).of(Fault.refuse(Fault.Stage.BEFORE, 400, code, message)));
    }

    private void assertToldAtOnce(Ending ending) {
        assertThat(ending.waited()).as("%s", ending.event()).isZero();
        assertThat(connect.calls("ClaimPhoneNumber")).hasSize(1);
        assertThat(connect.calls("ListPhoneNumbersV2").size()).isLessThanOrEqualTo(1);
    }

    /** In whatever words a service may put it: the refusal names the number that was sent. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Phone number not available: +18005550123",
                "Phone number not available: 18005550123",
                "The phone number '+18005550123' is not available.",
                "Invalid parameter:  \"+18005550123\" is no longer available in us-east-1 (code 7)",
                "1 validation error: PHONE NUMBER +1 800 555 0123 IS CURRENTLY UNAVAILABLE",
                "Number (+1-800-555-0123) isn't available; choose another"
            })
    void aRefusalThatNamesTheNumberIsALostRace(String message) {
        always("InvalidParameterException", message);

        Ending exact = cfn.create("Number", templates.exact());

        assertThat(exact.message()).contains(message, "choose another number");
    }

    /** "Not available" and "limit" are common words. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "This operation is not available in this Region",
                "Phone number not available: +18005550124",
                "Phone number not available: +180055501230",
                "Rate limit must not be exceeded by parameter MaxResults",
                "The limit of 50 tags is exceeded"
            })
    void anotherRefusalIsToldAsItIsAndCostsOneClaim(String message) {
        for (String code : List.of("InvalidParameterException", "InvalidRequestException")) {
            for (String kind : List.of("exact", "searched")) {
                connect.reset();
                always(code, message);

                Ending ending = cfn.create("Number", kind.equals("exact") ? templates.exact() : templates.searched());

                assertThat(ending.errorCode()).isEqualTo("InvalidRequest");
                assertThat(ending.message())
                        .startsWith(message + " (ClaimPhoneNumber: " + code)
                        .doesNotContain("Raise the quota", "choose another number");
                assertToldAtOnce(ending);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The allowed limit for claimed phone numbers has been exceeded for your instance",
                "Invalid parameter:  'The allowed limit for claimed phone numbers has been exceeded for your instance.' (7)"
            })
    void theQuotaIsToldWithItsRemedyInWhateverFrame(String message) {
        always("InvalidParameterException", message);

        Ending ending = cfn.create("Number", templates.searched());

        assertThat(ending.errorCode()).isEqualTo("ServiceLimitExceeded");
        assertThat(ending.message()).contains(message, "Raise the quota");
        assertToldAtOnce(ending);
    }
}
