package com.example.connect.verification.hostile;

import com.example.connect.simulator.SimulatedAccount;
import com.example.connect.verification.cloudformation.CloudFormation;
import com.example.connect.verification.cloudformation.Templates;
import com.example.connect.verification.contract.Schema;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;

/** Generators of models that no template should have, and of every kind of value in every property. */
public final class HostileModels {

    /** In every tag value that is generated, so that the log can be searched for it. */
    public static final String TAG_VALUE = "confidential";

    public static final List<String> TEXT_PROPERTIES = Schema.writableTexts();

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
    public record Defect(String property, JsonNode value) {

        /** A model that has nothing else wrong. */
        ObjectNode in(Templates templates) {
            Map<String, Object> base = switch (property) {
                case "PhoneNumber" -> templates.exact();
                case "SourcePhoneNumberArn" -> templates.imported();
                default -> templates.searched();
            };
            if (property.equals("InstanceId")) {
                base.remove("TargetArn");
            }
            ObjectNode model = CloudFormation.JSON.valueToTree(base);
            model.set(property, value);
            return model;
        }

        @Override
        public String toString() {
            String text = value.toString();
            return property + " = " + (text.length() > 300 ? text.substring(0, 300) + "… " + text.length() : text);
        }
    }

    private final HostileTexts texts;

    public HostileModels(SimulatedAccount account) {
        this.texts = new HostileTexts(account);
    }

    /** One property with a value that it must not have; every property as often as any other. */
    public Arbitrary<Defect> defects() {
        Arbitrary<Defect> inTexts = Arbitraries.of(TEXT_PROPERTIES)
                .flatMap(property -> texts.of(property)
                        .filter(text -> !text.matches(Objects.requireNonNull(LEGAL.get(property))))
                        .map(text -> new Defect(property, JSON.textNode(text))));
        Arbitrary<Defect> tags = HostileTags.withADefect().map(value -> new Defect("Tags", value));
        return Arbitraries.frequencyOf(Tuple.of(TEXT_PROPERTIES.size(), inTexts), Tuple.of(1, tags));
    }

    /** An identifier that no number of the account has. */
    public Arbitrary<String> identifiers() {
        return texts.of("PhoneNumberArn");
    }

    /** Up to six properties, each with anything that JSON can say. */
    public Arbitrary<ObjectNode> anything() {
        Arbitrary<Defect> any = Arbitraries.of(Schema.properties())
                .flatMap(property -> valueFor(property).map(value -> new Defect(property, value)));
        return any.list().ofMinSize(1).ofMaxSize(6).map(values -> {
            ObjectNode model = JSON.objectNode();
            values.forEach(value -> model.set(value.property(), value.value()));
            return model;
        });
    }

    private Arbitrary<JsonNode> valueFor(String property) {
        Arbitrary<JsonNode> likely = switch (property) {
            case "Tags" -> Arbitraries.oneOf(HostileTags.withADefect(), HostileTags.lists());
            case "ReleaseProtection" -> Arbitraries.of(true, false).map(JSON::booleanNode);
            default -> texts.of(property).map(JSON::textNode);
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
                () -> HostileTexts.any().map(JSON::textNode),
                () -> wrongType()
                        .list()
                        .ofMaxSize(3)
                        .map(values -> JSON.arrayNode().addAll(values)),
                () -> wrongType().map(value -> JSON.objectNode().set("Key", value)));
    }
}
