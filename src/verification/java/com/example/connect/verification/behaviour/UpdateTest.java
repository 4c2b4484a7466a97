package com.example.connect.verification.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.Fault;
import com.example.connect.simulator.Knob;
import com.example.connect.simulator.NumberState.Status;
import com.example.connect.simulator.Trouble;
import com.example.connect.simulator.Turns;
import com.example.connect.verification.cloudformation.CloudFormation;
import com.example.connect.verification.cloudformation.Ending;
import com.example.connect.verification.cloudformation.Templates;
import com.example.connect.verification.contract.PublicTags;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an update changes in place. */
class UpdateTest extends OnADescribedNumber {

    UpdateTest(ConnectSimulator connect, CloudFormation cfn, Templates templates) {
        super(connect, cfn, templates);
    }

    @Test
    void aDescriptionIsChangedInPlaceAndWaitedFor() {
        Ending ending = update(changed("Description", "back door"));

        assertThat(ending.succeeded()).as(ending.event().toString()).isTrue();
        assertThat(ending.property("Description")).isEqualTo("back door");
        assertThat(number().state().description()).contains("back door");
        assertThat(number().status()).isEqualTo(Status.CLAIMED);
        assertThat(operations().stream().filter("UpdatePhoneNumberMetadata"::equals))
                .hasSize(1);
    }

    @Test
    void aDescriptionThatIsRemovedIsCleared() {
        Ending ending = update(without("Description"));

        assertThat(ending.succeeded()).isTrue();
        assertThat(ending.model().has("Description")).isFalse();
        assertThat(number().state().description()).isEmpty();
    }

    @Test
    void aDescriptionThatNobodyManagesStays() {
        Ending ending = cfn.update(arn, without("Description"), without("Description"));

        assertThat(ending.succeeded()).isTrue();
        assertThat(number().state().description()).contains("front door");
    }

    @Test
    void tagsOnlyCostOneDescribeOneTagAndOneUntag() {
        Ending ending = update(changed("Tags", tags("team", "video", "new", "tag")));

        assertThat(ending.succeeded()).isTrue();
        assertThat(operations()).containsExactly("DescribePhoneNumber", "TagResource", "UntagResource");
        assertThat(number().state().tags())
                .containsEntry("team", "video")
                .containsEntry("new", "tag")
                .containsKey(PublicTags.MARK)
                .doesNotContainKey("stage");
        assertThat(ending.model().path("Tags")).hasSize(2);
    }

    @Test
    void stackTagsAreFollowedAndForeignTagsStay() {
        connect.putTags(arn, Map.of("foreign", "tag", "aws:cloudformation:stack-id", "x"));
        cfn.stackTags(Map.of("cost", "1")).stackTags(Map.of("cost", "2"));

        assertThat(update(before).succeeded()).isTrue();

        assertThat(number().state().tags())
                .containsEntry("cost", "2")
                .containsEntry("foreign", "tag")
                .containsEntry("aws:cloudformation:stack-id", "x")
                .containsEntry("team", "voice");
    }

    @Test
    void aNumberMovesAndTheMoveIsWaitedForOnTheNewTarget() {
        connect.set(Knob.STALE, Duration.ofSeconds(5));

        Ending ending = update(changed("TargetArn", connect.account().tdgArn()));

        assertThat(ending.succeeded()).as(ending.event().toString()).isTrue();
        assertThat(ending.property("TargetArn")).isEqualTo(connect.account().tdgArn());
        assertThat(number().state().targetArn()).isEqualTo(connect.account().tdgArn());
        assertThat(connect.calls("UpdatePhoneNumber")).hasSize(1);
    }

    @Test
    void everythingAtOnce() {
        Map<String, Object> after = changed("TargetArn", connect.account().otherInstanceArn());
        after.put("Description", "moved");
        after.put("Tags", tags("team", "moved"));

        Ending ending = update(after);

        assertThat(ending.succeeded()).as(ending.event().toString()).isTrue();
        assertThat(number().state().targetArn()).isEqualTo(connect.account().otherInstanceArn());
        assertThat(number().state().description()).contains("moved");
        assertThat(number().state().tags()).containsEntry("team", "moved").doesNotContainKey("stage");
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    @Turns("failed-move-stays")
    void aMoveToAFullTargetTellsTheReasonAndItsRollbackWorks(boolean staysOnTheOldTarget) {
        connect.set(Knob.FAILED_MOVE_STAYS, staysOnTheOldTarget);
        connect.quota(connect.account().otherInstanceArn(), 0);
        Map<String, Object> after = changed("TargetArn", connect.account().otherInstanceArn());

        Ending ending = update(after);

        assertThat(ending.status()).isEqualTo("FAILED");
        assertThat(ending.message()).contains("The allowed limit for claimed phone numbers has been exceeded");

        Ending rollback = cfn.update(arn, after, before);

        assertThat(rollback.succeeded()).as(rollback.event().toString()).isTrue();
        assertThat(number().status()).isEqualTo(Status.CLAIMED);
        assertThat(number().state().targetArn()).isEqualTo(connect.account().instanceArn());
    }

    @Test
    void aNumberInProgressIsWaitedFor() {
        connect.set(Knob.METADATA_TIME, Duration.ofSeconds(30));
        update(changed("Description", "one"));

        Ending ending = cfn.update(arn, changed("Description", "one"), changed("Description", "two"));

        assertThat(ending.succeeded()).isTrue();
        assertThat(number().state().description()).contains("two");
    }

    @Test
    void theTargetThatDiffersFromThePreviousModelIsTheWish() {
        JsonNode read = cfn.read(arn).model();
        ObjectNode byId = read.deepCopy();
        byId.put("InstanceId", connect.account().otherInstanceId());

        assertThat(cfn.update("Number", read, byId).succeeded()).isTrue();
        assertThat(number().state().targetArn()).isEqualTo(connect.account().otherInstanceArn());
    }

    /** What FAILED is the description: the number is where it was, and nothing asks for a move. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aDescriptionThatFailsTellsItsReasonAndMovesNothing(boolean isAlone) {
        connect.script(Trouble.on("UpdatePhoneNumberMetadata").of(new Fault.FailLater("the carrier objects")));
        Map<String, Object> after = changed("Description", "back door");
        if (!isAlone) {
            after.put("TargetArn", connect.account().otherInstanceArn());
        }

        Ending ending = update(after);

        assertThat(ending.message()).contains("change the description of").contains("the carrier objects");
        assertThat(operations().stream().filter("UpdatePhoneNumber"::equals)).hasSize(isAlone ? 0 : 1);
        assertThat(operations().stream().filter("UpdatePhoneNumberMetadata"::equals))
                .hasSize(1);
    }
}
