package com.example.connect.simulator;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** TagResource, UntagResource and ListTagsForResource: of numbers, instances, contact flows and groups. */
final class TagCalls {
    private static final int MOST_TAGS = 50;

    private final World world;
    private final Targets targets;
    private final Lookup lookup;

    TagCalls(World world, Targets targets, Lookup lookup) {
        this.world = world;
        this.targets = targets;
        this.lookup = lookup;
    }

    Map<String, ?> tag(ServedCall call) {
        // Belief (official; tags): TagResource overwrites the value of a key that is there, and leaves the others.
        // Source: API reference, TagResource. Test: FlowAndTagTest#tagsAreAddedOverwrittenAndRemoved,
        // TagChangeTest#overwritesAChangedValueAndNeverRemovesIt.
        change(call, tags -> tags.putAll(call.input().map("tags")));
        return Map.of();
    }

    Map<String, ?> untag(ServedCall call) {
        change(call, tags -> call.input().texts("tagKeys").forEach(tags::remove));
        return Map.of();
    }

    Map<String, ?> list(ServedCall call) {
        return Map.of(
                "tags",
                isNoNumber(call)
                        ? world.instances.tags(arn(call))
                        : world.shown(lookup.taggedForRead(call)).tags());
    }

    private void change(ServedCall call, Consumer<Map<String, String>> change) {
        if (isNoNumber(call)) {
            world.instances.tag(arn(call), changed(world.instances.tags(arn(call)), change));
        } else {
            HeldNumber number = lookup.taggedForChange(call);
            world.change(number, number.state().withTags(changed(number.state().tags(), change)));
        }
    }

    private Map<String, String> changed(Map<String, String> before, Consumer<Map<String, String>> change) {
        Map<String, String> tags = new TreeMap<>(before);
        change.accept(tags);
        if (tags.size() > MOST_TAGS) {
            String reason = "A resource can have at most " + MOST_TAGS + " tags.";
            throw world.knob(Knob.MANY_TAGS) == Knob.ManyTags.INVALID_REQUEST
                    ? Refusal.invalidRequest(reason)
                    : Refusal.invalidParameter(reason);
        }
        return tags;
    }

    /** Whether the call names an instance, a contact flow or a group, which have tags in their home Region only. */
    private boolean isNoNumber(ServedCall call) {
        return targets.isAtHome(call) && world.instances.has(arn(call));
    }

    private static String arn(ServedCall call) {
        return call.input().mandatory("resourceArn");
    }
}
