package com.example.connect.phonenumber;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.connect.model.PhoneNumberType;

/**
 * What the template says, checked. Rules that join properties are here and not in the schema, because RPDK's message
 * for a schema combiner is unreadable. The bounds are those of the service model; they are checked again because RPDK
 * checks no request against the schema once an operation is under way.
 *
 * @param description empty where the template has none
 * @param flow the contact flow; empty where the template has none
 * @param tags the resource's and the stack's, together
 */
record DesiredState(Optional<String> description, Optional<FlowArn> flow, Map<String, String> tags) {

    private static final int LONGEST_DESCRIPTION = 500;
    private static final int LONGEST_TAG_KEY = 128;
    private static final int LONGEST_TAG_VALUE = 256;

    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{1,14}");
    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
    private static final Pattern PREFIX = Pattern.compile("\\+[1-9][0-9]{0,10}");
    private static final Pattern SOURCE =
            Pattern.compile("arn:(aws[a-z-]{0,20}):sms-voice:([a-z0-9-]+):[0-9]{12}:phone-number/[A-Za-z0-9_-]{1,200}");
    private static final Pattern TAG_KEY = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*");

    /** The state that a request desires. Throws a {@link Refusal} where a property breaks its bounds. */
    static DesiredState of(Request request) {
        ResourceModel model = request.model();
        checkShapes(model);
        checkSource(request.home(), model.getSourcePhoneNumberArn());
        checkDescription(model.getDescription());
        return new DesiredState(
                Optional.ofNullable(model.getDescription()),
                flow(request.home(), model.getContactFlowArn()),
                tags(request.tags().desired(), model));
    }

    /** What a claim says besides the number: the mark tells afterwards whose claim it was. */
    ClaimTerms terms(Claimant claimant, Attempt attempt) {
        Map<String, String> marked = new LinkedHashMap<>(tags);
        marked.put(Tags.MARK, claimant.identity().mark());
        String token = claimant.identity().clientToken(TokenPurpose.claim(attempt));
        return new ClaimTerms(claimant.target(), description, marked, token);
    }

    /** Checks the form of the properties that choose a number. */
    static void checkShapes(ResourceModel model) {
        checkShape(
                "PhoneNumber",
                model.getPhoneNumber(),
                E164,
                "E.164: +, country code and subscriber number, up to"
                        + " 15 digits and nothing else, for example +18005550123");
        checkShape(
                "CountryCode",
                model.getCountryCode(),
                COUNTRY,
                "an ISO country code: two capital letters, for example US");
        checkType(model.getType());
        checkShape(
                "Prefix", model.getPrefix(), PREFIX, "+, country code and up to 11 digits in all, for example +1206");
    }

    private static Optional<FlowArn> flow(Home home, @Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        FlowArn flow = FlowArn.parse(text)
                .orElseThrow(() -> Refusal.invalid(
                        "ContactFlowArn %s is not the ARN of a contact flow: write"
                                + " arn:PARTITION:connect:REGION:ACCOUNT:instance/ID/contact-flow/ID.",
                        Refusal.quote(text)));
        home.checkOwns("ContactFlowArn", flow.instance());
        return Optional.of(flow);
    }

    /** How a create chooses its number. The model must give exactly one way. */
    static NumberChoice choice(ResourceModel model) {
        if (model.getPhoneNumberArn() != null) {
            // An event would show another resource's number as this one's, and a clean-up would release that number.
            throw Refusal.invalid(
                    "PhoneNumberArn %s is given to a create, and only Amazon Connect assigns it: remove it, or import the"
                            + " number.",
                    Refusal.quote(model.getPhoneNumberArn()));
        }
        if (model.getSourcePhoneNumberArn() != null) {
            return imported(model);
        }
        if ((model.getType() == null) != (model.getCountryCode() == null)) {
            throw Refusal.invalid(
                    model.getType() == null
                            ? "CountryCode is given without Type: give both, or neither beside PhoneNumber."
                            : "Type is given without CountryCode: give both, or neither beside PhoneNumber.");
        }
        Optional<Search> search = Optional.ofNullable(model.getType())
                .map(type -> new Search(type, model.getCountryCode(), Optional.ofNullable(model.getPrefix())));
        if (model.getPhoneNumber() == null) {
            return search.map(SearchedNumber::new)
                    .orElseThrow(() -> Refusal.invalid("No way to choose a number is given: give PhoneNumber for one"
                            + " exact number, Type and CountryCode (and Prefix) to search for one, or"
                            + " SourcePhoneNumberArn to import one."));
        }
        if (model.getPrefix() != null) {
            throw Refusal.invalid(
                    "PhoneNumber and Prefix are both given: give PhoneNumber for one exact number, or Prefix"
                            + " with Type and CountryCode to search for one.");
        }
        return new ExactNumber(model.getPhoneNumber(), search);
    }

    private static NumberChoice imported(ResourceModel model) {
        String source = model.getSourcePhoneNumberArn();
        boolean alone = Stream.of(model.getPhoneNumber(), model.getType(), model.getCountryCode(), model.getPrefix())
                .allMatch(Objects::isNull);
        if (!alone) {
            throw Refusal.invalid(
                    "SourcePhoneNumberArn is given beside PhoneNumber, Type, CountryCode or Prefix: give it"
                            + " alone to import that number, or remove it to claim one.");
        }
        return new ImportedNumber(source);
    }

    /** Refuses more tags than a number can carry. */
    static void checkTagCount(int count) {
        if (count > Tags.LIMIT) {
            throw Refusal.invalid(
                    "Tags: the number would carry %d tags, and Amazon Connect allows %d. The resource's tags, the stack's"
                            + " tags, aws: tags and this type's own mark all count: remove %d.",
                    count, Tags.LIMIT, count - Tags.LIMIT);
        }
    }

    private static void checkShape(String property, @Nullable String value, Pattern shape, String remedy) {
        if (value != null && !shape.matcher(value).matches()) {
            throw Refusal.invalid("%s %s cannot be used: write %s.", property, Refusal.quote(value), remedy);
        }
    }

    private static void checkType(@Nullable String type) {
        Set<PhoneNumberType> known = PhoneNumberType.knownValues();
        if (type != null && known.stream().noneMatch(each -> each.toString().equals(type))) {
            throw Refusal.invalid(
                    "Type %s cannot be used: write one of %s.",
                    Refusal.quote(type),
                    known.stream().map(PhoneNumberType::toString).sorted().collect(Collectors.joining(", ")));
        }
    }

    /** The account is not checked: one account can share its numbers with another. */
    private static void checkSource(Home home, @Nullable String source) {
        if (source == null) {
            return;
        }
        Matcher arn = SOURCE.matcher(source);
        if (!arn.matches()) {
            throw Refusal.invalid(
                    "SourcePhoneNumberArn %s cannot be used: write the ARN of a number in AWS End User Messaging,"
                            + " arn:PARTITION:sms-voice:REGION:ACCOUNT:phone-number/ID.",
                    Refusal.quote(source));
        }
        home.checkPlace("SourcePhoneNumberArn", arn.group(1), arn.group(2));
    }

    private static void checkDescription(@Nullable String description) {
        if (description != null && (description.isEmpty() || description.length() > LONGEST_DESCRIPTION)) {
            throw Refusal.invalid(
                    "Description has %d characters: write 1 to %d, or remove the property.",
                    description.length(), LONGEST_DESCRIPTION);
        }
    }

    private static Map<String, String> tags(Map<String, String> collected, ResourceModel model) {
        Map<String, String> tags = new LinkedHashMap<>(collected);
        // Service Catalog gives a stack tags that begin with aws:, and no user can remove them from it.
        tags.keySet().removeIf(Tags::isAmazons);
        checkListed(model);
        tags.putAll(Tags.of(model));
        tags.forEach(DesiredState::checkTag);
        return tags;
    }

    private static void checkListed(ResourceModel model) {
        Set<String> keys = new HashSet<>();
        for (@Nullable Tag tag : Optional.ofNullable(model.getTags()).orElse(Set.of())) {
            if (tag == null || tag.getKey() == null || tag.getValue() == null) {
                throw Refusal.invalid("Tags: a tag lacks its Key or its Value: give both.");
            }
            if (!keys.add(tag.getKey())) {
                throw Refusal.invalid("Tags: the key %s is given twice: keep one.", Refusal.quote(tag.getKey()));
            }
        }
    }

    private static void checkTag(String key, @Nullable String value) {
        if (Tags.isReserved(key)) {
            throw Refusal.invalid(
                    "Tags: the key %s is reserved: keys that begin with aws: are Amazon's and keys that begin with %s are"
                            + " this resource type's own; choose another key.",
                    Refusal.quote(key), Tags.RESERVED_PREFIX);
        }
        if (key.isEmpty()
                || key.length() > LONGEST_TAG_KEY
                || !TAG_KEY.matcher(key).matches()) {
            throw Refusal.invalid(
                    "Tags: the key %s cannot be used: write 1 to %d letters, digits, spaces and any of _.:/=+-@.",
                    Refusal.quote(key), LONGEST_TAG_KEY);
        }
        if (value == null || value.length() > LONGEST_TAG_VALUE) {
            throw Refusal.invalid(
                    "Tags: the value of %s cannot be used: write up to %d characters.",
                    Refusal.quote(key), LONGEST_TAG_VALUE);
        }
    }
}
