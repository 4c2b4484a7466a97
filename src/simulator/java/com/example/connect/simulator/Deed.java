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
    /** Does it. */
    void to(World world, Service service);

    /** As members of JSON, without its time. */
    Map<String, Object> members();

    /** A call that took effect, and what its asynchronous work is scripted to end with. */
    record Called(WireRequest request, Optional<String> failure) implements Deed {
        @Override
        public void to(World world, Service service) {
            service.again(request, failure);
        }

        /** A signature does not travel along, only the Region that the call is signed for. */
        @Override
        public Map<String, Object> members() {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("call", request.method() + " " + request.rawPath());
            members.put("query", request.rawQuery());
            members.put("region", request.region(""));
            members.put("body", request.body());
            failure.ifPresent(message -> members.put("failure", message));
            return members;
        }
    }

    /** All knobs are set. */
    record Turned(Knobs knobs) implements Deed {
        @Override
        public void to(World world, Service service) {
            world.turn(knobs);
        }

        @Override
        public Map<String, Object> members() {
            return Map.of("knobs", knobs.texts());
        }
    }

    /** A target gets a quota of its own. */
    record Limited(String targetArn, int quota) implements Deed {
        @Override
        public void to(World world, Service service) {
            world.quota.limit(targetArn, quota);
        }

        @Override
        public Map<String, Object> members() {
            return Map.of("quota", quota, "of", targetArn);
        }
    }

    /** A number gets tags past the API. */
    record Tagged(String number, Map<String, String> tags) implements Deed {
        @Override
        public void to(World world, Service service) {
            HeldNumber held = world.named(number);
            Map<String, String> all = new TreeMap<>(held.state().tags());
            all.putAll(tags);
            world.change(held, held.state().withTags(all));
        }

        @Override
        public Map<String, Object> members() {
            return Map.of("tags", tags, "of", number);
        }
    }

    /** A reader is told which stack claimed a number. */
    record Noted(String number, String stack) implements Deed {
        @Override
        public void to(World world, Service service) {
            world.named(number).noteStack(stack);
        }

        @Override
        public Map<String, Object> members() {
            return Map.of("stack", stack, "of", number);
        }
    }

    /** A number becomes somebody else's. */
    record Taken(String number) implements Deed {
        @Override
        public void to(World world, Service service) {
            world.inventory.take(number);
        }

        @Override
        public Map<String, Object> members() {
            return Map.of("taken", number);
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

    /** As a line of the journal: its time, and its members. */
    default Map<String, Object> written(Instant at) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("at", at.toString());
        line.putAll(members());
        return line;
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
