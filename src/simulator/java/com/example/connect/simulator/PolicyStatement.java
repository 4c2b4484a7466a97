package com.example.connect.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One statement of a {@link Policy}.
 *
 * @param allows its effect
 * @param actions the actions that it speaks of
 * @param resources the resources that it speaks of
 * @param conditions all of them must hold
 */
record PolicyStatement(
        boolean allows, Predicate<String> actions, Predicate<String> resources, List<PolicyCondition> conditions) {
    private static final List<String> ELEMENTS =
            List.of("Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Condition");

    /** IAM allows no wildcard in a service, and none in the kind of a resource. */
    private static final Pattern ACTION = Pattern.compile("\\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+");

    private static final Pattern RESOURCE = Pattern.compile("\\*|arn:[^:]*:[a-z0-9-]+:[^:]*:[^:]*:(\\*|[^*?/]+(/.*)?)");

    static PolicyStatement allowing(List<String> actions) {
        return new PolicyStatement(true, anyOf(actions, Wildcard::isAction), resource -> true, List.of());
    }

    /** Reads one statement's JSON. */
    static PolicyStatement of(Object json) {
        Map<String, Object> elements = object(json);
        checkKnown(elements, ELEMENTS);
        Object effect = elements.get("Effect");
        check("Allow".equals(effect) || "Deny".equals(effect), "Effect is Allow or Deny");
        return new PolicyStatement(
                "Allow".equals(effect),
                named(elements, "Action", ACTION, Wildcard::isAction),
                named(elements, "Resource", RESOURCE, Wildcard::isResource),
                conditions(elements));
    }

    boolean appliesTo(Access access) {
        return actions.test(access.action())
                && resources.test(access.resource())
                && conditions.stream().allMatch(condition -> condition.holds(access.context()));
    }

    /** What an element names, or its Not form all but that; a statement has one of the two. */
    private static Predicate<String> named(Map<String, Object> elements, String name, Pattern grammar, Wildcard form) {
        boolean not = elements.containsKey("Not" + name);
        check(not != elements.containsKey(name), "a statement has " + name + " or Not" + name);
        List<String> patterns = texts(elements.get(not ? "Not" + name : name));
        patterns.forEach(text -> check(grammar.matcher(text).matches(), name + " " + text + " is not understood"));
        return not ? anyOf(patterns, form).negate() : anyOf(patterns, form);
    }

    private static Predicate<String> anyOf(List<String> patterns, Wildcard form) {
        return text -> patterns.stream().anyMatch(pattern -> form.matches(pattern, text));
    }

    private static List<PolicyCondition> conditions(Map<String, Object> elements) {
        List<PolicyCondition> conditions = new ArrayList<>();
        object(elements.getOrDefault("Condition", Map.of()))
                .forEach((operator, keys) -> object(keys)
                        .forEach((key, values) -> conditions.add(PolicyCondition.of(operator, key, texts(values)))));
        return List.copyOf(conditions);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Object json) {
        check(json instanceof Map, "an object is expected where the policy has " + json);
        return (Map<String, Object>) json;
    }

    /** A JSON array's members; of anything else, that alone. */
    static List<Object> list(@Nullable Object json) {
        if (json == null) {
            throw new IllegalArgumentException("an element of the policy is missing");
        }
        return json instanceof List<?> members ? List.copyOf(members) : List.of(json);
    }

    private static List<String> texts(@Nullable Object json) {
        List<String> texts = list(json).stream().map(String::valueOf).toList();
        check(texts.stream().noneMatch(text -> text.contains("${")), "policy variables are not understood: " + texts);
        return texts;
    }

    static void checkKnown(Map<String, Object> elements, List<String> known) {
        check(known.containsAll(elements.keySet()), "one of " + elements.keySet() + " is not understood");
    }

    static void check(boolean sound, String reason) {
        if (!sound) {
            throw new IllegalArgumentException(reason);
        }
    }
}
