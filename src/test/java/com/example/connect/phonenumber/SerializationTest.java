package com.example.connect.phonenumber;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Builders;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import software.amazon.cloudformation.resource.Serializer;

/** What one invocation hands to the next survives the way through RPDK's own serializer. */
class SerializationTest {

    // Belief (guess; cloudformation): A callback context of up to 10 KB is kept from one invocation to the next.
    // Source: the guide asks for a small one and names no bound. Test:
    // SerializationTest#aContextSurvivesAndStaysUnderTenKilobytes.
    private static final int MOST_BYTES = 10_000;

    private final Serializer serializer = new Serializer();

    private static Arbitrary<String> text() {
        return Arbitraries.strings().ofMaxLength(40).injectNull(0.3);
    }

    private static Arbitrary<String> number() {
        return Arbitraries.strings().numeric().ofMaxLength(16);
    }

    /** More than CloudFormation's deadline leaves time for. */
    private static final int MOST_ATTEMPTS = 10;

    private static Arbitrary<Boolean> flag() {
        return Arbitraries.of(true, false);
    }

    private static Arbitrary<String> arn() {
        return Arbitraries.strings().ofMaxLength(200);
    }

    private static Arbitrary<Optional<Bookmark>> bookmarks() {
        return Combinators.combine(Arbitraries.strings().ofMaxLength(2000).optional(0.7), flag(), flag())
                .as(Bookmark::new)
                .optional(0.7);
    }

    private static Arbitrary<Attempt> attempts() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, MOST_ATTEMPTS),
                        number().list().ofMaxSize(MOST_ATTEMPTS))
                .as(Attempt::new);
    }

    private static Arbitrary<Deleting.Trace> traces() {
        return Combinators.combine(flag(), arn().optional(0.5)).as(Deleting.Trace::new);
    }

    private static Arbitrary<Phase> phases() {
        Arbitrary<Updating.Changing> changing = Combinators.combine(
                        Arbitraries.of(Updating.Change.class),
                        Arbitraries.integers().between(0, 100),
                        flag(),
                        flag())
                .as(Updating.Changing::new);
        return Arbitraries.<Phase>oneOf(List.of(
                bookmarks().<Phase>map(Creating.Checking::new),
                Combinators.combine(attempts(), bookmarks()).<Phase>as(Creating.Choosing::new),
                Combinators.combine(attempts(), number(), flag(), bookmarks()).<Phase>as(Creating.Claiming::new),
                bookmarks().<Phase>map(search -> new Creating.Recovering(search.orElse(Bookmark.START))),
                arn().<Phase>map(Creating.Appearing::new),
                Combinators.combine(arn(), flag()).<Phase>as(Creating.Stabilizing::new),
                Combinators.combine(arn(), flag()).<Phase>as(Creating.Vanished::new),
                flag().<Phase>map(Updating.Comparing::new),
                Arbitraries.just(new Updating.Blocked()),
                changing.<Phase>map(each -> each),
                Combinators.combine(flag(), changing.optional(0.5)).<Phase>as(Updating.Disappeared::new),
                Arbitraries.just(new Updating.Agreeing()),
                traces().<Phase>map(Deleting.Releasing::new),
                traces().<Phase>map(Deleting.Missing::new),
                traces().<Phase>map(Deleting.Busy::new),
                traces().<Phase>map(Deleting.Released::new)));
    }

    /** As long as each can be: a number, an ARN, a token of List. */
    @Provide
    Arbitrary<Envelope> envelopes() {
        Arbitrary<Integer> seconds = Arbitraries.integers().between(0, 3600);
        Arbitrary<Optional<Trouble>> troubles = Combinators.combine(
                        Arbitraries.strings().ofMaxLength(40),
                        seconds,
                        Arbitraries.strings().ofMaxLength(500),
                        Arbitraries.maps(Arbitraries.strings().alpha().ofMaxLength(40), seconds)
                                .ofMaxSize(3))
                .as(Trouble::new)
                .optional(0.5);
        Arbitrary<OperationClock> clocks = Combinators.combine(seconds, seconds, seconds, troubles)
                .as((waited, phaseBegan, throttled, trouble) -> new OperationClock(
                        1_800_000_000L + waited,
                        0,
                        waited,
                        phaseBegan,
                        throttled,
                        trouble,
                        trouble.map(fault -> Map.of(fault.call(), phaseBegan)).orElse(Map.of()),
                        throttled));
        return Combinators.combine(clocks, phases()).as(Envelope::new);
    }

    @Provide
    Arbitrary<ResourceModel> models() {
        Arbitrary<Set<Tag>> tags = Combinators.combine(
                        Arbitraries.strings().ofMaxLength(20),
                        Arbitraries.strings().ofMaxLength(20))
                .as(Tag::new)
                .set()
                .ofMaxSize(50)
                .<Set<Tag>>map(LinkedHashSet::new)
                .injectNull(0.3);
        return Builders.withBuilder(ResourceModel::new)
                .use(text())
                .inSetter(ResourceModel::setTargetArn)
                .use(text())
                .inSetter(ResourceModel::setInstanceId)
                .use(text())
                .inSetter(ResourceModel::setPhoneNumber)
                .use(text())
                .inSetter(ResourceModel::setType)
                .use(text())
                .inSetter(ResourceModel::setCountryCode)
                .use(text())
                .inSetter(ResourceModel::setPrefix)
                .use(text())
                .inSetter(ResourceModel::setSourcePhoneNumberArn)
                .use(text())
                .inSetter(ResourceModel::setDescription)
                .use(text())
                .inSetter(ResourceModel::setContactFlowArn)
                .use(Arbitraries.of(true, false).injectNull(0.3))
                .inSetter(ResourceModel::setReleaseProtection)
                .use(tags)
                .inSetter(ResourceModel::setTags)
                .use(text())
                .inSetter(ResourceModel::setPhoneNumberArn)
                .use(text())
                .inSetter(ResourceModel::setPhoneNumberId)
                .build();
    }

    @Property
    void aContextSurvivesAndStaysUnderTenKilobytes(@ForAll("envelopes") Envelope envelope) throws IOException {
        String json = serializer.serialize(ContextCodec.write(envelope));

        CallbackContext carried = serializer.deserialize(json, new TypeReference<>() {});
        Envelope read = ContextCodec.read(carried).orElseThrow();

        assertThat(read.phase()).isEqualTo(envelope.phase());
        assertThat(read.clock())
                .usingRecursiveComparison()
                .ignoringFields("now")
                .isEqualTo(envelope.clock());
        assertThat(json.getBytes(StandardCharsets.UTF_8).length).isLessThan(MOST_BYTES);
    }

    @Property
    void aModelSurvives(@ForAll("models") ResourceModel model) throws IOException {
        ResourceModel read = serializer.deserialize(serializer.serialize(model), new TypeReference<>() {});

        assertThat(read).isEqualTo(model);
    }
}
