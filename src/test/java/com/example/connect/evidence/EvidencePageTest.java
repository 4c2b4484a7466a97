package com.example.connect.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.connect.simulator.Belief.Grade;
import com.example.connect.simulator.Knob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Generates docs/evidence.md, with {@code mvn test -Dtest=EvidencePageTest -Dgenerate.docs=true}, and holds every row to
 * a source and to a test that there is.
 */
class EvidencePageTest {

    private static final Path PAGE = Path.of("docs/evidence.md");
    private static final Map<String, String> TEXTS = Marks.texts();
    private static final TestNames TESTS = TestNames.all(TEXTS);
    private static final Evidence EVIDENCE = new Evidence(TEXTS, TESTS);

    @Test
    void thePageIsWhatTheSourcesSay() throws IOException {
        String page = new EvidencePage(EVIDENCE.rows(), TESTS).text();
        if (Boolean.getBoolean("generate.docs")) {
            Files.writeString(PAGE, page);
        }

        assertThat(Files.readString(PAGE)).as("run make docs").isEqualTo(page);
    }

    @Test
    void everyKnobHasATestThatTurnsIt() {
        assertThat(EVIDENCE.knobsWithoutATest())
                .as("put @Turns(\"NAME\") on a test that runs under two values of the knob")
                .isEmpty();
    }

    @Test
    void everyTestThatTurnsAKnobNamesOne() {
        assertThat(TESTS.turning().keySet()).allSatisfy(Knob::named);
    }

    @Test
    void everyRowHasASourceAndTestsThatThereAre() {
        assertThat(EVIDENCE.incomplete()).isEmpty();
    }

    @Test
    void everyGuessIsMarkedAndEveryMarkCanBeRead() {
        assertThat(TEXTS.entrySet().stream().flatMap(file -> Marks.problems(file.getKey(), file.getValue()).stream()))
                .isEmpty();
    }

    @Test
    void findsAKnobWithoutATest() {
        TestNames none = new TestNames(TESTS.files(), Map.of());

        assertThat(new Evidence(TEXTS, none).knobsWithoutATest())
                .hasSameSizeAs(Knob.all())
                .contains("token-conflict (Client tokens)");
    }

    @Test
    void findsATestThatIsNotThere() {
        String mark = """
                    // Belief (official; tags): A number has at most 50 tags.
                    // Source: service model. Test: TagsTest#thatNobodyWrote, test_docs.py::test_that_nobody_wrote.
                """;
        Evidence planted = new Evidence(Map.of("src/Planted.java", mark), TESTS);

        assertThat(planted.incomplete())
                .containsExactly(
                        "A number has at most 50 tags.: there is no TagsTest#thatNobodyWrote",
                        "A number has at most 50 tags.: there is no test_docs.py::test_that_nobody_wrote");
    }

    @Test
    void findsAGuessThatIsNotMarked() {
        String word = Grade.GUESS.name();

        assertThat(Marks.problems("src/Planted.java", "int i; // " + word + ": none\n"))
                .hasSize(1);
        assertThat(Marks.problems("src/planted.py", "# We " + Grade.GUESS.word() + " so.\n"))
                .hasSize(1);
        assertThat(Marks.problems("src/PlantedKnobs.java", "x = guess(\"a\", \"b\");\n"))
                .isEmpty();
    }

    @Test
    void findsAMarkThatCannotBeRead() {
        assertThat(Marks.problems("src/p.py", "# Belief (guess; tags): Tags are counted. Source: none.\n"))
                .hasSize(1);
        assertThatThrownBy(() -> Marks.rows("src/p.py", "# Belief (hunch; tags): A. Source: B. Test: A#b.\n"))
                .hasMessageContaining("there is no grade hunch");
        assertThatThrownBy(() -> Marks.rows("src/p.py", "# Belief (guess; tax): A. Source: B. Test: A#b.\n"))
                .hasMessageContaining("there is no topic tax");
    }

    @Test
    void readsAMarkOverCommentLinesOfEachLanguage() {
        List<String> marks = List.of(
                "/**\n * A law.\n *\n * <p>Belief (guess; tags): A is\n * so. Source: B. Test: C#d,\n * e.py::test_f.\n */",
                "x = 1\n    # Belief (guess; tags): A is so.\n    # Source: B. Test: C#d, e.py::test_f.\ny",
                "\"\"\"It is.\n\nBelief (guess; tags): A is so. Source: B.\nTest: C#d, e.py::test_f.\n\"\"\"",
                "<!-- Belief (guess; tags): A is so. Source: B. Test: C#d, e.py::test_f. -->");

        assertThat(marks)
                .allSatisfy(text -> assertThat(Marks.rows("docs/p", text))
                        .containsExactly(new Row(
                                "Tags",
                                Grade.GUESS,
                                "A is so.",
                                "B",
                                "[p](../docs/p)",
                                List.of("C#d", "e.py::test_f"))));
    }
}
