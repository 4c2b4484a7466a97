package com.example.connect.verification.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.Faults;
import com.example.connect.simulator.Knob;
import com.example.connect.simulator.Trouble;
import com.example.connect.simulator.Turns;
import com.example.connect.verification.cloudformation.CloudFormation;
import com.example.connect.verification.cloudformation.CloudFormationExtension;
import com.example.connect.verification.cloudformation.Ending;
import com.example.connect.verification.cloudformation.Templates;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers of AWS End User Messaging. */
@ExtendWith(CloudFormationExtension.class)
class ImportTest {

    private final ConnectSimulator connect;
    private final CloudFormation cfn;
    private final Templates templates;
    private Map<String, Object> imported;

    ImportTest(ConnectSimulator connect, CloudFormation cfn, Templates templates) {
        this.connect = connect;
        this.cfn = cfn;
        this.templates = templates;
    }

    @BeforeEach
    void start() {
        imported = templates.imported();
    }

    @Test
    void importsReadsBackAndReleases() {
        Ending ending = cfn.create("Number", imported);

        assertThat(ending.succeeded()).as(ending.event().toString()).isTrue();
        assertThat(ending.shownAfter()).contains(0);
        String arn = ending.property("PhoneNumberArn");
        assertThat(connect.number(arn).orElseThrow().sourceArn())
                .contains(connect.account().sourcePhoneNumberArn());
        assertThat(cfn.read(arn).model()).isEqualTo(ending.model());
        assertThat(cfn.delete("Number", arn).succeeded()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 86_400})
    @Turns("token-seconds")
    void anImportThatCrashesRightAfterItsClaimEndsWithOneNumber(long tokenLife) {
        connect.set(Knob.TOKEN_LIFE, Duration.ofSeconds(tokenLife));
        connect.script(Trouble.on("ImportPhoneNumber").of(Faults.CRASH_AFTER));

        Ending ending = cfn.create("Number", imported);

        assertThat(ending.succeeded()).as(ending.event().toString()).isTrue();
        assertThat(connect.claimsMade()).isEqualTo(1);
    }

    /** No member of a list is required: a number that does not tell its source could be the one. */
    @ParameterizedTest
    @CsvSource({
        "DROP_AFTER, INVALID_PARAMETER, 5",
        "DROP_AFTER, IDEMPOTENCY_EXCEPTION, 5",
        "CRASH_AFTER, INVALID_PARAMETER, 1"
    })
    @Turns("imported-again")
    void anImportWhoseAnswerWasLostIsFoundThoughListsLeaveItsSourceOut(
            String fault, Knob.ImportedAgain again, int others) {
        connect.set(Knob.QUOTA, 20);
        for (int i = 0; i < others; i++) {
            assertThat(cfn.create("Other" + i, templates.searched()).succeeded())
                    .isTrue();
        }
        connect.set(Knob.TOKEN_LIFE, Duration.ZERO).set(Knob.IMPORTED_AGAIN, again);
        connect.script(Trouble.on("ImportPhoneNumber").of(Faults.named(fault)));
        connect.script(Trouble.on("ListPhoneNumbersV2")
                .times(10_000)
                .of(Faults.named(Faults.leftOut("ListPhoneNumbersSummaryList.SourcePhoneNumberArn"))));

        Ending ending = cfn.withIdentifierDeadline().create("Number", imported);

        assertThat(ending.succeeded()).as("%s", ending.event()).isTrue();
        assertThat(connect.claimsMade()).isEqualTo(others + 1);
        assertThat(connect.number(ending.property("PhoneNumberArn"))
                        .orElseThrow()
                        .sourceArn())
                .contains(connect.account().sourcePhoneNumberArn());
    }

    @Test
    void aNumberThatIsImportedAlreadyIsAlreadyExists() {
        String arn = cfn.create("First", imported).property("PhoneNumberArn");

        Ending ending = cfn.create("Second", imported);

        assertThat(ending.errorCode()).isEqualTo("AlreadyExists");
        assertThat(ending.message()).contains(arn);
        assertThat(ending.event().has("resourceModel")).isFalse();
    }

    /** AWS End User Messaging has numbers of two services. */
    @Test
    void aNumberOfWhatsAppIsAskedForToo() {
        String source = "arn:aws:social-messaging:us-east-1:123456789012:phone-number-id/phone-number-id-0a1b2c";
        imported.put("SourcePhoneNumberArn", source);

        Ending ending = cfn.create("Number", imported);

        assertThat(connect.calls("ImportPhoneNumber").get(0).parameter("SourcePhoneNumberArn"))
                .contains(source);
        assertThat(ending.message()).doesNotContain("SourcePhoneNumberArn 'arn");
    }

    @Test
    void aSourceOfAnotherServiceIsToldBothForms() {
        imported.put("SourcePhoneNumberArn", "arn:aws:social-messaging:us-east-1:123456789012:phone-number/x");

        Ending ending = cfn.create("Number", imported);

        assertThat(ending.errorCode()).isEqualTo("InvalidRequest");
        assertThat(ending.message()).contains("sms-voice", "social-messaging", "phone-number-id/ID");
        assertThat(connect.calls()).isEmpty();
    }

    @Test
    void aContactFlowBesideTheSourceIsBound() {
        imported.put("ContactFlowArn", connect.account().flowArn());

        Ending ending = cfn.create("Number", imported);

        assertThat(ending.succeeded()).as("%s", ending.event()).isTrue();
        assertThat(cfn.read(ending.property("PhoneNumberArn")).property("ContactFlowArn"))
                .isEqualTo(connect.account().flowArn());
    }

    @Test
    void aTrafficDistributionGroupIsRefusedAndToldTheWay() {
        imported.put("TargetArn", connect.account().tdgArn());

        Ending ending = cfn.create("Number", imported);

        assertThat(ending.errorCode()).isEqualTo("InvalidRequest");
        assertThat(ending.message()).contains("SourcePhoneNumberArn", "import to the instance, then move");
        assertThat(connect.calls()).isEmpty();
    }

    @Test
    void anotherWayToChooseBesideItIsRefused() {
        imported.put("Type", "DID");
        imported.put("CountryCode", "US");

        assertThat(cfn.create("Number", imported).errorCode()).isEqualTo("InvalidRequest");
        assertThat(connect.calls()).isEmpty();
    }

    @Test
    void anotherSourceNeedsAnotherNumber() {
        String arn = cfn.create("Number", imported).property("PhoneNumberArn");
        Map<String, Object> other = templates.imported();
        other.put(
                "SourcePhoneNumberArn",
                connect.account().sourcePhoneNumberArns().get(1));

        assertThat(cfn.update(arn, imported, other).errorCode()).isEqualTo("NotUpdatable");
    }
}
