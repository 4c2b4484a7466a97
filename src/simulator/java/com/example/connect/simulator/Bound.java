package com.example.connect.simulator;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the service's model says about a value. {@code min} and {@code max} are characters of a string, members of a
 * list or map, or the integer itself.
 *
 * @param kind JSON kind
 * @param min least size or value, 0 for none
 * @param max greatest size or value, {@link Integer#MAX_VALUE} for none
 * @param pattern found in the string, where there is one
 * @param values the enumeration's values, empty for none
 * @param parts the bound of a list's members, or of a map's keys and values
 */
record Bound(Kind kind, int min, int max, Optional<Pattern> pattern, Set<String> values, List<Bound> parts) {
    enum Kind {
        STRING,
        INTEGER,
        BOOLEAN,
        LIST,
        MAP
    }

    static final Bound TEXT = text(0, Integer.MAX_VALUE);

    // Belief (official; names): The model's two patterns of phone numbers mean E.164 and 1 to 11 digits: each carries
    // one backslash too many. Source: the model's own text, and the API reference's examples. Test:
    // ModelConformanceTest#theCorrectedPatternsDifferFromTheModelsByTheirBackslashesAndAnchorsOnly.
    static final Bound PHONE_NUMBER = TEXT.matching("^\\+[1-9]\\d{1,14}$");
    static final Bound PREFIX = TEXT.matching("^\\+?[0-9]{1,11}$");
    // Belief (official; names): Countries, types, sizes and lengths are bounded as in the service model. Source:
    // botocore 1.44.5, service-2.json of connect. Test: ModelConformanceTest#boundsAreTheModels,
    // WireTest#whatIsOutOfBoundsIsRefused.
    static final Bound COUNTRY = TEXT.oneOf(CountryCodes.ALL);
    static final Bound TYPE =
            TEXT.oneOf(Set.of("TOLL_FREE", "DID", "UIFN", "SHARED", "THIRD_PARTY_TF", "THIRD_PARTY_DID", "SHORT_CODE"));
    static final Bound ASSOCIATED_TYPE = TEXT.oneOf(Set.of(
            "WHATSAPP_MESSAGING_PHONE_NUMBER",
            "VOICE_PHONE_NUMBER",
            "INBOUND_EMAIL",
            "OUTBOUND_EMAIL",
            "ANALYTICS_CONNECTOR"));
    static final Bound FLAG = new Bound(Kind.BOOLEAN, 0, Integer.MAX_VALUE, Optional.empty(), Set.of(), List.of());
    static final Bound DIRECTORY_TYPE = TEXT.oneOf(Set.of("SAML", "CONNECT_MANAGED", "EXISTING_DIRECTORY"));
    static final Bound ALIAS = text(1, 45).matching("^(?!d-)([\\da-zA-Z]+)([-]*[\\da-zA-Z])*$");
    static final Bound DIRECTORY_ID = text(12, 12).matching("^d-[0-9a-f]{10}$");
    static final Bound ATTRIBUTE_TYPE = TEXT.oneOf(Set.of(
            "INBOUND_CALLS",
            "OUTBOUND_CALLS",
            "CONTACTFLOW_LOGS",
            "CONTACT_LENS",
            "AUTO_RESOLVE_BEST_VOICES",
            "USE_CUSTOM_TTS_VOICES",
            "EARLY_MEDIA",
            "MULTI_PARTY_CONFERENCE",
            "AUTO_MUTE_AGENT_ON_HOLD",
            "HIGH_VOLUME_OUTBOUND",
            "ENHANCED_CONTACT_MONITORING",
            "ENHANCED_CHAT_MONITORING",
            "MULTI_PARTY_CHAT_CONFERENCE",
            "MESSAGE_STREAMING"));
    static final Bound FLOW_TYPE = TEXT.oneOf(Set.of(
            "CONTACT_FLOW",
            "CUSTOMER_QUEUE",
            "CUSTOMER_HOLD",
            "CUSTOMER_WHISPER",
            "AGENT_HOLD",
            "AGENT_WHISPER",
            "OUTBOUND_WHISPER",
            "AGENT_TRANSFER",
            "QUEUE_TRANSFER",
            "CAMPAIGN"));
    static final Bound FLOW_STATE = TEXT.oneOf(Set.of("ACTIVE", "ARCHIVED"));
    static final Bound FLOW_STATUS = TEXT.oneOf(Set.of("PUBLISHED", "SAVED"));
    static final Bound INSTANCE_ID_OR_ARN = text(1, 250)
            .matching("^(arn:([a-zA-Z0-9-]+):connect:[a-z]+-[a-z-]+-[0-9]+:[0-9]+:instance/)?[a-zA-Z0-9_-]+$");
    static final Bound GROUP_NAME = text(1, 128).matching("(^[\\S].*[\\S]$)|(^[\\S]$)");
    static final Bound GROUP_DESCRIPTION = text(1, 250).matching("(^[\\S].*[\\S]$)|(^[\\S]$)");
    static final Bound INSTANCE_ID = text(1, 100);
    static final Bound DESCRIPTION = text(0, 500).matching("^[\\W\\S_]*");
    static final Bound CLIENT_TOKEN = text(0, 500);
    static final Bound FLOW_ID = text(0, 500);
    static final Bound NEXT_TOKEN = text(1, 100_000);
    static final Bound TDG = TEXT.matching("^(arn:(aws|aws-us-gov):connect:[a-z]{2}-[a-z-]+-[0-9]{1}:[0-9]{1,20}"
            + ":traffic-distribution-group/)?[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}$");
    // Belief (official; tags): The tag calls refuse keys that begin with aws:, which only AWS itself sets. Source:
    // service model, TagKey. Test: FlowAndTagTest#reservedTagsAreAwsOwn.
    static final Bound TAG_KEY = text(1, 128).matching("^(?!aws:)[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$");
    static final Bound TAGS = new Bound(Kind.MAP, 1, 50, Optional.empty(), Set.of(), List.of(TAG_KEY, text(0, 256)));
    static final Bound TAG_KEYS = list(1, 50, TAG_KEY);

    static Bound text(int min, int max) {
        return new Bound(Kind.STRING, min, max, Optional.empty(), Set.of(), List.of());
    }

    static Bound integer(int min, int max) {
        return new Bound(Kind.INTEGER, min, max, Optional.empty(), Set.of(), List.of());
    }

    static Bound list(int min, int max, Bound member) {
        return new Bound(Kind.LIST, min, max, Optional.empty(), Set.of(), List.of(member));
    }

    private Bound matching(String regex) {
        return new Bound(kind, min, max, Optional.of(Pattern.compile(regex)), values, parts);
    }

    private Bound oneOf(Set<String> allowed) {
        return new Bound(kind, min, max, pattern, allowed, parts);
    }

    /** Throws the service's refusal, naming the member, unless the value is within the bound. */
    void check(String member, Object value) {
        switch (kind) {
            case STRING -> checkText(member, of(String.class, member, value));
            case INTEGER -> checkRange(member, value, of(Integer.class, member, value), "value");
            case BOOLEAN -> of(Boolean.class, member, value);
            case LIST -> checkList(member, of(List.class, member, value));
            case MAP -> checkMap(member, of(Map.class, member, value));
        }
    }

    private static <T> T of(Class<T> type, String member, Object value) {
        if (!type.isInstance(value)) {
            throw new Refusal("SerializationException", 400, "Unexpected value type in payload at " + member);
        }
        return type.cast(value);
    }

    private void checkText(String member, String text) {
        checkRange(member, text, text.codePointCount(0, text.length()), "length");
        if (!values.isEmpty() && !values.contains(text)) {
            throw failed(
                    member,
                    text,
                    "Member must satisfy enum value set: "
                            + values.stream().sorted().toList());
        }
        if (pattern.isPresent() && !pattern.get().matcher(text).find()) {
            throw failed(member, text, "Member must satisfy regular expression pattern: " + pattern.get());
        }
    }

    private void checkList(String member, List<?> list) {
        checkRange(member, list, list.size(), "length");
        list.forEach(item -> parts.get(0).check(member + ".member", item));
    }

    private void checkMap(String member, Map<?, ?> map) {
        checkRange(member, map, map.size(), "length");
        map.forEach((key, value) -> {
            parts.get(0).check(member + ".key", key);
            parts.get(1).check(member + ".value", value);
        });
    }

    private void checkRange(String member, Object value, int size, String what) {
        if (size < min) {
            throw failed(member, value, "Member must have " + what + " greater than or equal to " + min);
        }
        if (size > max) {
            throw failed(member, value, "Member must have " + what + " less than or equal to " + max);
        }
    }

    private static Refusal failed(String member, Object value, String constraint) {
        return Refusal.invalidParameter("1 validation error detected: Value '" + value + "' at '" + member
                + "' failed to satisfy constraint: " + constraint);
    }
}
