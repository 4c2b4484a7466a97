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
            // Belief (guess; tags): TagResource refuses a 51st tag with InvalidRequestException. Source: the model
            // lists two errors for invalid calls, and does not say which is for what. Test:
            // FlowAndTagTest#fiftyTagsAreTheLimit.
            throw Refusal.invalidRequest("A resource can have at most " + MOST_TAGS + " tags.");
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
