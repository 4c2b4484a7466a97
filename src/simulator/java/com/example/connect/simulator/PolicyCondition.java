package com.example.connect.simulator;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One condition of a {@link PolicyStatement}.
 *
 * @param operator without set and IfExists
 * @param set how the values of a key with several are taken
 * @param ifExists whether it holds where the request lacks the key
 * @param values any one of them is enough; of a negated operator, none may match
 */
record PolicyCondition(Operator operator, Set set, boolean ifExists, String key, List<String> values) {
    private enum Set {
        ONE,
        ALL,
        ANY
    }

    /** How one of the values compares, and whether no value may match instead of any. */
    private record Operator(Optional<Wildcard> form, boolean negated) {
        static Operator is(Wildcard form) {
            return new Operator(Optional.of(form), false);
        }

        static Operator isNot(Wildcard form) {
            return new Operator(Optional.of(form), true);
        }
    }

    /** Asks for the key's presence, and compares nothing. */
    private static final Operator NULL = new Operator(Optional.empty(), false);

    /** The one key of Amazon Connect's phone numbers that can have several values. */
    private static final String SEVERAL = "aws:TagKeys";

    private static final Map<String, Operator> OPERATORS = operators();

    private static Map<String, Operator> operators() {
        Map<String, Operator> operators = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        operators.put("StringEquals", Operator.is(String::equals));
        operators.put("StringNotEquals", Operator.isNot(String::equals));
        operators.put("StringEqualsIgnoreCase", Operator.is(String::equalsIgnoreCase));
        operators.put("StringNotEqualsIgnoreCase", Operator.isNot(String::equalsIgnoreCase));
        operators.put("StringLike", Operator.is(Wildcard::isText));
        operators.put("StringNotLike", Operator.isNot(Wildcard::isText));
        operators.put("ArnEquals", Operator.is(Wildcard::isArn));
        operators.put("ArnLike", Operator.is(Wildcard::isArn));
        operators.put("ArnNotEquals", Operator.isNot(Wildcard::isArn));
        operators.put("ArnNotLike", Operator.isNot(Wildcard::isArn));
        operators.put("Bool", Operator.is(String::equalsIgnoreCase));
        operators.put("Null", NULL);
        return operators;
    }

    static PolicyCondition of(String text, String key, List<String> values) {
        String bare = text;
        Set set = Set.ONE;
        if (bare.startsWith("ForAllValues:")) {
            set = Set.ALL;
            bare = bare.substring("ForAllValues:".length());
        } else if (bare.startsWith("ForAnyValue:")) {
            set = Set.ANY;
            bare = bare.substring("ForAnyValue:".length());
        }
        boolean ifExists = bare.endsWith("IfExists");
        bare = ifExists ? bare.substring(0, bare.length() - "IfExists".length()) : bare;
        Optional<Operator> operator = Optional.ofNullable(OPERATORS.get(bare));
        PolicyStatement.check(operator.isPresent(), "the condition operator " + text + " is not understood");
        return new PolicyCondition(operator.orElseThrow(), set, ifExists, key, values);
    }

    /** Whether it holds for a request with these condition keys. */
    boolean holds(Map<String, List<String>> context) {
        Optional<List<String>> present = Optional.ofNullable(context.get(key));
        if (operator.form().isEmpty()) {
            return values.stream()
                    .map(value -> value.toLowerCase(Locale.ROOT))
                    .anyMatch(present.isEmpty() ? "true"::equals : "false"::equals);
        }
        return present.map(this::holdsFor).orElse(set != Set.ANY && (set == Set.ALL || ifExists || operator.negated()));
    }

    private boolean holdsFor(List<String> given) {
        return switch (set) {
            case ALL -> given.stream().allMatch(this::fits);
            case ANY -> given.stream().anyMatch(this::fits);
            // A key that can have several values is for the set operators only.
            case ONE -> !key.equalsIgnoreCase(SEVERAL) && given.stream().allMatch(this::fits);
        };
    }

    private boolean fits(String given) {
        Wildcard form = operator.form().orElseThrow();
        return operator.negated() != values.stream().anyMatch(value -> form.matches(value, given));
    }
}
