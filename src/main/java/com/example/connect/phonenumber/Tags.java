package com.example.connect.phonenumber;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The limits of tags, and the keys that are not the user's. */
final class Tags {

    /** Tags that one phone number can carry, all kinds together (service model: {@code TagMap}). */
    static final int LIMIT = 50;

    /** This resource type's own keys begin so: a read hides them, and a template must not use them. */
    static final String RESERVED_PREFIX = "example:connect:phonenumber:";

    /** The ownership mark: identifies the create that claimed the number. */
    static final String MARK = RESERVED_PREFIX + "claim";

    /** Release protection. It is kept on the number, because a delete may know nothing but the identifier. */
    static final String PROTECTION = RESERVED_PREFIX + "release-protection";

    static final Map<String, String> PROTECTED = Map.of(PROTECTION, "true");

    /** The keys of ours that hold a property: the template decides about them, and an update may take them off. */
    private static final Set<String> HOLD_PROPERTIES = Set.of(PROTECTION);

    private static final String AWS_PREFIX = "aws:";

    private Tags() {}

    /** Whether the key is Amazon's or this resource type's, and so never the user's. */
    static boolean isReserved(String key) {
        return isAmazons(key) || key.startsWith(RESERVED_PREFIX);
    }

    /** Whether the key is one that only Amazon writes. */
    static boolean isAmazons(String key) {
        return key.startsWith(AWS_PREFIX);
    }

    /** Whether an update may take the key off: it is the user's, or holds a property. */
    static boolean isManaged(String key) {
        return HOLD_PROPERTIES.contains(key) || !isReserved(key);
    }

    /** Whether a number that carries these tags must not be released. */
    static boolean areProtected(Map<String, String> tags) {
        return tags.containsKey(PROTECTION);
    }

    /** A model's tags as a map; of a key that is given twice, the last value counts. */
    static Map<String, String> of(@Nullable ResourceModel model) {
        Map<String, String> tags = new LinkedHashMap<>();
        if (model != null && model.getTags() != null) {
            model.getTags().stream()
                    .filter(tag -> tag != null && tag.getKey() != null && tag.getValue() != null)
                    .forEach(tag -> tags.put(tag.getKey(), tag.getValue()));
        }
        return tags;
    }

    /** The user's tags of a number, as a model has them; null where there are none. */
    static @Nullable Set<Tag> visible(Map<String, String> tags) {
        Set<Tag> visible = tags.entrySet().stream()
                .filter(tag -> !isReserved(tag.getKey()) && tag.getValue() != null)
                .map(tag -> new Tag(tag.getKey(), tag.getValue()))
                .collect(Collectors.toSet());
        return visible.isEmpty() ? null : visible;
    }
}
