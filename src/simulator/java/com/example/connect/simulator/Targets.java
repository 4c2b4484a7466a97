package com.example.connect.simulator;

import java.util.Optional;

/**
 * Finds what a call names besides numbers, or refuses the call: its target, an instance, a traffic distribution group, a
 * contact flow. In a group's other Region its instance has a replica.
 */
final class Targets {
    private final World world;

    Targets(World world) {
        this.world = world;
    }

    /** Whether the call was made to the account's home Region. */
    boolean isAtHome(ServedCall call) {
        return call.region().equals(world.account.region());
    }

    /** Whether the call was made to the other Region of the account's groups. */
    boolean isInReplicaRegion(ServedCall call) {
        return world.account.replicaRegion().equals(Optional.of(call.region()));
    }

    /** The target that a call must name, by TargetArn or by InstanceId. */
    String target(ServedCall call) {
        return optionalTarget(call)
                .orElseThrow(() -> Refusal.invalidParameter("One of TargetArn and InstanceId is required."));
    }

    /** The target that a call may name. */
    Optional<String> optionalTarget(ServedCall call) {
        Optional<String> byInstance = call.input().text("InstanceId").map(id -> instance(call, id));
        Optional<String> byArn = call.input().text("TargetArn").map(arn -> existing(call, arn));
        if (byArn.isPresent() && byInstance.isPresent()) {
            checkAgreement(byArn.equals(byInstance));
        }
        return byArn.or(() -> byInstance);
    }

    private void checkAgreement(boolean same) {
        switch (world.knob(Knob.TWO_TARGETS)) {
            case TARGET_ARN -> {}
            case BOTH_IF_SAME -> {
                if (!same) {
                    throw Refusal.invalidParameter("TargetArn and InstanceId contradict each other.");
                }
            }
            case REFUSED -> throw Refusal.invalidParameter("Only one of TargetArn and InstanceId can be given.");
        }
    }

    /** The target that a search names; none where it does not exist and the search finds nothing there. */
    Optional<String> searched(ServedCall call) {
        try {
            return Optional.of(target(call));
        } catch (Refusal refusal) {
            Knob.SearchUnknown rule = world.knob(Knob.SEARCH_UNKNOWN);
            if (!refusal.isNotFound() || rule == Knob.SearchUnknown.NOT_FOUND) {
                throw refusal;
            }
            if (rule == Knob.SearchUnknown.EMPTY) {
                return Optional.empty();
            }
            String named =
                    call.input().text("TargetArn").orElseGet(() -> call.input().mandatory("InstanceId"));
            throw Refusal.invalidValue(named, String.valueOf(refusal.getMessage()));
        }
    }

    private String existing(ServedCall call, String targetArn) {
        if (!targetArn.startsWith("arn:")) {
            throw Refusal.invalidValue(targetArn, "'" + targetArn + "' at 'TargetArn' is not an ARN.");
        }
        // Belief (official; claims): A traffic distribution group takes numbers only in its home Region. Source: API
        // reference, ClaimPhoneNumber. Test: WireTest#inAnotherRegionOnlyTheArnOfANumberOnTheTdgWorks.
        Optional<TrafficGroup> group = world.instances.group(targetArn);
        boolean isGroup = group.isPresent();
        if (isGroup && !isAtHome(call)) {
            throw Refusal.invalidParameter("A traffic distribution group takes phone numbers only in its home Region, "
                    + world.account.region() + ".");
        }
        boolean isInstance =
                world.instances.behind(targetArn).filter(this::isUsable).isPresent();
        // Belief (official; claims): A traffic distribution group takes numbers once it is ACTIVE. Source:
        // administrator
        // guide, creating traffic distribution groups. Test: GroupTest#aNewGroupTakesNumbersOnceItIsActive.
        boolean isReady = isGroup ? group.get().isActive(world.now()) : isInstance;
        if (!isAtHome(call) || !isReady) {
            throw Refusal.notFound("Target " + targetArn + " not found.");
        }
        return targetArn;
    }

    private boolean isUsable(ConnectInstance instance) {
        ConnectInstance.Status status = instance.status(world.now());
        return status == ConnectInstance.Status.ACTIVE
                || status == ConnectInstance.Status.CREATION_IN_PROGRESS && world.knob(Knob.INSTANCE_EARLY);
    }

    /** The ARN of the instance that the call's InstanceId names. */
    String instance(ServedCall call) {
        return instance(call, call.input().mandatory("InstanceId"));
    }

    private String instance(ServedCall call, String id) {
        return world.instances
                .instance(id)
                .filter(instance -> isAtHome(call) && isUsable(instance))
                .map(ConnectInstance::arn)
                .orElseThrow(() -> noInstance(id));
    }

    private static Refusal noInstance(String id) {
        return Refusal.notFound("Instance " + id + " not found.");
    }

    /** The instance that the call's InstanceId names, whatever its status; in the other Region, its replica. */
    ConnectInstance namedInstance(ServedCall call) {
        String id = call.input().mandatory("InstanceId");
        return world.instances
                .instance(id)
                .filter(instance -> isHere(call, instance))
                .orElseThrow(() -> noInstance(id));
    }

    /** The same, where the instance takes flows. */
    ConnectInstance usableInstance(ServedCall call) {
        ConnectInstance instance = namedInstance(call);
        if (!isUsable(instance)) {
            throw noInstance(instance.id());
        }
        return instance;
    }

    /** The instance that the call's InstanceId names by its id or its ARN; a group is created from it. */
    ConnectInstance groupsInstance(ServedCall call) {
        String id = Ids.lastPart(call.input().mandatory("InstanceId"));
        return world.instances
                .instance(id)
                .filter(instance -> isAtHome(call) && isUsable(instance))
                .orElseThrow(() -> noInstance(id));
    }

    /** Whether the instance, or a replica of it, is in the call's Region. */
    boolean isHere(ServedCall call, ConnectInstance instance) {
        return isAtHome(call) || isInReplicaRegion(call) && world.instances.isReplicated(instance);
    }

    /** The group that a parameter names: at home by id or ARN, in the other Region by its ARN. */
    TrafficGroup group(ServedCall call, String parameter) {
        String idOrArn = call.input().mandatory(parameter);
        return world.instances.groups().stream()
                .filter(group -> group.arn().equals(idOrArn) && (isAtHome(call) || isInReplicaRegion(call))
                        || group.id().equals(idOrArn) && isAtHome(call))
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("Traffic distribution group " + idOrArn + " not found."));
    }

    /** The flow of the instance that a text names by its id, or by its ARN in the call's Region. */
    ContactFlow flow(ServedCall call, ConnectInstance instance, String idOrArn) {
        return world.instances.flows(instance).stream()
                .filter(flow ->
                        idOrArn.equals(flow.id()) || idOrArn.equals(world.account.inRegion(flow.arn(), call.region())))
                .filter(this::isVisible)
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("Contact flow " + idOrArn + " not found."));
    }

    /** Whether the time is over in which no call finds a new flow. */
    boolean isVisible(ContactFlow flow) {
        return world.isOver(flow.createdAt(), world.knob(Knob.FLOW_INVISIBLE));
    }
}
