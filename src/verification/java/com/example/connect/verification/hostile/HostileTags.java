package com.example.connect.verification.hostile;

import com.example.connect.verification.contract.PublicTags;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Generators of lists of tags. */
final class HostileTags {

    private static final String VALUE = HostileModels.TAG_VALUE;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private HostileTags() {}

    private static ObjectNode tag(String key, String value) {
        return JSON.objectNode().put("Key", key).put("Value", value);
    }

    /** Tags that can be, too many ones among them. */
    static Arbitrary<JsonNode> lists() {
        return Arbitraries.strings()
                .alpha()
                .ofMinLength(1)
                .ofMaxLength(20)
                .set()
                .ofMaxSize(60)
                .map(keys -> {
                    ArrayNode tags = JSON.arrayNode();
                    keys.forEach(key -> tags.add(tag(key, VALUE)));
                    return tags;
                });
    }

    /** Tags of which one, at any place, cannot be. */
    static Arbitrary<JsonNode> withADefect() {
        Arbitrary<List<ObjectNode>> good = Arbitraries.strings()
                .alpha()
                .ofMinLength(1)
                .ofMaxLength(10)
                .set()
                .ofMaxSize(20)
                .map(keys -> keys.stream().map(key -> tag(key, VALUE)).toList());
        return Combinators.combine(good, defects(), Arbitraries.integers().between(0, 20))
                .as((tags, defects, place) -> {
                    ArrayNode all = JSON.arrayNode();
                    tags.forEach(all::add);
                    defects.forEach(defect -> all.insert(Math.min(place, all.size()), defect));
                    return all;
                });
    }

    private static List<JsonNode> many(int count) {
        return IntStream.range(0, count)
                .<JsonNode>mapToObj(i -> tag("key" + i, VALUE))
                .toList();
    }

    private static Arbitrary<List<JsonNode>> defects() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                                JSON.nullNode(),
                                JSON.objectNode(),
                                JSON.objectNode().put("Key", "k"),
                                JSON.objectNode().put("Value", VALUE),
                                JSON.objectNode().put("Key", "k").putNull("Value"),
                                tag("", VALUE),
                                tag("aws:x", VALUE),
                                tag(PublicTags.MARK, VALUE),
                                tag(PublicTags.PROTECTION, "true"),
                                tag("k".repeat(129), VALUE),
                                tag("k".repeat(50_000), VALUE),
                                tag("k", VALUE.repeat(30)),
                                tag("k", VALUE.repeat(5_000)),
                                tag("{}", VALUE),
                                tag("\ud83d\ude00", VALUE),
                                tag("\n", VALUE),
                                tag("%s", VALUE))
                        .map(tag -> List.<JsonNode>of(tag)),
                Arbitraries.just(List.of(tag("twice", VALUE), tag("twice", VALUE + "2"))),
                Arbitraries.integers().between(50, 200).map(HostileTags::many));
    }
}
