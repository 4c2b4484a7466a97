package com.example.connect.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.example.connect.simulator.Policy.Decision;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Our evaluator beside one that nobody here wrote, npm's {@code @cloud-copilot/iam-simulate}: equal decisions on drawn
 * policies. {@code -Dpolicy.seed=N} draws the same ones again, {@code -Dpolicy.cases=N} more of them.
 */
class PolicyComparisonTest {

    private static final Path PACKAGES = Path.of(".tools/javascript/node_modules");
    private static final Path DECIDE = Path.of("src/test/javascript/decide.cjs");
    private static final int CASES = Integer.getInteger("policy.cases", 800);

    /** A policy and a question to it; a condition key has a text or, where it can have several, a list of them. */
    private record Case(Map<String, Object> policy, String action, String resource, Map<String, Object> context) {}

    private static final Map<Decision, String> THEIRS = new EnumMap<>(Map.of(
            Decision.ALLOWED, "Allowed",
            Decision.IMPLICITLY_DENIED, "ImplicitlyDenied",
            Decision.EXPLICITLY_DENIED, "ExplicitlyDenied"));

    private static final List<String> ACTIONS = List.of(
            "connect:ReleasePhoneNumber", "connect:ClaimPhoneNumber", "connect:TagResource", "sms-voice:TagResource");
    private static final List<String> ACTION_PATTERNS =
            List.of("*", "connect:*", "connect:*PhoneNumber", "Connect:Tag????urce", "connect:release*");
    private static final List<String> RESOURCES = List.of(
            "arn:aws:connect:us-east-1:123456789012:phone-number/1a",
            "arn:aws:connect:eu-west-2:123456789012:phone-number/2b",
            "arn:aws:connect:us-east-1:123456789012:instance/1a",
            "arn:aws:connect:us-east-1:123456789012:instance/1a/contact-flow/3c",
            "arn:aws:sms-voice:us-east-1:123456789012:phone-number/1a");
    private static final List<String> RESOURCE_PATTERNS = List.of(
            "*",
            "arn:aws:connect:*:123456789012:phone-number/*",
            "arn:aws:connect:us-*-1:*:*",
            "arn:aws:connect:us-east-?:*:phone-number/1?",
            "arn:aws:connect:us-east-1:123456789012:instance/*",
            "arn:aws:connect:us-east-1:123456789012:instance/*/contact-flow/*");
    private static final List<String> TAGS = List.of("a", "A", "ab", "true");
    private static final List<String> PRINCIPALS =
            List.of("arn:aws:iam::123456789012:role/a", "arn:aws:iam::123456789012:role/path/a");

    /** Operators with the keys and the values that fit them: what IAM makes of others is not documented. */
    private record Kind(List<String> operators, List<String> keys, List<String> values) {}

    private static final List<Kind> KINDS = List.of(
            new Kind(
                    List.of(
                            "StringEquals",
                            "StringNotEquals",
                            "StringEqualsIgnoreCase",
                            "StringNotEqualsIgnoreCase",
                            "StringLike",
                            "StringNotLike"),
                    List.of("aws:ResourceTag/owner", "aws:RequestTag/owner", "AWS:requesttag/Owner", "aws:TagKeys"),
                    List.of("a", "A", "a*", "?", "*", "b")),
            new Kind(
                    List.of("ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike"),
                    List.of("aws:PrincipalArn"),
                    List.of("arn:aws:iam::123456789012:role/*", "arn:aws:iam::*:role/a", "arn:aws:iam::*:user/a")),
            new Kind(List.of("Bool"), List.of("aws:SecureTransport"), List.of("true", "False")),
            new Kind(
                    List.of("Null"),
                    List.of("aws:ResourceTag/owner", "AWS:requesttag/Owner", "aws:TagKeys"),
                    List.of("true", "false")));

    private final long seed = Long.getLong("policy.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void decidesAsAnEvaluatorDoesThatNobodyHereWrote() throws IOException, InterruptedException {
        assumeTrue(
                Files.isDirectory(PACKAGES.resolve("@cloud-copilot/iam-simulate")),
                "npm's iam-simulate is not installed: make javascript installs it where Node is there");
        List<Case> cases = new ArrayList<>();
        for (int i = 0; i < CASES; i++) {
            cases.add(drawnCase());
        }

        List<String> theirs = theirDecisions(cases);
        List<String> different = new ArrayList<>();
        Map<String, Integer> seen = new LinkedHashMap<>();
        for (int i = 0; i < CASES; i++) {
            String ours = THEIRS.get(ourDecision(cases.get(i)));
            seen.merge(String.valueOf(ours), 1, Integer::sum);
            if (!theirs.get(i).equals(ours)) {
                different.add("ours " + ours + ", theirs " + theirs.get(i) + ": " + Json.write(cases.get(i)));
            }
        }

        System.out.println("policies drawn " + CASES + ", seed " + seed + ", equal decisions "
                + (CASES - different.size()) + ", of them " + seen);
        assertThat(different).as("seed " + seed).isEmpty();
        assertThat(seen)
                .as("every decision is drawn often")
                .hasSize(3)
                .allSatisfy((decision, times) -> assertThat(times).isGreaterThan(CASES / 20));
    }

    private static Decision ourDecision(Case drawn) {
        Map<String, List<String>> context = new LinkedHashMap<>();
        drawn.context()
                .forEach((key, value) -> context.put(
                        key,
                        value instanceof List<?> several
                                ? several.stream().map(Object::toString).toList()
                                : List.of(value.toString())));
        return Policy.of(Json.write(drawn.policy())).decide(new Access(drawn.action(), drawn.resource(), context));
    }

    private static List<String> theirDecisions(List<Case> cases) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("node", DECIDE.toString());
        builder.environment().put("NODE_PATH", PACKAGES.toAbsolutePath().toString());
        Path input = Files.createTempFile("policies", ".jsonl");
        Files.write(input, cases.stream().map(Json::write).toList());
        Process node = builder.redirectInput(input.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(node.waitFor()).isZero();
        Files.delete(input);
        return output.lines().toList();
    }

    private Case drawnCase() {
        return new Case(
                Map.of("Version", "2012-10-17", "Statement", some(1, 4, this::drawnStatement)),
                one(ACTIONS),
                one(RESOURCES),
                drawnContext());
    }

    private Map<String, Object> drawnStatement() {
        Map<String, Object> statement = new LinkedHashMap<>();
        statement.put("Effect", random.nextInt(3) == 0 ? "Deny" : "Allow");
        statement.put(rarely() ? "NotAction" : "Action", some(1, 2, () -> one(either(ACTIONS, ACTION_PATTERNS))));
        statement.put(
                rarely() ? "NotResource" : "Resource", some(1, 2, () -> one(either(RESOURCES, RESOURCE_PATTERNS))));
        Map<String, Object> conditions = new LinkedHashMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            Kind kind = one(KINDS);
            List<String> values = some(1, kind.operators().contains("Null") ? 1 : 2, () -> one(kind.values()));
            conditions.put(drawnOperator(kind), Map.of(one(kind.keys()), values));
        }
        if (!conditions.isEmpty()) {
            statement.put("Condition", conditions);
        }
        return statement;
    }

    private String drawnOperator(Kind kind) {
        String operator = one(kind.operators());
        return operator.equals("Null")
                ? operator
                : one(List.of("", "", "ForAllValues:", "ForAnyValue:")) + operator + (rarely() ? "IfExists" : "");
    }

    private Map<String, Object> drawnContext() {
        Map<String, Object> context = new LinkedHashMap<>();
        maybe(context, "aws:ResourceTag/owner", () -> one(TAGS));
        maybe(context, "aws:RequestTag/owner", () -> one(TAGS));
        maybe(context, "aws:TagKeys", () -> some(1, 3, () -> one(TAGS)));
        maybe(context, "aws:PrincipalArn", () -> one(PRINCIPALS));
        maybe(context, "aws:SecureTransport", () -> one(List.of("true", "false")));
        return context;
    }

    private void maybe(Map<String, Object> context, String key, Supplier<Object> draw) {
        if (random.nextBoolean()) {
            context.put(key, draw.get());
        }
    }

    private boolean rarely() {
        return random.nextInt(5) == 0;
    }

    private <T> T one(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private List<String> either(List<String> some, List<String> others) {
        return random.nextBoolean() ? some : others;
    }

    private <T> List<T> some(int least, int most, Supplier<T> draw) {
        List<T> drawn = new ArrayList<>();
        for (int i = least + random.nextInt(most - least + 1); i > 0; i--) {
            drawn.add(draw.get());
        }
        return drawn;
    }
}
