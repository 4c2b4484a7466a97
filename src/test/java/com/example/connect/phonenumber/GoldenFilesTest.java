package com.example.connect.phonenumber;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.phonenumber.Deleting.Trace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.cloudformation.resource.Serializer;

/**
 * What a running operation depends on: the context of each phase, and what each call's token is. A change of either fails
 * here until its golden file is changed on purpose ({@code -Dgenerate.golden=true} writes both). From release 1.0.0 on a
 * golden file is only ever added to.
 */
class GoldenFilesTest {

    private static final Path FOLDER = Path.of("src/test/resources/com/example/connect/phonenumber");

    private static final String ARN =
            "arn:aws:connect:us-east-1:123456789012:phone-number/00000000-0000-4000-8000-000000000001";
    private static final ConnectArn TARGET = ConnectArn.parse("arn:aws:connect:us-east-1:123456789012:instance/x")
            .orElseThrow();

    private static final int FIRST_WITH_REFUSED_CALL = 25;
    private static final int FIRST_WITH_UNINTELLIGIBLE_ANSWERS = 28;

    /** Each phase, with all that it can hold. */
    private static List<Phase> phases() {
        Attempt third = new Attempt(2, List.of("+18005550100", "+18005550101"));
        Optional<Bookmark> bookmark = Optional.of(new Bookmark(Optional.of("page"), true, true));
        Updating.Changing move = new Updating.Changing(Updating.Change.MOVE, 1, true, false);
        return List.of(
                new Creating.Choosing(Attempt.FIRST, Optional.empty()),
                new Creating.Choosing(third, bookmark),
                new Creating.Claiming(Attempt.FIRST, "+18005550123", false, Optional.empty()),
                new Creating.Claiming(third, "+18005550123", true, bookmark),
                new Creating.Recovering(Bookmark.START),
                new Creating.Recovering(bookmark.get()),
                new Creating.Appearing(ARN),
                new Creating.Stabilizing(ARN, false),
                new Creating.Stabilizing(ARN, true),
                new Creating.Vanished(ARN, true),
                new Updating.Comparing(false),
                new Updating.Comparing(true),
                new Updating.Blocked(),
                move,
                new Updating.Changing(Updating.Change.DESCRIPTION, 0, false, false),
                new Updating.Disappeared(false, Optional.empty()),
                new Updating.Disappeared(false, Optional.of(move)),
                new Deleting.Releasing(Trace.NONE),
                new Deleting.Releasing(Trace.NONE.seen()),
                new Deleting.Missing(Trace.NONE.seen()),
                new Deleting.Busy(Trace.NONE.seen()),
                new Deleting.Released(Trace.NONE.seen()),
                move.overdue(),
                new Creating.Checking(Optional.empty()),
                new Creating.Checking(bookmark),
                new Updating.Agreeing(),
                new Updating.Disappeared(true, Optional.of(move)),
                new Deleting.Releasing(Trace.NONE.unbinding(TARGET + "/contact-flow/y")),
                new Deleting.Busy(Trace.NONE.unbinding(TARGET + "/contact-flow/y")));
    }

    private static Stream<Class<?>> recordsOf(Class<?> type) {
        return type.isRecord()
                ? Stream.of(type)
                : Stream.of(type.getPermittedSubclasses()).flatMap(GoldenFilesTest::recordsOf);
    }

    /** In trouble in every other line; lines that were added with a member of the context have it. */
    private static OperationClock clock(int line) {
        boolean wasUnintelligible = line >= FIRST_WITH_UNINTELLIGIBLE_ANSWERS;
        boolean inTrouble = line % 2 > 0 || wasUnintelligible;
        Map<String, Integer> unintelligible = wasUnintelligible ? Map.of("DescribePhoneNumber", 3) : Map.of();
        Map<String, Integer> refused = line < FIRST_WITH_REFUSED_CALL ? Map.of() : Map.of("TagResource", 12);
        Optional<Trouble> trouble = inTrouble
                ? Optional.of(new Trouble("ClaimPhoneNumber", 2, "Rate exceeded", unintelligible))
                : Optional.empty();
        return new OperationClock(1_800_000_000L, 0, 20, 13, 7, trouble, refused, 0);
    }

    @Test
    void theContextOfEachPhaseIsAsItWas() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Phase phase : phases()) {
            lines.add(new Serializer().serialize(ContextCodec.write(new Envelope(clock(lines.size()), phase))));
        }

        assertThat(phases().stream().map(Phase::getClass).map(Class::getName))
                .containsAll(recordsOf(Phase.class).map(Class::getName).toList());
        assertThat(phases().stream().map(PhaseCode::of)).containsAll(EnumSet.allOf(PhaseCode.class));
        assertGolden("contexts.golden.jsonl", lines);
    }

    @Test
    void theTokenOfEachCallIsAsItWas() throws IOException {
        RequestIdentity request = new RequestIdentity("request", "stack", "Logical");
        Attempt third = new Attempt(2, List.of());
        List<String> purposes = List.of(
                TokenPurpose.claim(Attempt.FIRST),
                TokenPurpose.claim(third),
                TokenPurpose.move(TARGET, 0),
                TokenPurpose.move(TARGET, 1),
                TokenPurpose.describe("front door", 0),
                TokenPurpose.describe("front door", 1),
                TokenPurpose.describe("", 0),
                TokenPurpose.release(ARN));
        List<String> lines = new ArrayList<>(purposes.stream()
                .map(each -> request.clientToken(each) + " " + each)
                .toList());
        lines.add(request.mark() + " the ownership mark");
        lines.add(request.chance("candidate 0", 1_000_000) + " the draw of the first candidate, of a million");

        assertThat(purposes).doesNotHaveDuplicates();
        assertGolden("tokens.golden.txt", lines);
    }

    private static void assertGolden(String name, List<String> lines) throws IOException {
        Path golden = FOLDER.resolve(name);
        if (Boolean.getBoolean("generate.golden")) {
            Files.write(golden, lines);
        }
        assertThat(lines).isEqualTo(Files.readAllLines(golden));
    }
}
