package com.example.connect.phonenumber;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the service allows of tags, and which of them are not the user's. */
final class Tags {

    /** Tags that one phone number can carry, all kinds together (service model: {@code TagMap}). */
    static final int LIMIT = 50;

    /** Keys under this prefix are this resource type's own: hidden by Read, refused as input. */
    static final String RESERVED_PREFIX = "example:connect:phonenumber:";

    /** The ownership mark: says which create claimed the number. */
    static final String MARK = RESERVED_PREFIX + "claim";

    /** Kept on the number itself, so that a delete that knows only the identifier sees it. */
    static final String PROTECTION = RESERVED_PREFIX + "release-protection";

    static final Map<String, String> PROTECTED = Map.of(PROTECTION, "true");

    private static final String AWS_PREFIX = "aws:";

    private Tags() {}

    /** Whether the key is Amazon's or this type's, and so never the user's. */
    static boolean isReserved(String key) {
        return isAmazons(key) || key.startsWith(RESERVED_PREFIX);
    }

    /** Whether the key is one that only Amazon writes. */
    static boolean isAmazons(String key) {
        return key.startsWith(AWS_PREFIX);
    }

    /** Whether a number that carries these tags must not be released. */
    static boolean areProtected(Map<String, String> tags) {
        return tags.containsKey(PROTECTION);
    }

    /** A model's tags as a map; where a key stands twice, the last one counts. */
    static Map<String, String> of(@Nullable ResourceModel model) {
        Map<String, String> tags = new LinkedHashMap<>();
        if (model != null && model.getTags() != null) {
            model.getTags().stream()
                    .filter(tag -> tag != null && tag.getKey() != null && tag.getValue() != null)
                    .forEach(tag -> tags.put(tag.getKey(), tag.getValue()));
        }
        return tags;
    }

    /** The user's share of a number's tags, as a model has them; null where there is none. */
    static @Nullable Set<Tag> visible(Map<String, String> tags) {
        Set<Tag> visible = tags.entrySet().stream()
                .filter(tag -> !isReserved(tag.getKey()))
                .map(tag -> new Tag(tag.getKey(), tag.getValue()))
                .collect(Collectors.toSet());
        return visible.isEmpty() ? null : visible;
    }
}
