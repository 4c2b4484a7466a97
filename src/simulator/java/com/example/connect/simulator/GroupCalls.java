package com.example.connect.simulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Traffic distribution groups: Create, Describe, List and Delete, and GetTrafficDistribution. */
final class GroupCalls {
    private static final int LIST_PAGE = 10;
    private static final int ALL = 100;

    private final World world;
    private final Targets targets;

    GroupCalls(World world, Targets targets) {
        this.world = world;
        this.targets = targets;
    }

    Map<String, ?> answered(ServedCall call) {
        return switch (call.input().operation()) {
            case CREATE_TDG -> create(call);
            case DELETE_TDG -> delete(call);
            case DESCRIBE_TDG -> describe(call);
            case LIST_TDGS -> list(call);
            case GET_DISTRIBUTION -> distribution(call);
            default -> throw new IllegalArgumentException(call.input().operation() + " is not of groups");
        };
    }

    private Map<String, ?> create(ServedCall call) {
        return world.tokens.once(call.input(), world.knobs(), world.now(), () -> {
            TrafficGroup group = created(call);
            world.instances.put(group);
            world.instances.tag(group.arn(), call.input().map("Tags"));
            return Map.of("Id", group.id(), "Arn", group.arn());
        });
    }

    private TrafficGroup created(ServedCall call) {
        ConnectInstance instance = targets.groupsInstance(call);
        if (!world.instances.isReplicated(instance)) {
            String reason = "Instance " + instance.id() + " is not replicated.";
            throw world.knob(Knob.GROUP_UNREPLICATED) == Knob.GroupUnreplicated.NOT_READY
                    ? Refusal.notReady(reason)
                    : Refusal.invalidRequest(reason);
        }
        Input input = call.input();
        String name = input.mandatory("Name");
        if (world.instances.groups().stream().anyMatch(group -> group.name().equals(name))) {
            throw Refusal.conflict("A traffic distribution group of the name " + name + " exists.");
        }
        String id = world.ids.next();
        return new TrafficGroup(
                id,
                world.account.groupArn(id),
                name,
                input.text("Description"),
                instance,
                SimulatedClock.later(world.now(), world.knob(Knob.GROUP_TIME)),
                call.failure().isPresent());
    }

    private Map<String, ?> delete(ServedCall call) {
        TrafficGroup group = named(call);
        if (!targets.isAtHome(call)) {
            throw Refusal.invalidRequest("A traffic distribution group is deleted in its home Region.");
        }
        // Belief (official; instances): A group that numbers are claimed to cannot be deleted: ResourceInUseException.
        // Source: administrator guide, deleting traffic distribution groups. Test:
        // GroupTest#aGroupWithNumbersCannotBeDeleted.
        if (world.numbers().stream().anyMatch(number -> number.place().equals(group.arn()))) {
            throw Refusal.inUse("Phone numbers are claimed to traffic distribution group " + group.id() + ".");
        }
        world.instances.remove(group);
        return Map.of();
    }

    private Map<String, ?> describe(ServedCall call) {
        TrafficGroup described = named(call);
        Map<String, Object> group = summary(described);
        described.description().ifPresent(text -> group.put("Description", text));
        group.put("Tags", world.instances.tags(described.arn()));
        return Map.of("TrafficDistributionGroup", group);
    }

    private TrafficGroup named(ServedCall call) {
        return targets.group(call, "TrafficDistributionGroupId");
    }

    private Map<String, ?> list(ServedCall call) {
        String wanted = Ids.lastPart(call.input().text("InstanceId").orElse(""));
        List<Map<String, Object>> all = world.instances.groups().stream()
                .filter(group -> targets.isHere(call, group.home()))
                .filter(group -> wanted.isEmpty() || group.home().id().equals(wanted))
                .map(this::summary)
                .toList();
        return Page.of("TrafficDistributionGroupSummaryList", all, call.input(), LIST_PAGE);
    }

    private Map<String, Object> summary(TrafficGroup group) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("Id", group.id());
        summary.put("Arn", group.arn());
        summary.put("Name", group.name());
        summary.put("InstanceArn", group.home().arn());
        summary.put("Status", group.status(world.now()));
        summary.put("IsDefault", false);
        return summary;
    }

    /** All calls go to the home Region, as they do until somebody shifts them. */
    private Map<String, ?> distribution(ServedCall call) {
        TrafficGroup group = targets.group(call, "Id");
        Map<String, ?> distributions = Map.of(
                "Distributions",
                world.account.regions().stream()
                        .map(region ->
                                Map.of("Region", region, "Percentage", region.equals(world.account.region()) ? ALL : 0))
                        .toList());
        return Map.of(
                "Id", group.id(), "Arn", group.arn(), "TelephonyConfig", distributions, "AgentConfig", distributions);
    }
}
