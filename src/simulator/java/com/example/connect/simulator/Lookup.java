package com.example.connect.simulator;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what a call names, or refuses the call. In a Region other than the home Region only numbers on the traffic
 * distribution group exist, and only by their full ARN.
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

    /** The number as reads show it: also one released a moment ago, but not one claimed a moment ago. */
    HeldNumber shown(String idOrArn) {
        return byIdOrArn(idOrArn).orElseThrow(() -> Refusal.notFound("Phone number " + idOrArn + " not found."));
    }

    /** The number to be changed: held, and visible. GUESS: what reads do not find yet cannot be changed either. */
    HeldNumber live(String idOrArn) {
        HeldNumber number = shown(idOrArn);
        if (number.isReleased()) {
            throw Refusal.notFound("Phone number " + idOrArn + " not found.");
        }
        return number;
    }

    private Optional<HeldNumber> byIdOrArn(String idOrArn) {
        Matcher arn = ARN.matcher(idOrArn);
        if (arn.matches()) {
            return world.byId(arn.group(1))
                    .filter(number -> number.arn().equals(idOrArn))
                    .filter(number -> world.isCalledAtHome() || isOnTdg(number))
                    .filter(this::isVisible);
        }
        if (ID.matcher(idOrArn).matches()) {
            return world.byId(idOrArn).filter(number -> world.isCalledAtHome()).filter(this::isVisible);
        }
        // GUESS: what is neither an id nor an ARN is malformed rather than missing.
        throw Refusal.invalidParameter("'" + idOrArn + "' is not a phone number id or ARN.");
    }

    boolean isOnTdg(HeldNumber number) {
        return number.state().targetArn().equals(world.account.tdgArn());
    }

    private boolean isVisible(HeldNumber number) {
        return world.isVisible(number, world.knob(Knob.INVISIBLE));
    }

    /** The number that a tag call names, by its ARN only. */
    HeldNumber taggedForRead(String arn) {
        return shown(checkedArn(arn));
    }

    HeldNumber taggedForChange(String arn) {
        return live(checkedArn(arn));
    }

    private static String checkedArn(String arn) {
        if (!arn.startsWith("arn:")) {
            throw Refusal.invalidParameter("'" + arn + "' is not an ARN.");
        }
        if (!ARN.matcher(arn).matches()) {
            throw Refusal.notFound("Resource " + arn + " not found.");
        }
        return arn;
    }

    /** The target that a call must name, by TargetArn, by InstanceId, or by both if they agree (GUESS). */
    String target(Input input) {
        return optionalTarget(input)
                .orElseThrow(() -> Refusal.invalidParameter("One of TargetArn and InstanceId is required."));
    }

    /** The target that a call may name. */
    Optional<String> optionalTarget(Input input) {
        Optional<String> byInstance = input.text("InstanceId").map(this::instance);
        Optional<String> byArn = input.text("TargetArn").map(this::existing);
        if (byArn.isPresent() && byInstance.isPresent() && !byArn.equals(byInstance)) {
            throw Refusal.invalidParameter("TargetArn and InstanceId contradict each other.");
        }
        return byArn.or(() -> byInstance);
    }

    private String existing(String targetArn) {
        if (!targetArn.startsWith("arn:")) {
            throw Refusal.invalidParameter("'" + targetArn + "' at 'TargetArn' is not an ARN.");
        }
        if (targetArn.equals(world.account.tdgArn()) && !world.isCalledAtHome()) {
            throw Refusal.invalidParameter("A traffic distribution group takes phone numbers only in its home Region, "
                    + world.account.region() + ".");
        }
        if (!world.account.isTarget(targetArn) || !world.isCalledAtHome()) {
            throw Refusal.notFound("Target " + targetArn + " not found.");
        }
        return targetArn;
    }

    /** The ARN of an instance given by its id. */
    String instance(String id) {
        return world.account
                .instance(id)
                .filter(arn -> world.isCalledAtHome())
                .orElseThrow(() -> Refusal.notFound("Instance " + id + " not found."));
    }
}
