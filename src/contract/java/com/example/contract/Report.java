package com.example.contract;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The results, one for each rule, set of inputs and reading; written as they come. */
final class Report {
    static final String SUITE = "suite";

    enum Verdict {
        PASSED,
        FAILED,
        /** What the rule is about was not reached, or does not apply; the reason says which. */
        SKIPPED
    }

    /** What came of one rule. */
    record Result(String set, String test, Verdict verdict, String reason, List<Exchange> evidence) {
        String line() {
            return "%-7s %s %s: %s".formatted(verdict, set, test, reason);
        }
    }

    private final PrintStream out;
    private final Map<String, Result> results = new LinkedHashMap<>();

    Report(PrintStream out) {
        this.out = out;
    }

    void pass(String set, Rule rule, String reason) {
        add(new Result(set, rule.title(), Verdict.PASSED, reason, List.of()));
    }

    void fail(String set, Rule rule, String reason, Exchange... evidence) {
        add(new Result(set, rule.title(), Verdict.FAILED, reason, Arrays.asList(evidence)));
    }

    void skip(String set, Rule rule, String reason) {
        add(new Result(set, rule.title(), Verdict.SKIPPED, reason, List.of()));
    }

    /** A rule in one of its readings. */
    void add(String set, Rule rule, String reading, Verdict verdict, String reason, Exchange... evidence) {
        add(new Result(set, rule.title() + " [" + reading + "]", verdict, reason, Arrays.asList(evidence)));
    }

    /** Whether {@code holds}, which is the result of the rule too. */
    boolean judge(String set, Rule rule, boolean holds, Exchange exchange) {
        if (holds) {
            pass(set, rule, exchange.action() + ": " + exchange.answer().brief());
        } else {
            fail(set, rule, exchange.action() + ": " + exchange.answer().brief(), exchange);
        }
        return holds;
    }

    boolean has(String set, Rule rule) {
        return results.keySet().stream()
                .anyMatch(key -> key.equals(key(set, rule.title())) || key.startsWith(key(set, rule.title()) + " ["));
    }

    List<Result> results() {
        return new ArrayList<>(results.values());
    }

    long count(Verdict verdict) {
        return results.values().stream()
                .filter(result -> result.verdict() == verdict)
                .count();
    }

    private void add(Result result) {
        if (results.put(key(result.set(), result.test()), result) != null) {
            throw new IllegalStateException("Two results of " + result.line());
        }
        out.println(result.line());
        if (result.verdict() == Verdict.FAILED) {
            result.evidence().forEach(exchange -> out.println(exchange.shown()));
        }
    }

    private static String key(String set, String test) {
        return set + " " + test;
    }
}
