package com.example.connect.verification.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.verification.cases.Scenario;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The kinds of cases that are known to fail, each with the number of its cases and one of them: the file
 * {@code known-failures.txt}, which {@code -Dgenerate.docs=true} writes. A case that joins a kind or leaves it fails the
 * build. An empty file means that no case fails.
 */
public final class KnownFailures {

    private static final Path FILE = Path.of("src/verification/resources/known-failures.txt");
    private static final String SEPARATOR = " | ";
    private static final String DEFAULTS = "singles and bursts";

    /** How many cases of a kind fail, and the first of them. */
    record Cases(int count, String example) {

        static Cases both(Cases some, Cases more) {
            return new Cases(some.count + more.count, some.example);
        }
    }

    private static final Cases NONE = new Cases(0, "");

    private static Map<Kind, Cases> known = read();

    private KnownFailures() {}

    private static Map<Kind, Cases> read() {
        Map<Kind, Cases> read = new TreeMap<>(KnownFailures::compare);
        for (String line : lines()) {
            String[] cells = line.split(" \\| ", 6);
            read.put(new Kind(cells[0], cells[1], cells[2], cells[3]), new Cases(Integer.parseInt(cells[4]), cells[5]));
        }
        return read;
    }

    private static List<String> lines() {
        try {
            return Files.exists(FILE) ? Files.readAllLines(FILE) : List.of();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static int compare(Kind one, Kind other) {
        return one.toString().compareTo(other.toString());
    }

    /** Whether a scenario like this one is known to fail, in the defaults, under the fault alone, at whichever call. */
    public static boolean include(Scenario scenario, String fault) {
        return known.keySet().stream()
                .anyMatch(kind -> kind.part().startsWith(DEFAULTS)
                        && kind.operation().equals(Kind.operation(scenario))
                        && kind.isOf(fault));
    }

    /** Whether any scenario is. */
    public static boolean include(String fault) {
        return known.keySet().stream().anyMatch(kind -> kind.part().startsWith(DEFAULTS) && kind.isOf(fault));
    }

    static boolean include(Kind kind) {
        return known.containsKey(kind);
    }

    /**
     * Fails unless the cases that failed are the known ones.
     *
     * @param whole whether all cases of the part were run, so that a kind that is missing is mended
     */
    static void hold(String part, Map<Kind, Cases> failed, boolean whole) {
        Map<Kind, Cases> ofPart = new TreeMap<>(KnownFailures::compare);
        ofPart.putAll(known);
        ofPart.keySet().removeIf(kind -> !kind.part().equals(part));
        assertThat(differences(ofPart, failed, whole))
                .as("kinds of failing cases that are not as %s has them", FILE)
                .isEmpty();
    }

    /** In which kinds the cases that failed differ from the known ones; in a run that is not whole, what is new. */
    static List<String> differences(Map<Kind, Cases> known, Map<Kind, Cases> failed, boolean whole) {
        List<String> differences = new ArrayList<>();
        failed.forEach((kind, cases) -> {
            int before = known.getOrDefault(kind, NONE).count();
            if (before == 0 || (whole && before != cases.count())) {
                differences.add(
                        String.format("%d, known are %d: %s, as %s", cases.count(), before, kind, cases.example()));
            }
        });
        known.forEach((kind, cases) -> {
            if (whole && !failed.containsKey(kind)) {
                differences.add(String.format("fails no longer: %s, as %s", kind, cases.example()));
            }
        });
        return differences;
    }

    /** Writes the lines of one part anew, and leaves the others. */
    static void write(String part, Map<Kind, Cases> failed) throws IOException {
        List<String> lines = new ArrayList<>(lines());
        lines.removeIf(line -> line.startsWith(part + SEPARATOR));
        failed.forEach((kind, cases) -> lines.add(String.join(
                SEPARATOR,
                kind.part(),
                kind.operation(),
                kind.fault(),
                kind.laws(),
                Integer.toString(cases.count()),
                cases.example())));
        lines.sort(null);
        Files.write(FILE, lines);
        known = read();
    }
}
