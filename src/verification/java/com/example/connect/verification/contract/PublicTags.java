package com.example.connect.verification.contract;

import java.util.Map;

/** The tags that the resource type writes itself, as its README names them. */
public final class PublicTags {

    private static final String RESERVED_PREFIX = "example:connect:phonenumber:";

    /** The ownership mark: says which create claimed the number. */
    public static final String MARK = RESERVED_PREFIX + "claim";

    /** Says that the number must not be released. */
    public static final String PROTECTION = RESERVED_PREFIX + "release-protection";

    /** The tags of a protected number. */
    public static final Map<String, String> PROTECTED = Map.of(PROTECTION, "true");

    private PublicTags() {}

    /** Whether the key is Amazon's or the type's, and so never the user's. */
    public static boolean isReserved(String key) {
        return key.startsWith("aws:") || key.startsWith(RESERVED_PREFIX);
    }

    /** Whether a number with these tags must not be released. */
    public static boolean areProtected(Map<String, String> tags) {
        return tags.containsKey(PROTECTION);
    }
}
