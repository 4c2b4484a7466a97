package com.example.connect.simulator;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what a call names, or refuses the call. In a Region other than the home Region, only numbers on the traffic
 * distribution group exist, and only under their full ARN.
 */
final class Lookup {
    private static final String UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    private static final Pattern ID = Pattern.compile(UUID);
    private static final Pattern ARN =
            Pattern.compile("arn:aws[a-z-]*:connect:[a-z0-9-]+:\\d{12}:phone-number/(" + UUID + ")");

    private final World world;

    Lookup(World world) {
        this.world = world;
    }

    /** Whether the call was made to the account's home Region. */
    boolean isAtHome(ServedCall call) {
        return call.region().equals(world.account.region());
    }

    /** The number that the call's PhoneNumberId names, as reads show it: a stale read still shows a released one. */
    HeldNumber shown(ServedCall call) {
        return shown(call, call.input().mandatory("PhoneNumberId"));
    }

    /** The number that the call's PhoneNumberId names, to be changed: held, and visible. */
    HeldNumber live(ServedCall call) {
        return live(call, call.input().mandatory("PhoneNumberId"));
    }

    private HeldNumber shown(ServedCall call, String idOrArn) {
        return byIdOrArn(call, idOrArn).orElseThrow(() -> Refusal.notFound("Phone number " + idOrArn + " not found."));
    }

    /** GUESS: a number that reads do not find yet cannot be changed either. */
    private HeldNumber live(ServedCall call, String idOrArn) {
        HeldNumber number = shown(call, idOrArn);
        if (number.isReleased()) {
            throw Refusal.notFound("Phone number " + idOrArn + " not found.");
        }
        return number;
    }

    private Optional<HeldNumber> byIdOrArn(ServedCall call, String idOrArn) {
        Matcher arn = ARN.matcher(idOrArn);
        if (arn.matches()) {
            return world.byId(arn.group(1))
                    .filter(number -> number.arn().equals(idOrArn))
                    .filter(number -> isReached(call, number))
                    .filter(this::isVisible);
        }
        if (ID.matcher(idOrArn).matches()) {
            return world.byId(idOrArn).filter(number -> isAtHome(call)).filter(this::isVisible);
        }
        // GUESS: a text that is neither an id nor an ARN is malformed rather than missing.
        throw Refusal.invalidParameter("'" + idOrArn + "' is not a phone number id or ARN.");
    }

    /** Whether calls in this Region find the number: at home all, in the other Region those on a group. */
    boolean isReached(ServedCall call, HeldNumber number) {
        return isAtHome(call)
                || isReplica(call)
                        && world.instances.group(number.state().targetArn()).isPresent();
    }

    private boolean isReplica(ServedCall call) {
        return world.account.replicaRegion().equals(Optional.of(call.region()));
    }

    private boolean isVisible(HeldNumber number) {
        return world.isVisible(number, world.knob(Knob.INVISIBLE));
    }

    /** The number that a tag call names, by its ARN only, as reads show it. */
    HeldNumber taggedForRead(ServedCall call) {
        return shown(call, checkedArn(call));
    }

    /** The number that a tag call names, by its ARN only, to be changed. */
    HeldNumber taggedForChange(ServedCall call) {
        return live(call, checkedArn(call));
    }

    private static String checkedArn(ServedCall call) {
        String arn = call.input().mandatory("resourceArn");
        if (!arn.startsWith("arn:")) {
            throw Refusal.invalidParameter("'" + arn + "' is not an ARN.");
        }
        if (!ARN.matcher(arn).matches()) {
            throw Refusal.notFound("Resource " + arn + " not found.");
        }
        return arn;
    }

    /** The target that a call must name, by TargetArn, by InstanceId, or by both if they agree. */
    String target(ServedCall call) {
        return optionalTarget(call)
                .orElseThrow(() -> Refusal.invalidParameter("One of TargetArn and InstanceId is required."));
    }

    /** The target that a call may name. */
    Optional<String> optionalTarget(ServedCall call) {
        Optional<String> byInstance = call.input().text("InstanceId").map(id -> instance(call, id));
        Optional<String> byArn = call.input().text("TargetArn").map(arn -> existing(call, arn));
        if (byArn.isPresent()
                && byInstance.isPresent()
                && !(world.knob(Knob.TARGET_TWICE) && byArn.equals(byInstance))) {
            throw Refusal.invalidParameter("TargetArn and InstanceId contradict each other.");
        }
        return byArn.or(() -> byInstance);
    }

    private String existing(ServedCall call, String targetArn) {
        if (!targetArn.startsWith("arn:")) {
            throw Refusal.invalidParameter("'" + targetArn + "' at 'TargetArn' is not an ARN.");
        }
        boolean isGroup = world.instances.group(targetArn).isPresent();
        if (isGroup && !isAtHome(call)) {
            throw Refusal.invalidParameter("A traffic distribution group takes phone numbers only in its home Region, "
                    + world.account.region() + ".");
        }
        boolean isInstance =
                world.instances.behind(targetArn).filter(this::isUsable).isPresent();
        if (!isAtHome(call) || !isGroup && !isInstance) {
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

    /** Whether the instance, or a replica of it, is in the call's Region. */
    boolean isHere(ServedCall call, ConnectInstance instance) {
        return isAtHome(call) || isReplica(call) && world.instances.isReplicated(instance);
    }

    /** The group that a parameter names: at home by id or ARN, in the other Region by its ARN. */
    Instances.Group group(ServedCall call, String parameter) {
        String idOrArn = call.input().mandatory(parameter);
        return world.instances.groups().stream()
                .filter(group -> group.arn().equals(idOrArn) && (isAtHome(call) || isReplica(call))
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
        return !SimulatedClock.later(flow.createdAt(), world.knob(Knob.FLOW_INVISIBLE))
                .isAfter(world.now());
    }
}
