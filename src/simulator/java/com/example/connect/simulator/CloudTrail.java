package com.example.connect.simulator;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** CloudTrail's LookupEvents, as far as Amazon Connect's calls go. */
final class CloudTrail {
    private static final int MOST = 50;

    // Belief (official; limits): CloudTrail's LookupEvents shows the last 90 days. Source: CloudTrail user guide,
    // working
    // with event history. Test: NeighboursTest#theTrailForgetsAfterNinetyDays.
    private static final Duration KEPT = Duration.ofDays(90);

    private final World world;

    CloudTrail(World world) {
        this.world = world;
    }

    // Belief (official; limits): LookupEvents takes one attribute, gives the latest events first, at most 50 a page,
    // and
    // has the errors of its model. Source: botocore 1.44.5, service-2.json of cloudtrail; API reference. Test:
    // NeighboursTest#theTrailTellsClaimsAndReleasesTheLatestFirstPageByPage,
    // NeighboursTest#whatALookupDoesNotTakeIsRefused.
    Map<String, ?> lookupEvents(Map<String, Object> input, String region) {
        Optional<Instant> from = time(input, "StartTime");
        Optional<Instant> to = time(input, "EndTime");
        if (from.isPresent() && to.isPresent() && from.get().isAfter(to.get())) {
            throw new Refusal("InvalidTimeRangeException", 400, "The start time is after the end time.");
        }
        Map<?, ?> attribute = attribute(input);
        List<Trail.Event> found = told(region, from, to).stream()
                .filter(event -> isWanted(attributes(event), attribute))
                .toList();
        int start = start(input, found.size());
        int end = Math.min(start + most(input), found.size());
        Map<String, Object> output = new LinkedHashMap<>();
        output.put("Events", found.subList(start, end).stream().map(this::shown).toList());
        if (end < found.size()) {
            output.put("NextToken", PageToken.of(Integer.toString(end)));
        }
        return output;
    }

    private List<Trail.Event> told(String region, Optional<Instant> from, Optional<Instant> to) {
        Duration lag = world.knob(Knob.TRAIL_LAG);
        if (lag.equals(Knob.FOREVER)) {
            return List.of();
        }
        Instant oldest = world.now().minus(KEPT);
        Instant latest = world.now().minus(lag);
        return world.trail.between(
                region,
                from.filter(oldest::isBefore).orElse(oldest),
                to.filter(latest::isAfter).orElse(latest));
    }

    private static Optional<Instant> time(Map<String, Object> input, String name) {
        return Optional.ofNullable(input.get(name))
                .map(seconds -> Instant.ofEpochMilli(
                        new BigDecimal(seconds.toString()).movePointRight(3).longValue()));
    }

    private static Map<?, ?> attribute(Map<String, Object> input) {
        Object given = input.getOrDefault("LookupAttributes", List.of());
        if (given instanceof List<?> attributes && attributes.size() <= 1) {
            return attributes.isEmpty() ? Map.of() : (Map<?, ?>) attributes.get(0);
        }
        throw new Refusal("InvalidLookupAttributesException", 400, "You can specify only one lookup attribute.");
    }

    private static boolean isWanted(Map<String, Object> event, Map<?, ?> attribute) {
        return attribute.isEmpty()
                || Objects.equals(
                        attribute.get("AttributeValue"), event.get(String.valueOf(attribute.get("AttributeKey"))));
    }

    private static int start(Map<String, Object> input, int size) {
        try {
            return Optional.ofNullable(input.get("NextToken"))
                    .map(token -> Math.min(PageToken.index(token.toString()), size))
                    .orElse(0);
        } catch (Refusal unknown) {
            throw new Refusal("InvalidNextTokenException", 400, "Invalid nextToken.");
        }
    }

    private static int most(Map<String, Object> input) {
        int most = input.get("MaxResults") instanceof Integer given ? given : MOST;
        if (most < 1 || most > MOST) {
            throw new Refusal("InvalidMaxResultsException", 400, "MaxResults is 1 to 50.");
        }
        return most;
    }

    /** What a lookup finds it by. */
    private Map<String, Object> attributes(Trail.Event event) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("EventId", event.id());
        attributes.put("EventName", event.call().operation());
        attributes.put("ReadOnly", "false");
        attributes.put("EventSource", "connect.amazonaws.com");
        attributes.put("Username", Ids.lastPart(world.knob(Knob.CALLER)));
        return attributes;
    }

    private Map<String, Object> shown(Trail.Event event) {
        Map<String, Object> shown = attributes(event);
        shown.put("EventTime", event.call().at().getEpochSecond());
        shown.put("Resources", List.of());
        shown.put("CloudTrailEvent", Json.write(whole(event)));
        return shown;
    }

    /** The event's own JSON. The guides show no event of these calls; the members' names are the model's here. */
    private Map<String, Object> whole(Trail.Event event) {
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("eventVersion", "1.11");
        whole.put(
                "userIdentity",
                Map.of("arn", Session.of(world).arn(world.account), "accountId", world.account.account()));
        whole.put("eventTime", event.call().at().toString());
        whole.put("eventSource", "connect.amazonaws.com");
        whole.put("eventName", event.call().operation());
        whole.put("awsRegion", event.region());
        whole.put("requestParameters", event.call().parameters());
        if (event.call().errorCode().isPresent()) {
            whole.put("errorCode", event.call().errorCode().get());
        } else {
            whole.put("responseElements", Members.object(event.answer()));
        }
        whole.put("eventID", event.id());
        whole.put("readOnly", false);
        whole.put("eventType", "AwsApiCall");
        whole.put("recipientAccountId", world.account.account());
        return whole;
    }
}
