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

    /**
     * Belief (guess; consistency): A number that reads do not find yet cannot be changed either. Source: the developer
     * guide names ResourceNotFoundException for calls of any kind. Test:
     * UnknownsTest#aClaimedNumberMayStayInvisibleForAWhile, DeleteTest#aNumberThatIsNotVisibleYetIsReleasedOnceItIs.
     */
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
                    // Belief (official; names): In a traffic distribution group's other Region only the full ARN names
                    // its number. Source: API reference, DescribePhoneNumber. Test:
                    // WireTest#inAnotherRegionOnlyTheArnOfANumberOnTheTdgWorks.
                    .filter(number -> isAtHome(call) || isOnTdg(number))
                    .filter(this::isVisible);
        }
        if (ID.matcher(idOrArn).matches()) {
            return world.byId(idOrArn).filter(number -> isAtHome(call)).filter(this::isVisible);
        }
        // Belief (guess; names): A PhoneNumberId that is neither an id nor an ARN is an invalid parameter, not a
        // missing number. Source: the model has no pattern for it. Test: WireTest#aNumberIsNamedByItsIdOrItsArn.
        throw Refusal.invalidParameter("'" + idOrArn + "' is not a phone number id or ARN.");
    }

    boolean isOnTdg(HeldNumber number) {
        return number.state().targetArn().equals(world.account.tdgArn());
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
            throw Refusal.invalidParameter("'" + arn + "' is not an ARN.");
        }
        if (!ARN.matcher(arn).matches()) {
            throw Refusal.notFound("Resource " + arn + " not found.");
        }
        return arn;
    }

    /**
     * The target that a call must name.
     *
     * <p>Belief (guess; claims): A call may name its target by TargetArn and InstanceId at once, if they agree.
     * Source: the model says that one of them is required, and nothing of both. Test:
     * ClaimTest#theTargetIsGivenByArnByIdOrByBothInAgreement, ModelRulesTest#bothWaysToSayTheTargetMayAgree.
     */
    String target(ServedCall call) {
        return optionalTarget(call)
                .orElseThrow(() -> Refusal.invalidParameter("One of TargetArn and InstanceId is required."));
    }

    /** The target that a call may name. */
    Optional<String> optionalTarget(ServedCall call) {
        Optional<String> byInstance = call.input().text("InstanceId").map(id -> instance(call, id));
        Optional<String> byArn = call.input().text("TargetArn").map(arn -> existing(call, arn));
        if (byArn.isPresent() && byInstance.isPresent() && !byArn.equals(byInstance)) {
            throw Refusal.invalidParameter("TargetArn and InstanceId contradict each other.");
        }
        return byArn.or(() -> byInstance);
    }

    private String existing(ServedCall call, String targetArn) {
        if (!targetArn.startsWith("arn:")) {
            throw Refusal.invalidParameter("'" + targetArn + "' at 'TargetArn' is not an ARN.");
        }
        if (targetArn.equals(world.account.tdgArn()) && !isAtHome(call)) {
            // Belief (official; claims): A traffic distribution group takes numbers only in its home Region. Source:
            // API reference, ClaimPhoneNumber. Test: WireTest#inAnotherRegionOnlyTheArnOfANumberOnTheTdgWorks.
            throw Refusal.invalidParameter("A traffic distribution group takes phone numbers only in its home Region, "
                    + world.account.region() + ".");
        }
        if (!world.account.isTarget(targetArn) || !isAtHome(call)) {
            throw Refusal.notFound("Target " + targetArn + " not found.");
        }
        return targetArn;
    }

    /** The ARN of the instance that the call's InstanceId names. */
    String instance(ServedCall call) {
        return instance(call, call.input().mandatory("InstanceId"));
    }

    private String instance(ServedCall call, String id) {
        return world.account
                .instance(id)
                .filter(arn -> isAtHome(call))
                .orElseThrow(() -> Refusal.notFound("Instance " + id + " not found."));
    }
}
