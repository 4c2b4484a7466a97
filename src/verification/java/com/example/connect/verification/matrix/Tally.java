package com.example.connect.verification.matrix;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import com.example.connect.verification.cases.FaultCase.Strike;
import com.example.connect.verification.laws.CaseFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Counts the runs of the fault matrix: what held, what failed, and what is counted apart. */
final class Tally implements Consumer<CaseFile> {

    private static final Path PAGE = Path.of("docs/reliability.md");
    private static final int MOST_PRINTED = 40;

    /** Cases, of them failed, of them counted apart. */
    private static final class Count {
        private int cases;
        private int failed;
        private int apart;

        private void add(boolean hasFailed, boolean isApart) {
            cases++;
            failed += hasFailed ? 1 : 0;
            apart += isApart ? 1 : 0;
        }

        private String row(String name) {
            return String.format("| %s | %d | %d | %d |%n", name, cases, failed, apart);
        }
    }

    private final String part;
    private final Count all = new Count();
    private final Map<Kind, KnownFailures.Cases> failures = new LinkedHashMap<>();
    private final Map<String, Count> byScenario = new LinkedHashMap<>();
    private final Map<String, Count> byFault = new LinkedHashMap<>();
    private final Map<Undecidable, Integer> apart = new EnumMap<>(Undecidable.class);
    private final Map<Undecidable, String> example = new EnumMap<>(Undecidable.class);
    private int printed;

    /** @param part of docs/reliability.md */
    Tally(String part) {
        this.part = part;
    }

    @Override
    public void accept(CaseFile run) {
        Optional<Undecidable> kind = run.breaches().isEmpty() ? Optional.empty() : Undecidable.of(run);
        boolean failed = !run.breaches().isEmpty() && kind.isEmpty();
        String faults =
                run.faultCase().strikes().stream().map(Strike::fault).distinct().collect(Collectors.joining("\n"));
        all.add(failed, kind.isPresent());
        count(byScenario, run.faultCase().scenario().name()).add(failed, kind.isPresent());
        faults.lines().forEach(fault -> count(byFault, fault).add(failed, kind.isPresent()));
        kind.ifPresent(undecidable -> {
            apart.merge(undecidable, 1, Integer::sum);
            example.putIfAbsent(undecidable, run.faultCase().toString());
        });
        if (failed) {
            fail(run);
        }
    }

    private void fail(CaseFile run) {
        Kind kind = Kind.of(part, run);
        KnownFailures.Cases one = new KnownFailures.Cases(1, run.faultCase().toString());
        failures.merge(kind, one, KnownFailures.Cases::both);
        if (!KnownFailures.include(kind)) {
            print(masked(run.faultCase() + " -> " + run.breaches()));
        }
    }

    /** What a test prints is read as a log is. */
    private static String masked(String text) {
        return text.replaceAll("\\+[0-9]+(?=[0-9]{4})", "*");
    }

    /** At once, because a run of the pairs takes long; those that are known to fail stand in the list. */
    private void print(String failure) {
        if (printed < MOST_PRINTED) {
            printed++;
            System.out.println(failure);
        }
    }

    private static Count count(Map<String, Count> counts, String name) {
        return counts.computeIfAbsent(name, absent -> new Count());
    }

    Map<Kind, KnownFailures.Cases> failures() {
        return failures;
    }

    int cases() {
        return all.cases;
    }

    /** Prints the counts; with {@code -Dgenerate.docs=true} also writes them into their part of docs/reliability.md. */
    void report() {
        System.out.printf("fault matrix, %s: %s", part, this);
        if (Boolean.getBoolean("generate.docs")) {
            // The parts are run side by side.
            try (FileChannel page = FileChannel.open(PAGE, READ, WRITE);
                    FileLock lock = page.lock()) {
                write(part, tables());
                write("failing cells: " + part, FailingCells.table(failures));
                KnownFailures.write(part, failures);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    /** Where the page has no such place, there is nothing to write. */
    private static void write(String place, String text) throws IOException {
        String begin = String.format("<!-- generated: %s -->%n", place);
        String end = String.format("<!-- end of %s -->", place);
        String page = Files.readString(PAGE);
        if (!page.contains(begin)) {
            return;
        }
        int from = page.indexOf(begin) + begin.length();
        Files.writeString(PAGE, page.substring(0, from) + text + page.substring(page.indexOf(end)));
    }

    private String tables() {
        StringBuilder text = new StringBuilder(String.format("%n| operation and variant | cases | failed | apart |%n"));
        text.append(String.format("|---|---:|---:|---:|%n"));
        byScenario.forEach((name, count) -> text.append(count.row(name)));
        text.append(all.row("**all**"));
        text.append(String.format("%n| fault | cases | failed | apart |%n|---|---:|---:|---:|%n"));
        byFault.forEach((name, count) -> text.append(count.row(name)));
        text.append(System.lineSeparator());
        apart.forEach((kind, count) -> text.append(String.format(
                "- apart, %d, `%s`: %s For example: %s.%n", count, kind, kind.text(), example.get(kind))));
        return text.append(System.lineSeparator()).toString();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(String.format("%d cases, %d failed, %d counted apart%n", all.cases, all.failed, all.apart));
        apart.forEach((kind, count) -> text.append(
                String.format("  apart: %d %s: %s For example: %s%n", count, kind, kind.text(), example.get(kind))));
        return text.toString();
    }
}
