package com.example.connect.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** CreateInstance, DescribeInstance, ListInstances and DeleteInstance; ListInstanceAttributes and their update. */
final class InstanceCalls {
    /** For which an instance whose creation failed is still shown, by the API reference. */
    private static final Duration FAILED_SHOWN = Duration.ofDays(1);

    private static final int LIST_PAGE = 10;
    private static final int ATTRIBUTES_PAGE = 7;
    private static final Set<String> CHOSEN_FOR_GOOD = Set.of("IdentityManagementType", "InstanceAlias");

    /** Default flows and their types, as the administrator guide lists them, and one that a number can be bound to. */
    private static final Map<String, String> DEFAULT_FLOWS = Map.of(
            "Default agent hold", "AGENT_HOLD",
            "Default agent transfer", "AGENT_TRANSFER",
            "Default agent whisper", "AGENT_WHISPER",
            "Default customer hold", "CUSTOMER_HOLD",
            "Default customer queue", "CUSTOMER_QUEUE",
            "Default customer whisper", "CUSTOMER_WHISPER",
            "Default outbound", "OUTBOUND_WHISPER",
            "Default queue transfer", "QUEUE_TRANSFER",
            "Sample inbound flow (first contact experience)", "CONTACT_FLOW");

    private final World world;
    private final Targets targets;
    private final Workflow workflow;

    InstanceCalls(World world, Targets targets) {
        this.world = world;
        this.targets = targets;
        this.workflow = new Workflow(world);
    }

    Map<String, ?> create(ServedCall call) {
        return once(call, () -> {
            checkRoom(call.input());
            ConnectInstance instance = created(call);
            world.instances.add(instance);
            world.instances.tag(instance.arn(), call.input().map("Tags"));
            if (world.knob(Knob.INSTANCE_FLOWS)) {
                DEFAULT_FLOWS.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .forEach(flow -> world.instances.put(
                                ContactFlow.published(instance, world.ids.next(), flow.getKey(), flow.getValue())));
            }
            if (instance.failure().isPresent()) {
                Instant gone = SimulatedClock.later(instance.settledAt(), FAILED_SHOWN);
                world.agenda.at(gone, () -> world.instances.remove(instance));
            }
            return Map.of("Id", instance.id(), "Arn", instance.arn());
        });
    }

    private void checkRoom(Input input) {
        long made = (long) world.instances.instances().size() - Instances.READY_MADE;
        if (made >= world.knob(Knob.INSTANCE_QUOTA)) {
            throw Refusal.quotaExceeded("The number of instances exceeds the account's quota.");
        }
        Optional<String> alias = input.text("InstanceAlias");
        if (alias.isPresent()
                && world.instances.instances().stream()
                        .anyMatch(other -> other.alias().equals(alias))) {
            throw Refusal.invalidRequest("The instance alias " + alias.get() + " is in use.");
        }
    }

    private ConnectInstance created(ServedCall call) {
        String id = world.ids.next();
        Map<String, Object> chosen = new LinkedHashMap<>(call.input().parameters());
        chosen.keySet().retainAll(CHOSEN_FOR_GOOD);
        return new ConnectInstance(
                id,
                world.account.instanceArn(id),
                chosen,
                ConnectInstance.attributes(
                        call.input().flag("InboundCallsEnabled").orElseThrow(),
                        call.input().flag("OutboundCallsEnabled").orElseThrow()),
                world.now(),
                SimulatedClock.later(world.now(), world.knob(Knob.INSTANCE_TIME)),
                call.failure().map(Reason::message));
    }

    Map<String, ?> describe(ServedCall call) {
        ConnectInstance instance = targets.namedInstance(call);
        Map<String, Object> shown = shown(call, instance);
        shown.put("Tags", world.instances.tags(instance.arn()));
        instance.failure()
                .filter(reason -> instance.status(world.now()) == ConnectInstance.Status.CREATION_FAILED)
                .ifPresent(reason -> shown.put("StatusReason", Map.of("Message", reason)));
        Map<String, Object> output = new LinkedHashMap<>();
        output.put("Instance", shown);
        if (world.instances.isReplicated(instance)) {
            world.account.replicaRegion().ifPresent(replica -> output.put("ReplicationConfiguration", replication()));
        }
        return output;
    }

    private Map<String, ?> replication() {
        return Map.of(
                "SourceRegion",
                world.account.region(),
                "ReplicationStatusSummaryList",
                world.account.regions().stream()
                        .map(region -> Map.of("Region", region, "ReplicationStatus", "INSTANCE_REPLICATION_COMPLETE"))
                        .toList());
    }

    Map<String, ?> list(ServedCall call) {
        List<Map<String, Object>> all = world.instances.instances().stream()
                .filter(instance -> targets.isHere(call, instance))
                .map(instance -> shown(call, instance))
                .toList();
        return Page.of("InstanceSummaryList", all, call.input(), LIST_PAGE);
    }

    /** The members that Describe and List have in common. */
    private Map<String, Object> shown(ServedCall call, ConnectInstance instance) {
        Map<String, Object> shown = new LinkedHashMap<>(instance.chosen());
        shown.put("InboundCallsEnabled", instance.isOn("INBOUND_CALLS"));
        shown.put("OutboundCallsEnabled", instance.isOn("OUTBOUND_CALLS"));
        shown.put("Id", instance.id());
        shown.put("Arn", world.account.inRegion(instance.arn(), call.region()));
        shown.put("CreatedTime", instance.createdAt().getEpochSecond());
        shown.put("ServiceRole", world.account.serviceRoleArn());
        shown.put("InstanceStatus", instance.status(world.now()).name());
        instance.alias().ifPresent(alias -> shown.put("InstanceAccessUrl", "https://" + alias + ".my.connect.aws"));
        return shown;
    }

    Map<String, ?> attributes(ServedCall call) {
        List<Map<String, String>> all = targets.usableInstance(call).attributes().entrySet().stream()
                .map(attribute -> Map.of("AttributeType", attribute.getKey(), "Value", attribute.getValue()))
                .toList();
        return Page.of("Attributes", all, call.input(), ATTRIBUTES_PAGE);
    }

    Map<String, ?> updateAttribute(ServedCall call) {
        return once(call, () -> {
            Map<String, String> attributes = targets.usableInstance(call).attributes();
            attributes.put(call.input().mandatory("AttributeType"), call.input().mandatory("Value"));
            return Map.of();
        });
    }

    /** The administrator guide: an instance's numbers are released with it. */
    Map<String, ?> delete(ServedCall call) {
        return once(call, () -> {
            ConnectInstance instance = targets.namedInstance(call);
            boolean replicated = world.instances.isReplicated(instance);
            if (!targets.isAtHome(call) || replicated && !world.knob(Knob.DELETE_REPLICATED)) {
                throw Refusal.invalidRequest("Instance " + instance.id() + " is replicated and cannot be deleted.");
            }
            world.numbers().stream().filter(number -> isOn(number, instance)).forEach(workflow::release);
            world.instances.remove(instance);
            return Map.of();
        });
    }

    private boolean isOn(HeldNumber number, ConnectInstance instance) {
        return world.instances.behind(number.place()).equals(Optional.of(instance));
    }

    private Map<String, ?> once(ServedCall call, Supplier<Map<String, ?>> work) {
        return world.tokens.once(call.input(), world.knobs(), world.now(), work);
    }
}
