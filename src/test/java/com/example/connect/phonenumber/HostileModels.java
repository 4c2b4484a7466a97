package com.example.connect.phonenumber;

import com.example.connect.simulator.SimulatedAccount;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Generators of models that no template should have, and of every kind of value in every property. */
final class HostileModels {

    /** In every tag value that is generated, so that the log can be searched for it. */
    static final String TAG_VALUE = "confidential";

    static final List<String> TEXT_PROPERTIES = List.of(
            "TargetArn",
            "InstanceId",
            "PhoneNumber",
            "Type",
            "CountryCode",
            "Prefix",
            "SourcePhoneNumberArn",
            "Description",
            "ContactFlowArn");

    /** What the properties' texts may be, said once more and apart from the provider. */
    private static final Map<String, String> LEGAL = Map.of(
            "TargetArn",
                    "arn:aws:connect:us-east-1:123456789012:(instance|traffic-distribution-group)/[A-Za-z0-9-]{1,100}",
            "InstanceId", "[A-Za-z0-9-]{1,100}",
            "PhoneNumber", "\\+[1-9][0-9]{1,14}",
            "Type", "TOLL_FREE|DID|UIFN|SHARED|THIRD_PARTY_TF|THIRD_PARTY_DID|SHORT_CODE",
            "CountryCode", "[A-Z][A-Z]",
            "Prefix", "\\+[1-9][0-9]{0,10}",
            "SourcePhoneNumberArn", "arn:aws:sms-voice:us-east-1:[0-9]{12}:phone-number/[\\w-]{1,200}",
            "Description", "(?s).{1,500}",
            "ContactFlowArn",
                    "arn:aws:connect:us-east-1:123456789012:instance/[A-Za-z0-9-]{1,100}/contact-flow/[A-Za-z0-9-]{1,500}");

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /**
     * A property and a value that it must not have.
     *
     * @param property as the refusal is to name it
     */
    record Defect(String property, JsonNode value) {
        @Override
        public String toString() {
            String text = value.toString();
            return property + " = " + (text.length() > 300 ? text.substring(0, 300) + "… " + text.length() : text);
        }
    }

    private final SimulatedAccount account;

    HostileModels(SimulatedAccount account) {
        this.account = account;
    }

    /** One property with a value that it must not have; every property as often as any other. */
    Arbitrary<Defect> defects() {
        Arbitrary<Defect> texts = Arbitraries.of(TEXT_PROPERTIES)
                .flatMap(property -> textFor(property)
                        .filter(text -> !text.matches(Objects.requireNonNull(LEGAL.get(property))))
                        .map(text -> new Defect(property, JSON.textNode(text))));
        Arbitrary<Defect> tags = tagsWithADefect().map(value -> new Defect("Tags", value));
        return Arbitraries.frequencyOf(Tuple.of(TEXT_PROPERTIES.size(), texts), Tuple.of(1, tags));
    }

    /** An identifier that no number of the account has. */
    Arbitrary<String> identifiers() {
        return textFor("PhoneNumberArn");
    }

    /** Up to six properties, each with anything that JSON can say. */
    Arbitrary<ObjectNode> anything() {
        Arbitrary<Defect> any = Arbitraries.of(
                        "TargetArn",
                        "InstanceId",
                        "PhoneNumber",
                        "Type",
                        "CountryCode",
                        "Prefix",
                        "SourcePhoneNumberArn",
                        "Description",
                        "ContactFlowArn",
                        "ReleaseProtection",
                        "Tags",
                        "PhoneNumberId",
                        "Address",
                        "Status",
                        "StatusMessage",
                        "PhoneNumberArn")
                .flatMap(property -> valueFor(property).map(value -> new Defect(property, value)));
        return any.list().ofMinSize(1).ofMaxSize(6).map(values -> {
            ObjectNode model = JSON.objectNode();
            values.forEach(value -> model.set(value.property(), value.value()));
            return model;
        });
    }

    private Arbitrary<JsonNode> valueFor(String property) {
        Arbitrary<JsonNode> likely = switch (property) {
            case "Tags" -> Arbitraries.oneOf(tagsWithADefect(), tagList());
            case "ReleaseProtection" -> Arbitraries.of(true, false).map(JSON::booleanNode);
            default -> textFor(property).map(JSON::textNode);
        };
        return Arbitraries.frequencyOf(Tuple.of(6, likely), Tuple.of(1, scalars()), Tuple.of(1, wrongType()));
    }

    private static Arbitrary<JsonNode> scalars() {
        return Arbitraries.oneOf(
                Arbitraries.just(JSON.nullNode()),
                Arbitraries.of(true, false).map(JSON::booleanNode),
                Arbitraries.longs().map(JSON::numberNode),
                Arbitraries.doubles().map(JSON::numberNode));
    }

    private static Arbitrary<JsonNode> wrongType() {
        return Arbitraries.lazyOf(
                HostileModels::scalars,
                () -> texts().map(JSON::textNode),
                () -> wrongType()
                        .list()
                        .ofMaxSize(3)
                        .map(values -> JSON.arrayNode().addAll(values)),
                () -> wrongType().map(value -> JSON.objectNode().set("Key", value)));
    }

    private Arbitrary<String> textFor(String property) {
        Arbitrary<String> special = switch (property) {
            case "TargetArn", "ContactFlowArn", "SourcePhoneNumberArn", "PhoneNumberArn" -> arns();
            case "InstanceId" ->
                Arbitraries.of(
                        account.instanceArn(),
                        account.tdgId(),
                        account.instanceId(),
                        " " + account.instanceId(),
                        "x",
                        "instance/" + account.instanceId(),
                        "a_b",
                        "a".repeat(101));
            case "PhoneNumber", "Prefix" -> phoneNumbers();
            case "Type" -> Arbitraries.of("MOBILE", "toll_free", "TOLL_FREE ", "TOLL FREE", "DID", "DIDS", "UIFN");
            case "CountryCode" -> Arbitraries.of("us", "USA", "U", "U1", "US", "ÜS", "ZZ", " US", "US\n");
            case "Description" -> Arbitraries.of("", "a".repeat(500), "ü".repeat(501), "a".repeat(100_000));
            default -> Arbitraries.of("x");
        };
        return Arbitraries.frequencyOf(Tuple.of(3, special), Tuple.of(1, texts()));
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(60),
                Arbitraries.strings().withCharRange('\u0590', '\u06ff').ofMaxLength(30),
                Arbitraries.strings().ascii().ofMaxLength(600),
                Arbitraries.of(
                        "",
                        " ",
                        "\n",
                        "\u0000",
                        "null",
                        "%s%n%d%",
                        "{{resolve:ssm:x}}",
                        "${x}",
                        "\ud83d\ude00",
                        "\ud800",
                        "../..",
                        "<b>",
                        "'; --",
                        "\u202e",
                        "\\",
                        "\"",
                        "AKIDSECRETLY"),
                Arbitraries.integers().between(1000, 100_000).map("x"::repeat));
    }

    private static Arbitrary<String> phoneNumbers() {
        Arbitrary<String> digits = Arbitraries.strings().numeric().ofMaxLength(20);
        return Arbitraries.oneOf(
                digits,
                digits.map(number -> "+" + number),
                digits.map(number -> "+1 " + number),
                digits.map(number -> " +1" + number),
                digits.map(number -> "+1" + number + "\n"),
                digits.map(number -> "tel:+1" + number),
                digits.map(number -> "+0" + number),
                Arbitraries.of(
                        "+", "++1", "+1-800-555-0123", "(800) 555-0123", "+\uff11\uff18", "\u0661\u0662", "+1e10"),
                Arbitraries.integers().between(15, 20_000).map(length -> "+" + "1".repeat(length)));
    }

    /** ARNs of other partitions, services, Regions, accounts and kinds, right and wrong parts mixed. */
    private Arbitrary<String> arns() {
        Arbitrary<String> partition =
                Arbitraries.of("aws", "aws", "aws", "aws-cn", "aws-us-gov", "aws-iso-b", "", "AWS");
        Arbitrary<String> service =
                Arbitraries.of("connect", "connect", "connect", "sms-voice", "mobiletargeting", "s3", "");
        Arbitrary<String> region = Arbitraries.of(
                "us-east-1",
                "us-east-1",
                "us-east-1",
                "eu-west-2",
                "us-gov-west-1",
                "US-EAST-1",
                "",
                "us-east-1 ",
                "*");
        Arbitrary<String> owner = Arbitraries.of(
                account.account(), account.account(), account.account(), "999999999999", "12345", "", "12345678901x");
        String instance = "instance/" + account.instanceId();
        Arbitrary<String> resource = Arbitraries.of(
                instance,
                "instance/" + account.otherInstanceId(),
                "traffic-distribution-group/" + account.tdgId(),
                "phone-number/" + account.instanceId(),
                instance + "/contact-flow/" + account.instanceId(),
                instance + "/agent/" + account.instanceId(),
                instance + "/contact-flow/",
                instance + "/contact-flow/a/b",
                "contact-flow/x",
                "instance/",
                "instance",
                "phone-number/",
                "phone-number/ ",
                "phone-number/" + "x".repeat(300),
                "");
        Arbitrary<String> built = Combinators.combine(partition, service, region, owner, resource)
                .as((p, s, r, o, kind) -> String.join(":", "arn", p, s, r, o, kind));
        return Arbitraries.frequencyOf(
                Tuple.of(8, built),
                Tuple.of(1, built.map(arn -> " " + arn)),
                Tuple.of(1, built.map(arn -> arn + "\n")),
                Tuple.of(1, Arbitraries.integers().between(1, 50_000).map(n -> "arn:aws" + "-a".repeat(n))),
                Tuple.of(1, Arbitraries.integers().between(1, 50_000).map(n -> "arn:aws:connect:us" + "-a".repeat(n))),
                Tuple.of(
                        1,
                        Arbitraries.integers()
                                .between(1, 5_000)
                                .map(n -> "arn:aws:connect" + ":instance/x".repeat(n))));
    }

    private static ObjectNode tag(String key, String value) {
        return JSON.objectNode().put("Key", key).put("Value", value);
    }

    private static Arbitrary<JsonNode> tagList() {
        return Arbitraries.strings()
                .alpha()
                .ofMinLength(1)
                .ofMaxLength(20)
                .set()
                .ofMaxSize(60)
                .map(keys -> {
                    ArrayNode tags = JSON.arrayNode();
                    keys.forEach(key -> tags.add(tag(key, TAG_VALUE)));
                    return tags;
                });
    }

    /** Tags of which one, at any place, cannot be. */
    private static Arbitrary<JsonNode> tagsWithADefect() {
        Arbitrary<List<ObjectNode>> good = Arbitraries.strings()
                .alpha()
                .ofMinLength(1)
                .ofMaxLength(10)
                .set()
                .ofMaxSize(20)
                .map(keys -> keys.stream().map(key -> tag(key, TAG_VALUE)).toList());
        Arbitrary<List<JsonNode>> bad = Arbitraries.oneOf(
                Arbitraries.of(
                                JSON.nullNode(),
                                JSON.objectNode(),
                                JSON.objectNode().put("Key", "k"),
                                JSON.objectNode().put("Value", TAG_VALUE),
                                JSON.objectNode().put("Key", "k").putNull("Value"),
                                tag("", TAG_VALUE),
                                tag("aws:x", TAG_VALUE),
                                tag(Tags.MARK, TAG_VALUE),
                                tag(Tags.PROTECTION, "true"),
                                tag("k".repeat(129), TAG_VALUE),
                                tag("k".repeat(50_000), TAG_VALUE),
                                tag("k", TAG_VALUE.repeat(30)),
                                tag("k", TAG_VALUE.repeat(5_000)),
                                tag("{}", TAG_VALUE),
                                tag("\ud83d\ude00", TAG_VALUE),
                                tag("\n", TAG_VALUE),
                                tag("%s", TAG_VALUE))
                        .map(tag -> List.<JsonNode>of(tag)),
                Arbitraries.just(List.of(tag("twice", TAG_VALUE), tag("twice", TAG_VALUE + "2"))),
                Arbitraries.integers().between(50, 200).map(HostileModels::many));
        return Combinators.combine(good, bad, Arbitraries.integers().between(0, 20))
                .as((tags, defects, place) -> {
                    ArrayNode all = JSON.arrayNode();
                    tags.forEach(all::add);
                    defects.forEach(defect -> all.insert(Math.min(place, all.size()), defect));
                    return all;
                });
    }

    private static List<JsonNode> many(int count) {
        return IntStream.range(0, count)
                .<JsonNode>mapToObj(i -> tag("key" + i, TAG_VALUE))
                .toList();
    }
}
