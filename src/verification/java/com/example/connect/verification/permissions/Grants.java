package com.example.connect.verification.permissions;

import com.example.connect.simulator.Policy;
import com.example.connect.simulator.SimulatedAccount;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/**
 * What a policy that only allows, allows: each action on each resource.
 *
 * @param document the policy as the file has it
 */
record Grants(String document, List<Grant> all) {

    /** One action on one resource, in one statement. */
    record Grant(String statement, String action, String resource) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The policy of the role that the README registers, in an account and a Region. */
    static Grants ofTheRole(SimulatedAccount account, String region) {
        String template = text(Path.of("execution-role.json"))
                .replaceAll("\\{\\s*\"Fn::Sub\": (\"[^\"]*\")\\s*}", "$1")
                .replace("${AWS::Partition}", account.partition())
                .replace("${AWS::Region}", region)
                .replace("${AWS::AccountId}", account.account());
        return of(json(template)
                .path("Resources")
                .path("ExecutionRole")
                .path("Properties")
                .path("Policies")
                .path(0)
                .path("PolicyDocument"));
    }

    /** One of examples/policies/. */
    static Grants ofExample(String name) {
        return of(json(example(name)));
    }

    static String example(String name) {
        return text(Path.of("examples/policies", name + ".json"));
    }

    private static Grants of(JsonNode document) {
        List<Grant> all = new ArrayList<>();
        for (JsonNode statement : document.path("Statement")) {
            for (JsonNode action : statement.path("Action")) {
                for (JsonNode resource : statement.path("Resource")) {
                    all.add(new Grant(statement.path("Sid").asText(), action.asText(), resource.asText()));
                }
            }
        }
        return new Grants(document.toString(), List.copyOf(all));
    }

    Policy policy() {
        return Policy.of(document);
    }

    /** Every way to take something away: a statement, an action, a resource of a statement, one action on one resource. */
    Map<String, Policy> mutants() {
        Map<String, Predicate<Grant>> removed = new LinkedHashMap<>();
        for (Grant grant : all) {
            Predicate<Grant> here = other -> other.statement().equals(grant.statement());
            Predicate<Grant> action = other -> other.action().equals(grant.action());
            Predicate<Grant> resource = here.and(other -> other.resource().equals(grant.resource()));
            removed.put("statement " + grant.statement(), here);
            removed.put("action " + grant.action(), action);
            removed.put("resource " + grant.resource() + " of " + grant.statement(), resource);
            removed.put("grant of " + grant.action() + " on " + grant.resource(), action.and(resource));
        }
        Map<String, Policy> mutants = new LinkedHashMap<>();
        removed.forEach((name, gone) -> mutants.put(name, without(gone)));
        return mutants;
    }

    private Policy without(Predicate<Grant> gone) {
        ObjectNode left = JSON.createObjectNode().put("Version", "2012-10-17");
        all.stream()
                .filter(gone.negate())
                .forEach(grant -> left.withArray("Statement")
                        .addObject()
                        .put("Effect", "Allow")
                        .put("Action", grant.action())
                        .put("Resource", grant.resource()));
        return Policy.of(left.toString());
    }

    long statements() {
        return StreamSupport.stream(json(document).path("Statement").spliterator(), false)
                .count();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
