package com.example.connect.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The identity-based policies of a caller, evaluated as IAM does: a statement that denies wins, one that allows comes
 * second, and what no statement speaks of is denied. An element, operator or variable that it does not know is refused,
 * never ignored.
 */
public final class Policy {
    /** What the policies say of one access. */
    public enum Decision {
        ALLOWED,
        IMPLICITLY_DENIED,
        EXPLICITLY_DENIED
    }

    private static final String VERSION = "2012-10-17";

    private final String text;
    private final List<PolicyStatement> statements;

    private Policy(String text, List<PolicyStatement> statements) {
        this.text = text;
        this.statements = statements;
    }

    /** Allows these actions on every resource; {@code *} is every action. */
    public static Policy allowing(Collection<String> actions) {
        String text = actions.isEmpty() ? "none" : String.join(",", new TreeSet<>(actions));
        return new Policy(text, List.of(PolicyStatement.allowing(List.copyOf(actions))));
    }

    /** Reads policy documents, JSON, that hold together; IllegalArgumentException, with the reason, for any other text. */
    public static Policy of(String... documents) {
        List<Object> statements = new ArrayList<>();
        for (String document : documents) {
            statements.addAll(statements(document));
        }
        String text = Json.write(Map.of("Version", VERSION, "Statement", statements));
        return new Policy(text, statements.stream().map(PolicyStatement::of).toList());
    }

    private static List<Object> statements(String document) {
        try {
            Map<String, Object> elements = Json.readObject(document);
            PolicyStatement.check(
                    VERSION.equals(elements.get("Version")), "a policy document needs Version " + VERSION);
            PolicyStatement.checkKnown(elements, List.of("Version", "Id", "Statement"));
            return PolicyStatement.list(elements.get("Statement"));
        } catch (JsonProcessingException notJson) {
            throw new IllegalArgumentException("a policy document is a JSON object", notJson);
        }
    }

    /** What the policies say of an access. */
    public Decision decide(Access access) {
        boolean allowed = false;
        for (PolicyStatement statement : statements) {
            if (statement.appliesTo(access)) {
                if (!statement.allows()) {
                    return Decision.EXPLICITLY_DENIED;
                }
                allowed = true;
            }
        }
        return allowed ? Decision.ALLOWED : Decision.IMPLICITLY_DENIED;
    }

    /** The actions allowed, {@code none}, or the policy document, as the knob takes it. */
    @Override
    public String toString() {
        return text;
    }
}
