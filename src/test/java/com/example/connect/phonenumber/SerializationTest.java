package com.example.connect.phonenumber;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
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

    private static final int MOST_BYTES = 10_000;

    private final Serializer serializer = new Serializer();

    private static Arbitrary<String> text() {
        return Arbitraries.strings().ofMaxLength(40).injectNull(0.3);
    }

    /** As long as each can be: a number, an ARN, a stage's name, a token of List. */
    @Provide
    Arbitrary<CallbackContext> contexts() {
        Arbitrary<Integer> seconds = Arbitraries.integers().between(0, 3600);
        Arbitrary<Boolean> flag = Arbitraries.of(true, false);
        return Builders.withBuilder(CallbackContext::new)
                .use(seconds)
                .inSetter(CallbackContext::setWaited)
                .use(text())
                .inSetter(CallbackContext::setStage)
                .use(seconds)
                .inSetter(CallbackContext::setStageWaited)
                .use(seconds)
                .inSetter(CallbackContext::setTroubles)
                .use(Arbitraries.integers().between(0, Claim.MOST_ATTEMPTS))
                .inSetter(CallbackContext::setAttempt)
                .use(text())
                .inSetter(CallbackContext::setChoice)
                .use(Arbitraries.strings().numeric().ofMaxLength(16).list().ofMaxSize(Claim.MOST_ATTEMPTS))
                .inSetter((context, lost) -> context.setLost(new ArrayList<>(lost)))
                .use(flag)
                .inSetter(CallbackContext::setInDoubt)
                .use(flag)
                .inSetter(CallbackContext::setProven)
                .use(Arbitraries.strings().ofMaxLength(2000).injectNull(0.3))
                .inSetter(CallbackContext::setLookToken)
                .use(text())
                .inSetter(CallbackContext::setPhoneNumberArn)
                .use(flag)
                .inSetter(CallbackContext::setBound)
                .use(flag)
                .inSetter(CallbackContext::setProtecting)
                .use(flag)
                .inSetter(CallbackContext::setSeen)
                .use(text())
                .inSetter(CallbackContext::setAccepted)
                .use(flag)
                .inSetter(CallbackContext::setFailedBefore)
                .build();
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
    void aContextSurvivesAndStaysUnderTenKilobytes(@ForAll("contexts") CallbackContext context) throws IOException {
        String json = serializer.serialize(context);

        CallbackContext read = serializer.deserialize(json, new TypeReference<>() {});

        assertThat(read).isEqualTo(context);
        assertThat(json.getBytes(StandardCharsets.UTF_8).length).isLessThan(MOST_BYTES);
    }

    @Property
    void aModelSurvives(@ForAll("models") ResourceModel model) throws IOException {
        ResourceModel read = serializer.deserialize(serializer.serialize(model), new TypeReference<>() {});

        assertThat(read).isEqualTo(model);
    }
}
