package com.example.connect.simulator;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The account's instances, their contact flows, and the traffic distribution groups; at first the ready-made ones. */
final class Instances {
    /** A traffic distribution group: it spans its home instance and the replica in the other Region. */
    record Group(String id, String arn, String name, ConnectInstance home) {}

    /** How many instances are ready-made. */
    static final int READY_MADE = 2;

    private final Map<String, ConnectInstance> byId = new LinkedHashMap<>();
    private final Map<String, Group> groups = new LinkedHashMap<>();
    private final Map<String, ContactFlow> flows = new LinkedHashMap<>();

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
        groups.put(account.tdgArn(), new Group(account.tdgId(), account.tdgArn(), "simulated", first));
    }

    private static ConnectInstance readyMade(String arn, String alias, Instant now) {
        Map<String, Object> attributes = Map.of(
                "IdentityManagementType",
                "CONNECT_MANAGED",
                "InstanceAlias",
                alias,
                "InboundCallsEnabled",
                true,
                "OutboundCallsEnabled",
                true);
        return new ConnectInstance(Ids.lastPart(arn), arn, attributes, now, now, Optional.empty());
    }

    void add(ConnectInstance instance) {
        byId.put(instance.id(), instance);
    }

    /** Removes an instance with its flows and its groups. */
    void remove(ConnectInstance instance) {
        byId.remove(instance.id());
        groups.values().removeIf(group -> group.home().equals(instance));
        flows.values().removeIf(flow -> flow.instance().equals(instance));
    }

    Optional<ConnectInstance> instance(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    Collection<ConnectInstance> instances() {
        return byId.values();
    }

    Optional<Group> group(String arn) {
        return Optional.ofNullable(groups.get(arn));
    }

    Collection<Group> groups() {
        return groups.values();
    }

    boolean isReplicated(ConnectInstance instance) {
        return groups.values().stream().anyMatch(group -> group.home().equals(instance));
    }

    /** The instance whose flows a number on this target can be bound to: of a group, its home instance. */
    Optional<ConnectInstance> behind(String targetArn) {
        return group(targetArn)
                .map(Group::home)
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
    }

    void remove(ContactFlow flow) {
        flows.remove(flow.arn());
    }

    /** The flows of an instance, in the order of their creation. */
    List<ContactFlow> flows(ConnectInstance instance) {
        return flows.values().stream()
                .filter(flow -> flow.instance().equals(instance))
                .toList();
    }
}
