package com.example.connect.simulator;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
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

    /** The calls by a number's name for which the service's model lists InvalidRequestException. */
    static final Set<Operation> LIST_INVALID_REQUEST =
            EnumSet.of(Operation.UPDATE_METADATA, Operation.TAG, Operation.UNTAG, Operation.LIST_TAGS);

    private final World world;
    private int unseen;

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
        HeldNumber number = byIdOrArn(call, idOrArn).orElseThrow(() -> missing(idOrArn));
        if (!isVisible(number)) {
            throw unseen(call, idOrArn);
        }
        return number;
    }

    private HeldNumber live(ServedCall call, String idOrArn) {
        HeldNumber number = world.knob(Knob.INVISIBLE_WRITABLE)
                ? byIdOrArn(call, idOrArn).orElseThrow(() -> missing(idOrArn))
                : shown(call, idOrArn);
        if (number.isReleased()) {
            throw missing(idOrArn);
        }
        return number;
    }

    private static Refusal missing(String idOrArn) {
        return Refusal.notFound("Phone number " + idOrArn + " not found.");
    }

    /** The refusal of a call for a number just claimed, which this part of the service does not know yet. */
    private Refusal unseen(ServedCall call, String idOrArn) {
        boolean listed = LIST_INVALID_REQUEST.contains(call.input().operation());
        return listed && isInvalidRequest() ? notReady(idOrArn) : missing(idOrArn);
    }

    private boolean isInvalidRequest() {
        return switch (world.knob(Knob.INVISIBLE_ERROR)) {
            case NOT_FOUND -> false;
            case INVALID_REQUEST -> true;
            case ALTERNATE -> unseen++ % 2 == 1;
        };
    }

    /** Whether a call that answers what it finds finds this number; refuses it where a number just claimed is an error. */
    boolean isSeen(HeldNumber number) {
        if (!isVisible(number) && isInvalidRequest()) {
            throw notReady(number.arn());
        }
        return isVisible(number);
    }

    private static Refusal notReady(String idOrArn) {
        return Refusal.invalidRequest("Phone number " + idOrArn + " is not ready.");
    }

    private Optional<HeldNumber> byIdOrArn(ServedCall call, String idOrArn) {
        Matcher arn = ARN.matcher(idOrArn);
        if (arn.matches()) {
            return world.byId(arn.group(1))
                    .filter(number -> number.arn().equals(idOrArn))
                    // Belief (official; names): In a traffic distribution group's other Region only the full ARN names
                    // its number. Source: API reference, DescribePhoneNumber. Test:
                    // WireTest#inAnotherRegionOnlyTheArnOfANumberOnTheTdgWorks.
                    .filter(number -> isReached(call, number));
        }
        if (ID.matcher(idOrArn).matches()) {
            return world.byId(idOrArn).filter(number -> isAtHome(call));
        }
        if (world.knob(Knob.MALFORMED_ID) == Knob.MalformedId.NOT_FOUND) {
            return Optional.empty();
        }
        throw Refusal.invalidValue(idOrArn, "'" + idOrArn + "' is not a phone number id or ARN.");
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
            // Belief (official; tags): The tag calls name a resource by its ARN only. Source: API reference,
            // TagResource. Test: FlowAndTagTest#onlyNumbersThatAreHeldHaveTags.
            throw Refusal.invalidValue(arn, "'" + arn + "' is not an ARN.");
        }
        if (!ARN.matcher(arn).matches()) {
            throw Refusal.notFound("Resource " + arn + " not found.");
        }
        return arn;
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
