package com.example.connect.simulator;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The account's instances, their contact flows, and the traffic distribution groups; at first the ready-made ones. */
final class Instances {

    /** How many instances are ready-made. */
    static final int READY_MADE = 2;

    private final Map<String, ConnectInstance> byId = new LinkedHashMap<>();
    private final Map<String, TrafficGroup> groups = new LinkedHashMap<>();
    private final Map<String, ContactFlow> flows = new LinkedHashMap<>();
    /** The tags of all of these, by ARN. */
    private final Map<String, Map<String, String>> tags = new HashMap<>();
    /** The one of them that has a replica in the other Region. */
    private final ConnectInstance replicated;

    Instances(SimulatedAccount account, Instant now) {
        ConnectInstance first = readyMade(account.instanceArn(), "simulated", now);
        ConnectInstance second = readyMade(account.otherInstanceArn(), "simulated-other", now);
        add(first);
        add(second);
        for (ConnectInstance instance : List.of(first, second)) {
            for (String arn : account.flowArns(instance.arn())) {
                String id = Ids.lastPart(arn);
                put(ContactFlow.published(instance, id, "Simulated " + id.substring(id.length() - 1), "CONTACT_FLOW"));
            }
        }
        replicated = first;
        put(TrafficGroup.active(account.tdgId(), account.tdgArn(), first));
    }

    private static ConnectInstance readyMade(String arn, String alias, Instant now) {
        Map<String, Object> chosen = Map.of("IdentityManagementType", "CONNECT_MANAGED", "InstanceAlias", alias);
        Map<String, String> attributes = ConnectInstance.attributes(true, true);
        return new ConnectInstance(Ids.lastPart(arn), arn, chosen, attributes, now, now, Optional.empty());
    }

    void add(ConnectInstance instance) {
        byId.put(instance.id(), instance);
        tags.put(instance.arn(), Map.of());
    }

    /** Removes an instance with its flows and its groups. */
    void remove(ConnectInstance instance) {
        byId.remove(instance.id());
        tags.remove(instance.arn());
        groups().stream()
                .filter(group -> group.home().equals(instance))
                .toList()
                .forEach(this::remove);
        flows(instance).forEach(this::remove);
    }

    Optional<ConnectInstance> instance(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    Collection<ConnectInstance> instances() {
        return byId.values();
    }

    Optional<TrafficGroup> group(String arn) {
        return Optional.ofNullable(groups.get(arn));
    }

    Collection<TrafficGroup> groups() {
        return groups.values();
    }

    void put(TrafficGroup group) {
        groups.put(group.arn(), group);
        tags.put(group.arn(), Map.of());
    }

    void remove(TrafficGroup group) {
        groups.remove(group.arn());
        tags.remove(group.arn());
    }

    boolean isReplicated(ConnectInstance instance) {
        return replicated.equals(instance);
    }

    /** The instance whose flows a number on this target can be bound to: of a group, its home instance. */
    Optional<ConnectInstance> behind(String targetArn) {
        return group(targetArn)
                .map(TrafficGroup::home)
                .or(() -> instance(Ids.lastPart(targetArn))
                        .filter(instance -> instance.arn().equals(targetArn)));
    }

    /** A target as a reader knows it: its kind and its alias, or its id where it has none. */
    String nameOf(String targetArn) {
        return group(targetArn)
                .map(group -> "Traffic distribution group " + group.name())
                .or(() -> instance(Ids.lastPart(targetArn))
                        .map(instance -> "Instance " + instance.alias().orElse(instance.id())))
                .orElse(targetArn);
    }

    /** Adds a flow, or puts it in the place of its former self. */
    void put(ContactFlow flow) {
        flows.put(flow.arn(), flow);
        tags.putIfAbsent(flow.arn(), Map.of());
    }

    void remove(ContactFlow flow) {
        flows.remove(flow.arn());
        tags.remove(flow.arn());
    }

    /** Whether there is an instance, a group or a flow of this ARN. */
    boolean has(String arn) {
        return tags.containsKey(arn);
    }

    /** The tags of the instance, group or flow of this ARN; none where there is none. */
    Map<String, String> tags(String arn) {
        return tags.getOrDefault(arn, Map.of());
    }

    /** Gives one of them these tags, in the place of those that it has. */
    void tag(String arn, Map<String, String> all) {
        tags.put(arn, new TreeMap<>(all));
    }

    /** The flows of an instance, in the order of their creation. */
    List<ContactFlow> flows(ConnectInstance instance) {
        return flows.values().stream()
                .filter(flow -> flow.instance().equals(instance))
                .toList();
    }
}
