package com.example.connect.simulator;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the number that a call names, or refuses the call. In a Region other than the home Region, only numbers on the
 * traffic distribution group exist, and only under their full ARN.
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
    private final Targets targets;
    private int unseen;

    Lookup(World world, Targets targets) {
        this.world = world;
        this.targets = targets;
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
            // Belief (guess; changes): A second release of a number answers ResourceNotFoundException. Source: the
            // model lists the error for Release; no guide or report tries it. Test:
            // UnknownsTest#readsMayStillShowAReleasedNumberThatNoCallCanChange.
            throw missing(idOrArn);
        }
        return number;
    }

    private static Refusal missing(String idOrArn) {
        // Belief (official; names): A Describe of a number that does not exist, by id or ARN, answers
        // ResourceNotFoundException. Source: service model, DescribePhoneNumber: "The specified resource was not
        // found." Test: WireTest#aNumberThatDoesNotExistIsNotFoundByIdNorByArn.
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
            return world.byId(idOrArn).filter(number -> targets.isAtHome(call));
        }
        if (world.knob(Knob.MALFORMED_ID) == Knob.MalformedId.NOT_FOUND) {
            return Optional.empty();
        }
        throw Refusal.invalidValue(idOrArn, "'" + idOrArn + "' is not a phone number id or ARN.");
    }

    /** Whether calls in this Region find the number: at home all, in the other Region those on a group. */
    boolean isReached(ServedCall call, HeldNumber number) {
        return targets.isAtHome(call)
                || targets.isInReplicaRegion(call)
                        && world.instances.group(number.state().targetArn()).isPresent();
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
            // TagResource. Test: FlowAndTagTest#onlyWhatIsThereHasTags.
            throw Refusal.invalidValue(arn, "'" + arn + "' is not an ARN.");
        }
        if (!ARN.matcher(arn).matches()) {
            throw Refusal.notFound("Resource " + arn + " not found.");
        }
        return arn;
    }
}
