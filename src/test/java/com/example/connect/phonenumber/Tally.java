package com.example.connect.phonenumber;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Counts the runs of the fault matrix: what held, what failed, and what is counted apart. */
final class Tally implements Consumer<CaseRun> {

    private static final int MOST_PRINTED = Integer.getInteger("matrix.printed", 40);

    private int cases;
    private final List<String> failures = new ArrayList<>();
    private final Map<Undecidable, Integer> apart = new EnumMap<>(Undecidable.class);
    private final Map<Undecidable, String> example = new EnumMap<>(Undecidable.class);
    private final Map<String, Integer> failuresByKind = new TreeMap<>();

    @Override
    public void accept(CaseRun run) {
        cases++;
        if (run.breaches().isEmpty()) {
            return;
        }
        Optional<Undecidable> kind = Undecidable.of(run);
        if (kind.isPresent()) {
            apart.merge(kind.get(), 1, Integer::sum);
            example.putIfAbsent(kind.get(), run.faultCase().toString());
            return;
        }
        failures.add(run.faultCase() + " -> " + run.breaches());
        failuresByKind.merge(
                run.faultCase().scenario() + ": " + run.breaches().get(0).law(), 1, Integer::sum);
    }

    int cases() {
        return cases;
    }

    List<String> failures() {
        return failures;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(String.format("%d cases, %d failed%n", cases, failures.size()));
        apart.forEach((kind, count) -> text.append(String.format(
                "counted apart: %d %s (%s)%n    for example %s%n", count, kind, kind.text(), example.get(kind))));
        failuresByKind.forEach((kind, count) -> text.append(String.format("  %5d  %s%n", count, kind)));
        failures.stream()
                .limit(MOST_PRINTED)
                .forEach(failure -> text.append(failure).append(System.lineSeparator()));
        return text.toString();
    }
}
