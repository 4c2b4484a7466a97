package com.example.connect.simulator;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One thing done to the world from outside that changes it. The same deeds at the same times give the same world, its
 * identifiers included; so they are the form in which a world is kept.
 */
sealed interface Deed {
    /** A call that took effect, and what its asynchronous work is scripted to end with. */
    record Called(WireRequest request, Optional<String> failure) implements Deed {}

    /** All knobs are set. */
    record Turned(Knobs knobs) implements Deed {}

    /** A target gets a quota of its own. */
    record Limited(String targetArn, int quota) implements Deed {}

    /** A number gets tags past the API. */
    record Tagged(String number, Map<String, String> tags) implements Deed {}

    /** A reader is told which stack claimed a number. */
    record Noted(String number, String stack) implements Deed {}

    /** A number becomes somebody else's. */
    record Taken(String number) implements Deed {}

    /** Does it. */
    default void to(World world, Service service) {
        if (this instanceof Called called) {
            service.again(called.request(), called.failure());
        } else if (this instanceof Turned turned) {
            world.turn(turned.knobs());
        } else if (this instanceof Limited limited) {
            world.quota.limit(limited.targetArn(), limited.quota());
        } else if (this instanceof Tagged tagged) {
            HeldNumber number = world.named(tagged.number());
            Map<String, String> all = new TreeMap<>(number.state().tags());
            all.putAll(tagged.tags());
            world.change(number, number.state().withTags(all));
        } else if (this instanceof Noted noted) {
            world.named(noted.number()).noteStack(noted.stack());
        } else if (this instanceof Taken taken) {
            world.inventory.take(taken.number());
        }
    }

    /** The knobs of these texts. */
    static Knobs knobs(Map<?, ?> texts) {
        Knobs knobs = Knobs.standard();
        for (Map.Entry<String, String> text : Json.texts(texts).entrySet()) {
            knobs = knobs.with(text.getKey(), text.getValue());
        }
        return knobs;
    }

    /** As members of JSON. A signature does not travel along, only the Region that a call is signed for. */
    default Map<String, Object> written(Instant at) {
        Map<String, Object> text = new LinkedHashMap<>();
        text.put("at", at.toString());
        if (this instanceof Called called) {
            WireRequest request = called.request();
            text.put("call", request.method() + " " + request.rawPath());
            text.put("query", request.rawQuery());
            text.put("region", request.region(""));
            text.put("body", request.body());
            called.failure().ifPresent(message -> text.put("failure", message));
        } else if (this instanceof Turned turned) {
            text.put("knobs", turned.knobs().texts());
        } else if (this instanceof Limited limited) {
            text.put("quota", limited.quota());
            text.put("of", limited.targetArn());
        } else if (this instanceof Tagged tagged) {
            text.put("tags", tagged.tags());
            text.put("of", tagged.number());
        } else if (this instanceof Noted noted) {
            text.put("stack", noted.stack());
            text.put("of", noted.number());
        } else if (this instanceof Taken taken) {
            text.put("taken", taken.number());
        }
        return text;
    }

    /** The deed of these members; IllegalArgumentException where they are none. */
    static Deed read(Map<String, Object> text) {
        String of = String.valueOf(text.get("of"));
        if (text.get("call") instanceof String call) {
            List<String> words = List.of(call.split(" ", 2));
            Optional<String> failure = Optional.ofNullable(text.get("failure")).map(String::valueOf);
            return new Called(request(words, text), failure);
        } else if (text.get("knobs") instanceof Map<?, ?> knobs) {
            return new Turned(knobs(knobs));
        } else if (text.get("quota") instanceof Integer quota) {
            return new Limited(of, quota);
        } else if (text.get("tags") instanceof Map<?, ?> tags) {
            return new Tagged(of, Json.texts(tags));
        } else if (text.get("stack") instanceof String stack) {
            return new Noted(of, stack);
        } else if (text.get("taken") instanceof String taken) {
            return new Taken(taken);
        }
        throw new IllegalArgumentException("a deed that this simulator does not know: " + text.keySet());
    }

    private static WireRequest request(List<String> words, Map<String, Object> text) {
        String region = String.valueOf(text.get("region"));
        Optional<String> signature = Optional.of("Credential=again/20260101/" + region + "/connect/aws4_request");
        return new WireRequest(
                words.get(0),
                words.get(1),
                String.valueOf(text.get("query")),
                signature,
                Optional.empty(),
                Optional.empty(),
                "",
                String.valueOf(text.get("body")));
    }
}
