package com.example.connect.evidence;

import com.example.connect.simulator.Belief.Grade;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The marks in comments, by the form that the package describes. */
final class Marks {

    /** Where marks may stand: all that is read as text, but for the page that is made of them and what makes it. */
    private static final List<String> ROOTS = List.of(
            "src",
            "cli/src",
            "docs",
            "examples",
            "inputs",
            "README.md",
            "CONTRIBUTING.md",
            "INVARIANTS.md",
            "Makefile",
            "pom.xml");

    private static final Pattern NOT_READ = Pattern.compile(
            "docs/evidence\\.md|src/test/java/com/example/connect/evidence/.*|.*/__pycache__/.*|.*/node_modules/.*"
                    + "|src/benchmark/results/.*");

    private static final Pattern LINE_OF_A_COMMENT =
            Pattern.compile("(?m)^[ \\t]*(?://+|/\\*+|\\*+/?|#+)?[ \\t]*(?:<p>)?");
    private static final Pattern BEGINNING = Pattern.compile("Belief \\([a-z]");
    private static final Pattern MARK =
            Pattern.compile("Belief \\(([a-z ]+); ([a-z]+)\\): (.{1,400}?) Source: (.{1,300}?)"
                    + " Test: ([\\w.#:]+\\w(?:, [\\w.#:]+\\w)*)\\.(?=\\W|$)");

    /** The word in any use but as a grade: the Java factory, the value in JSON, a mark. */
    private static final Pattern OTHER_USE = Pattern.compile("(?i)\\bguess");

    private static final Pattern GRADE_IN_USE = Pattern.compile(
            "\\bguess\\((?=\")|\\bguess\\(\\s*$|Belief\\.guess\\b|Belief guess\\(|\"guess\"|Grade\\.GUESS|^ *GUESS\\(\"guess\"|Belief \\(guess;");

    private Marks() {}

    /** Every text that may have marks, by its path. */
    static Map<String, String> texts() {
        Map<String, String> texts = new TreeMap<>();
        for (String root : ROOTS) {
            try (Stream<Path> files = Files.walk(Path.of(root))) {
                files.filter(Files::isRegularFile)
                        .filter(file -> !NOT_READ.matcher(name(file)).matches())
                        .forEach(file -> texts.put(name(file), text(file)));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
        return texts;
    }

    private static String name(Path file) {
        return file.toString().replace('\\', '/');
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (MalformedInputException noText) {
            return "";
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The rows of one text. */
    static List<Row> rows(String path, String text) {
        return MARK.matcher(joined(text)).results().map(mark -> row(path, mark)).toList();
    }

    private static Row row(String path, MatchResult mark) {
        return new Row(
                Topic.named(mark.group(2)).heading(),
                Row.grade(mark.group(1)),
                mark.group(3),
                mark.group(4).replaceAll("\\.$", ""),
                "[" + path.substring(path.lastIndexOf('/') + 1) + "](../" + path + ")",
                List.of(mark.group(5).split(", ")));
    }

    /** What is wrong about one text: marks that cannot be read, and, in code, guesses that are not marked. */
    static List<String> problems(String path, String text) {
        List<String> problems = new ArrayList<>();
        String joined = joined(text);
        long read = MARK.matcher(joined).results().count();
        long begun = BEGINNING.matcher(joined).results().count();
        if (read != begun) {
            problems.add(
                    String.format(Locale.ROOT, "%s: %d of %d marks have no source or test", path, begun - read, begun));
        }
        if (path.startsWith("src/") || path.startsWith("cli/")) {
            text.lines()
                    .filter(line -> OTHER_USE
                            .matcher(GRADE_IN_USE.matcher(line).replaceAll(""))
                            .find())
                    .forEach(line ->
                            problems.add(path + ": " + Grade.GUESS.word() + " without a mark: " + line.strip()));
        }
        return problems;
    }

    private static String joined(String text) {
        return LINE_OF_A_COMMENT.matcher(text).replaceAll("").replaceAll("\\s+", " ");
    }
}
