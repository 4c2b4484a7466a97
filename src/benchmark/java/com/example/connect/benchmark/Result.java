package com.example.connect.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One benchmark's result, in the shape that {@code connect_bench/page.py} reads. */
public final class Result {

    private static final Path DIRECTORY = Path.of("docs/performance");

    private final String name;
    private final Map<String, Object> json = new LinkedHashMap<>();
    private final List<Object> text = new ArrayList<>();
    private final List<Object> rows = new ArrayList<>();
    private final List<Object> tables = new ArrayList<>();
    private final List<Object> charts = new ArrayList<>();

    /**
     * @param order the section's place on the page
     */
    public Result(String name, int order, String title) {
        this.name = name;
        json.put("name", name);
        json.put("order", order);
        json.put("title", title);
        json.put("command", "make bench ONLY=" + name);
        json.put("text", text);
        json.put("rows", rows);
        json.put("tables", tables);
        json.put("charts", charts);
    }

    /** A paragraph of markdown. */
    public Result text(String paragraph) {
        text.add(paragraph);
        return this;
    }

    /** A figure that has no target. */
    public Result told(String figure, Number value, String unit) {
        rows.add(Map.of("figure", figure, "value", value, "unit", unit));
        return this;
    }

    /** A figure that must not exceed a target. */
    public Result atMost(double target, String figure, Number value, String unit) {
        Map<String, Object> row = row(figure, value, unit);
        row.put("target", target(target));
        row.put("met", value.doubleValue() <= target);
        rows.add(row);
        return this;
    }

    /** A figure whose ratio to a reference of the same run must not exceed a target. */
    public Result ratioAtMost(double target, String figure, double value, String unit, Reference reference) {
        Map<String, Object> row = row(figure, value, unit);
        row.put("reference", reference.name());
        row.put("reference_value", reference.value());
        row.put("ratio", value / reference.value());
        row.put("target", target(target));
        row.put("met", value / reference.value() <= target);
        rows.add(row);
        return this;
    }

    /** What a figure is compared with, in the figure's unit. */
    public record Reference(String name, double value) {}

    private static Map<String, Object> row(String figure, Number value, String unit) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("figure", figure);
        row.put("value", value);
        row.put("unit", unit);
        return row;
    }

    private static String target(double most) {
        return most == Math.rint(most) ? "at most " + (long) most : "at most " + most;
    }

    public Result table(String title, List<String> columns, List<List<?>> lines) {
        tables.add(Map.of("title", title, "columns", columns, "rows", lines));
        return this;
    }

    /** A line of a chart: points of x and y. */
    public record Line(String name, List<List<? extends Number>> points) {}

    public Result lines(String file, String title, String x, String y, List<Line> lines) {
        charts.add(Map.of("file", file, "title", title, "kind", "line", "x", x, "y", y, "series", lines));
        return this;
    }

    /** What a benchmark does last. */
    public void write() throws IOException {
        Files.createDirectories(DIRECTORY);
        ObjectMapper mapper = new ObjectMapper()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
        Files.writeString(DIRECTORY.resolve(name + ".json"), mapper.writeValueAsString(json) + "\n");
    }
}
