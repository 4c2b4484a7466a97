package com.example.connect.verification.matrix;

import com.example.connect.verification.matrix.KnownFailures.Cases;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The table of failing cells in docs/reliability.md: kinds that differ in the operation only are one row. */
final class FailingCells {

    private record Row(String fault, String laws) {}

    private FailingCells() {}

    static String table(Map<Kind, Cases> failures) {
        if (failures.isEmpty()) {
            return String.format("%nNone.%n%n");
        }
        StringBuilder text =
                new StringBuilder(String.format("%n| fault | operations | laws broken | cases | for example |%n"));
        text.append(String.format("|---|---|---|---:|---|%n"));
        rows(failures).forEach((row, kinds) -> text.append(row(row, kinds)));
        return text.append(System.lineSeparator()).toString();
    }

    private static Map<Row, Map<Kind, Cases>> rows(Map<Kind, Cases> failures) {
        Map<Row, Map<Kind, Cases>> rows =
                new TreeMap<>(Comparator.comparing(Row::fault).thenComparing(Row::laws));
        failures.forEach((kind, cases) -> rows.computeIfAbsent(
                        new Row(kind.fault(), kind.laws()), row -> new TreeMap<>(Comparator.comparing(Kind::operation)))
                .put(kind, cases));
        return rows;
    }

    private static String row(Row row, Map<Kind, Cases> kinds) {
        return String.format(
                "| %s | %s | %s | %d | %s |%n",
                row.fault(),
                kinds.keySet().stream().map(Kind::operation).collect(Collectors.joining(", ")),
                row.laws(),
                kinds.values().stream().mapToInt(Cases::count).sum(),
                kinds.values().iterator().next().example());
    }
}
