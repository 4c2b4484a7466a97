package com.example.connect.verification.behaviour;

import static com.example.connect.verification.cases.Scenario.and;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.Fault;
import com.example.connect.simulator.Faults;
import com.example.connect.simulator.Knob;
import com.example.connect.simulator.Trouble;
import com.example.connect.verification.cloudformation.CloudFormation;
import com.example.connect.verification.cloudformation.CloudFormationExtension;
import com.example.connect.verification.cloudformation.Ending;
import com.example.connect.verification.cloudformation.Templates;
import com.example.connect.verification.contract.Promises;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A refusal that is final is told at once, so that CloudFormation's time-out for the identifier does not hide it. Only a
 * refusal that an own claim can have brought about is looked after for longer.
 */
@ExtendWith(CloudFormationExtension.class)
class RefusedCreateTest {

    private static final String CLAIM = "ClaimPhoneNumber";
    private static final String LIST = "ListPhoneNumbersV2";
    private static final String SENT = "+18005550123";

    private static final Fault DENIED = Fault.refuse(
            Fault.Stage.BEFORE,
            403,
            "AccessDeniedException",
            "User: somebody is not authorized to perform: connect:ClaimPhoneNumber on resource: *");

    private final ConnectSimulator connect;
    private final CloudFormation cfn;
    private final Templates templates;

    RefusedCreateTest(ConnectSimulator connect, CloudFormation cfn, Templates templates) {
        this.connect = connect;
        this.cfn = cfn;
        this.templates = templates;
    }

    private void always(String operation, Fault fault) {
        connect.script(Trouble.on(operation).times(10_000).of(fault));
    }

    private static Fault invalid(String code, String message) {
        return Fault.refuse(Fault.Stage.BEFORE, 400, code, message);
    }

    private Map<String, Object> template(String kind) {
        return switch (kind) {
            case "exact" -> templates.exact();
            case "searched" -> templates.searched();
            default -> templates.imported();
        };
    }

    private int claims() {
        return connect.calls(CLAIM).size() + connect.calls("ImportPhoneNumber").size();
    }

    private void assertToldAtOnce(Ending ending) {
        assertThat(ending.waited()).as("%s", ending.event()).isZero();
        assertThat(claims()).isLessThanOrEqualTo(1);
        assertThat(connect.calls(LIST).size()).isLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "exact, ClaimPhoneNumber",
        "searched, ClaimPhoneNumber",
        "searched, SearchAvailablePhoneNumbers",
        "imported, ImportPhoneNumber"
    })
    void deniedIsToldAfterOneLook(String kind, String operation) {
        always(operation, DENIED);

        Ending ending = cfn.create("Number", template(kind));

        assertThat(ending.errorCode()).isEqualTo("AccessDenied");
        assertThat(ending.message()).contains("is not authorized to perform: connect:ClaimPhoneNumber");
        assertToldAtOnce(ending);
    }

    /** The look for an own claim fails too: denied, throttled, broken. */
    @ParameterizedTest
    @CsvSource({
        "ListPhoneNumbersV2, ACCESS_DENIED",
        "DescribePhoneNumber, ACCESS_DENIED",
        "ListPhoneNumbersV2, THROTTLE",
        "DescribePhoneNumber, THROTTLE",
        "ListPhoneNumbersV2, DROP_BEFORE",
        "ListPhoneNumbersV2, GARBAGE_BEFORE"
    })
    void aLookThatFailsDoesNotHideTheReason(String look, String fault) {
        assertThat(cfn.create("Other", and(templates.exact(), "PhoneNumber", "+18005550199"))
                        .succeeded())
                .isTrue();
        connect.clearCalls();
        always(CLAIM, DENIED);
        always(look, Faults.named(fault));

        Ending ending = cfn.create("Number", templates.searched());

        assertThat(ending.message()).contains("is not authorized to perform: connect:ClaimPhoneNumber");
        assertToldAtOnce(ending);
    }

    /** The same for a refusal that an own claim can have brought about: told before the time-out. */
    @ParameterizedTest
    @ValueSource(strings = {"ACCESS_DENIED", "THROTTLE", "INTERNAL_ERROR_BEFORE", "EMPTY_BEFORE"})
    void aTakenNumberIsToldInTimeThoughTheLookFails(String fault) {
        connect.takeElsewhere(Templates.EXACT);
        always(LIST, Faults.named(fault));

        Ending ending = cfn.create("Number", templates.exact());

        assertThat(ending.message()).contains("Phone number not available", "choose another number");
        assertThat(ending.waited()).isLessThanOrEqualTo(Promises.LAST_CLAIM);
    }

    /** The account may hold it itself, which only the look that is denied would tell: the message says both. */
    @ParameterizedTest
    @ValueSource(strings = {"ListPhoneNumbersV2", "DescribePhoneNumber"})
    void aTakenNumberTellsThatTheLookIsDenied(String look) {
        assertThat(cfn.create("Other", templates.exact()).succeeded()).isTrue();
        always(look, Faults.ACCESS_DENIED);

        Ending ending = cfn.create("Number", templates.exact());

        assertThat(ending.errorCode()).isEqualTo("InvalidRequest");
        assertThat(ending.message())
                .contains(
                        "Phone number not available",
                        "Whether this account holds it could not be seen: User: simulated is not authorized",
                        look,
                        "choose another number");
    }

    @Test
    void nothingOfferedIsToldAfterOneLook() {
        Ending ending = cfn.create("Number", and(templates.searched(), "Prefix", "+1999999"));

        assertThat(ending.message()).contains("TOLL_FREE in US with prefix +1999999", "Prefix");
        assertToldAtOnce(ending);
    }

    @Test
    void aFalseStatementIsToldAfterOneLook() {
        Ending ending = cfn.create("Number", and(templates.exact(), "Type", "DID", "CountryCode", "US"));

        assertThat(ending.message()).contains("does not offer it");
        assertToldAtOnce(ending);
    }

    @Test
    void aTakenExactNumberIsToldAfterTwoClaims() {
        connect.takeElsewhere(Templates.EXACT);

        assertTakenIsTold(cfn.create("Number", templates.exact()));
    }

    @Test
    void aTakenImportIsToldAfterTwoClaims() {
        always("ImportPhoneNumber", invalid("InvalidParameterException", "Phone number not available: +18005550777"));

        assertTakenIsTold(cfn.create("Number", templates.imported()));
    }

    private void assertTakenIsTold(Ending ending) {
        assertThat(ending.errorCode()).isEqualTo("InvalidRequest");
        assertThat(ending.message()).contains("Phone number not available", "choose another number");
        assertThat(ending.waited()).isLessThanOrEqualTo(Promises.LOOK_FOR_CLAIM);
        assertThat(claims()).isLessThanOrEqualTo(2);
        assertThat(connect.calls(LIST).size()).isLessThanOrEqualTo(3);
    }

    /** Others' numbers that are not visible yet could be an own one: the reason is told in time all the same. */
    @Test
    void hiddenNumbersOfOthersDoNotHideTheReason() {
        for (int i = 0; i < 10; i++) {
            if (i != 3) {
                connect.takeElsewhere("+1800555012" + i);
            }
        }
        assertThat(cfn.create("Other", templates.exact()).succeeded()).isTrue();
        connect.set(Knob.INVISIBLE, Knob.FOREVER).set(Knob.CLAIM_TIME, Duration.ZERO);

        Ending ending = cfn.create("Number", and(templates.searched(), "Prefix", "+1800555012"));

        assertThat(ending.message()).contains("offers no phone number");
        assertThat(ending.waited()).isLessThanOrEqualTo(Promises.LAST_CLAIM);
    }

    /** The same number sent by another create of this account, whose claim is in doubt, is cared for as ever. */
    @Test
    void aClaimInDoubtIsLookedForThoughALaterAnswerDeniesIt() {
        connect.set(Knob.LIST_INVISIBLE, Duration.ofSeconds(100)).set(Knob.INVISIBLE, Duration.ofSeconds(100));
        connect.script(Trouble.on(CLAIM).of(Faults.DROP_AFTER));
        connect.script(Trouble.on(CLAIM).nth(2).times(10_000).of(DENIED));

        Ending ending = cfn.create("Number", templates.exact());

        assertThat(ending.succeeded()).as("%s", ending.event()).isTrue();
        assertThat(connect.claimsMade()).isEqualTo(1);
        assertThat(connect.number(ending.property("PhoneNumberArn"))
                        .orElseThrow()
                        .number())
                .isEqualTo(SENT);
    }
}
