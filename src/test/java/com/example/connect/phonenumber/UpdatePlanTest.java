package com.example.connect.phonenumber;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.phonenumber.UpdateStep.BindFlow;
import com.example.connect.phonenumber.UpdateStep.Describe;
import com.example.connect.phonenumber.UpdateStep.Move;
import com.example.connect.phonenumber.UpdateStep.RemoveTags;
import com.example.connect.phonenumber.UpdateStep.UnbindFlow;
import com.example.connect.phonenumber.UpdateStep.WriteTags;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.connect.model.ClaimedPhoneNumberSummary;
import software.amazon.awssdk.services.connect.model.PhoneNumberWorkflowStatus;

/** Which steps lead from a number as it is to the one that is wanted; no call is made. */
class UpdatePlanTest {

    private static final String HERE = "arn:aws:connect:us-east-1:123456789012:instance/here";
    private static final String THERE = "arn:aws:connect:us-east-1:123456789012:instance/there";
    private static final FlowArn FLOW =
            FlowArn.parse(HERE + "/contact-flow/one").orElseThrow();
    private static final FlowArn OTHER_FLOW =
            FlowArn.parse(HERE + "/contact-flow/two").orElseThrow();

    private final ResourceModel before = new ResourceModel();
    private final ResourceModel after = new ResourceModel();

    private static ClaimedPhoneNumberSummary number(Consumer<ClaimedPhoneNumberSummary.Builder> edit) {
        ClaimedPhoneNumberSummary.Builder number = ClaimedPhoneNumberSummary.builder()
                .phoneNumberArn("arn:aws:connect:us-east-1:123456789012:phone-number/x")
                .phoneNumber("+18005550123")
                .targetArn(HERE)
                .tags(Map.of(Tags.MARK, "mark"))
                .phoneNumberStatus(status -> status.status(PhoneNumberWorkflowStatus.CLAIMED));
        edit.accept(number);
        return number.build();
    }

    private UpdatePlan plan(ClaimedPhoneNumberSummary number) {
        Request request = new Request(
                after,
                before,
                new Home("aws", "us-east-1", "123456789012"),
                new Request.RequestTags(Map.of(), Optional.empty()),
                new RequestIdentity("token", "stack", "Logical"),
                new PhoneNumberCalls.Page(null, null),
                false,
                false);
        return new UpdatePlan(Wanted.of(request), number);
    }

    private static java.util.Set<Tag> tags(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag -> new Tag(tag.getKey(), tag.getValue()))
                .collect(java.util.stream.Collectors.toSet());
    }

    @Test
    void nothingIsDoneWhereNothingDiffers() {
        before.setTargetArn(HERE);
        after.setTargetArn(HERE);
        UpdatePlan plan = plan(number(as -> {}));

        assertThat(plan.nextChange()).isEmpty();
        assertThat(plan.managedFlow()).isEmpty();
        assertThat(plan.writes(Optional.empty())).isEmpty();
    }

    @Test
    void theMoveComesBeforeTheDescription() {
        before.setTargetArn(HERE);
        after.setTargetArn(THERE);
        after.setDescription("new");

        assertThat(plan(number(as -> {})).nextChange()).contains(new Move(arn(THERE)));
        assertThat(plan(number(as -> as.targetArn(THERE))).nextChange()).contains(new Describe("new"));
        assertThat(plan(number(as -> as.targetArn(THERE).phoneNumberDescription("new")))
                        .nextChange())
                .isEmpty();
    }

    @Test
    void aTargetThatTheTemplateDoesNotChangeIsNoWish() {
        before.setTargetArn(HERE);
        after.setTargetArn(HERE);

        assertThat(plan(number(as -> as.targetArn(THERE))).nextChange()).isEmpty();
    }

    @Test
    void aNumberThatIsFailedIsSentWhereTheTemplateSaysAndDescribedAgain() {
        before.setTargetArn(HERE);
        after.setTargetArn(HERE);
        Consumer<ClaimedPhoneNumberSummary.Builder> failed =
                as -> as.phoneNumberStatus(status -> status.status(PhoneNumberWorkflowStatus.FAILED));

        assertThat(plan(number(failed)).nextChange()).contains(new Move(arn(HERE)));

        after.setTargetArn(null);
        before.setTargetArn(null);
        after.setDescription("same");
        assertThat(plan(number(failed.andThen(as -> as.phoneNumberDescription("same"))))
                        .nextChange())
                .contains(new Describe("same"));
    }

    @Test
    void aDescriptionThatIsRemovedIsClearedAndOneThatIsNotManagedStays() {
        before.setDescription("old");
        assertThat(plan(number(as -> as.phoneNumberDescription("old"))).nextChange())
                .contains(new Describe(""));

        before.setDescription(null);
        assertThat(plan(number(as -> as.phoneNumberDescription("old"))).nextChange())
                .isEmpty();
    }

    /** By the flow before, the flow wanted and the flow that Connect shows: 1, 2 or none. */
    @ParameterizedTest
    @CsvSource({
        ", , , nothing",
        "1, 1, 1, nothing",
        "1, 1, , bind 1",
        "1, 1, 2, bind 1",
        ", 1, , bind 1",
        ", 1, 1, confirm 1",
        "1, 2, 1, bind 2",
        "1, 2, 2, confirm 2",
        "1, , 1, unbind 1",
        "1, , , confirm none"
    })
    void theFlowIsWrittenWhereItDiffersOrTheRequestChangesIt(
            @Nullable String was, @Nullable String wanted, @Nullable String bound, String step) {
        before.setContactFlowArn(flow(was).map(FlowArn::toString).orElse(null));
        after.setContactFlowArn(flow(wanted).map(FlowArn::toString).orElse(null));
        List<UpdateStep.Immediate> expected = switch (step) {
            case "bind 1" -> List.of(new BindFlow(FLOW, false));
            case "bind 2" -> List.of(new BindFlow(OTHER_FLOW, false));
            case "confirm 1" -> List.of(new BindFlow(FLOW, true));
            case "confirm 2" -> List.of(new BindFlow(OTHER_FLOW, true));
            case "unbind 1" -> List.of(new UnbindFlow(FLOW, false));
            case "confirm none" -> List.of(new UnbindFlow(FLOW, true));
            default -> List.of();
        };

        assertThat(plan(number(as -> {})).writes(flow(bound))).isEqualTo(expected);
    }

    @Test
    void tagsAreWrittenBeforeTheyAreRemovedExceptAtTheLimit() {
        before.setTags(tags(Map.of("old", "1", "both", "1")));
        after.setTags(tags(Map.of("new", "1", "both", "1")));
        Map<String, String> actual = new HashMap<>(Map.of("old", "1", "both", "1", Tags.MARK, "mark"));

        assertThat(plan(number(as -> as.tags(actual))).writes(Optional.empty()))
                .containsExactly(new WriteTags(Map.of("new", "1"), false), new RemoveTags(List.of("old"), false));

        for (int i = actual.size(); i < Tags.LIMIT; i++) {
            actual.put("foreign" + i, "x");
        }
        assertThat(plan(number(as -> as.tags(actual))).writes(Optional.empty()))
                .containsExactly(new RemoveTags(List.of("old"), false), new WriteTags(Map.of("new", "1"), false));
    }

    @Test
    void protectionIsATagThatComesAndGoes() {
        after.setReleaseProtection(true);
        assertThat(plan(number(as -> {})).writes(Optional.empty()))
                .containsExactly(new WriteTags(Tags.PROTECTED, false));

        after.setReleaseProtection(false);
        assertThat(plan(number(as -> as.tags(Tags.PROTECTED))).writes(Optional.empty()))
                .containsExactly(new RemoveTags(List.of(Tags.PROTECTION), false));
    }

    private static Optional<FlowArn> flow(@Nullable String which) {
        return Optional.ofNullable(which).map(each -> each.equals("1") ? FLOW : OTHER_FLOW);
    }

    private static ConnectArn arn(String text) {
        return ConnectArn.parse(text).orElseThrow();
    }
}
