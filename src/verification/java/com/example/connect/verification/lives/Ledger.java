package com.example.connect.verification.lives;

import com.example.connect.verification.cloudformation.Ending;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What CloudFormation knows after each operation of a life, and the journal of the life. */
final class Ledger {

    private final Map<String, Resource> stack = new TreeMap<>();
    private final Set<String> retained = new HashSet<>();
    private final Set<String> deleted = new HashSet<>();
    private final List<String> journal = new ArrayList<>();
    private final Map<String, Integer> endings = new TreeMap<>();
    private long claimsDue;

    List<String> logicalIds() {
        return List.copyOf(stack.keySet());
    }

    Resource resource(String logicalId) {
        return Objects.requireNonNull(stack.get(logicalId));
    }

    boolean has(Resource resource) {
        return stack.get(resource.logicalId()) == resource;
    }

    /** In place of what had the logical id before. */
    void put(Resource resource) {
        stack.put(resource.logicalId(), resource);
    }

    void remove(Resource resource) {
        stack.remove(resource.logicalId());
    }

    /** The number stays when the stack no longer has it. */
    void retain(String arn) {
        retained.add(arn);
    }

    void adopt(Resource resource) {
        retained.remove(resource.arn());
        put(resource);
    }

    Set<String> retained() {
        return retained;
    }

    /** Somebody was told to delete the number. */
    void delete(String arn) {
        deleted.add(arn);
    }

    boolean isDeleted(String arn) {
        return deleted.contains(arn);
    }

    boolean isKnown(String arn) {
        return retained.contains(arn) || arns().contains(arn);
    }

    private Set<String> arns() {
        return stack.values().stream().map(Resource::arn).collect(Collectors.toSet());
    }

    void countClaims(int shown) {
        claimsDue += shown;
    }

    /** Claims that creates have shown. */
    long claimsDue() {
        return claimsDue;
    }

    void note(String event) {
        journal.add(event);
    }

    void note(String what, Object detail, List<String> troubles, Ending ending) {
        String outcome = ending.status() + " " + ending.errorCode();
        note(String.format("%s %s %s: %s %s", what, detail, troubles, outcome, ending.message()));
        endings.merge(what.replaceAll(" .*", "") + " " + outcome.trim(), 1, Integer::sum);
    }

    String journal() {
        return String.join("\n", journal);
    }

    /** How many operations ended in each way. */
    Map<String, Integer> endings() {
        return endings;
    }
}
