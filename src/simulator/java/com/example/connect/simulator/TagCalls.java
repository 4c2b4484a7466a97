package com.example.connect.simulator;

import java.util.Map;
import java.util.TreeMap;

/** TagResource, UntagResource and ListTagsForResource. */
final class TagCalls {
    private static final int MOST_TAGS = 50;

    private final World world;
    private final Lookup lookup;

    TagCalls(World world, Lookup lookup) {
        this.world = world;
        this.lookup = lookup;
    }

    Map<String, ?> tag(ServedCall call) {
        HeldNumber number = lookup.taggedForChange(call);
        Map<String, String> tags = new TreeMap<>(number.state().tags());
        // Belief (official; tags): TagResource overwrites the value of a key that is there, and leaves the others.
        // Source: API reference, TagResource. Test: FlowAndTagTest#tagsAreAddedOverwrittenAndRemoved,
        // TagChangeTest#overwritesAChangedValueAndNeverRemovesIt.
        tags.putAll(call.input().map("tags"));
        if (tags.size() > MOST_TAGS) {
            String reason = "A resource can have at most " + MOST_TAGS + " tags.";
            throw world.knob(Knob.MANY_TAGS) == Knob.ManyTags.INVALID_REQUEST
                    ? Refusal.invalidRequest(reason)
                    : Refusal.invalidParameter(reason);
        }
        world.change(number, number.state().withTags(tags));
        return Map.of();
    }

    Map<String, ?> untag(ServedCall call) {
        HeldNumber number = lookup.taggedForChange(call);
        Map<String, String> tags = new TreeMap<>(number.state().tags());
        call.input().texts("tagKeys").forEach(tags::remove);
        world.change(number, number.state().withTags(tags));
        return Map.of();
    }

    Map<String, ?> list(ServedCall call) {
        HeldNumber number = lookup.taggedForRead(call);
        return Map.of("tags", world.shown(number).tags());
    }
}
