package com.example.connect.phonenumber;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.phonenumber.CallsTest.Variants.Variant;
import com.example.connect.phonenumber.CloudFormation.Ending;
import com.example.connect.simulator.Call;
import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.Knob;
import com.example.connect.simulator.SimulatorExtension;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every call of Connect that each operation makes, where nothing goes wrong and all work takes a second. */
@ExtendWith(SimulatorExtension.class)
class CallsTest {

    private ConnectSimulator connect;

    @BeforeEach
    void start(ConnectSimulator simulator) {
        connect = simulator;
        takeASecond(connect);
    }

    static void takeASecond(ConnectSimulator connect) {
        List.of(Knob.CLAIM_TIME, Knob.MOVE_TIME, Knob.METADATA_TIME)
                .forEach(time -> connect.set(time, Duration.ofSeconds(1)));
    }

    static Stream<Variant> variants() {
        return Variants.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("variants")
    void areTheFewest(Variant variant) {
        Ending ending = variant.run(connect);

        assertThat(ending.status()).as(ending.event().toString()).isEqualTo(variant.ends());
        assertThat(connect.calls()).extracting(Call::operation).containsExactlyElementsOf(variant.calls());
    }

    /** The table: also what the benchmark of calls counts. */
    static final class Variants {

        private static final String CLAIM = "ClaimPhoneNumber";
        private static final String SEARCH = "SearchAvailablePhoneNumbers";
        private static final String DESCRIBE = "DescribePhoneNumber";
        private static final String BIND = "AssociatePhoneNumberContactFlow";
        private static final String UNBIND = "DisassociatePhoneNumberContactFlow";
        private static final String FLOW = "BatchGetFlowAssociation";
        private static final String GROUP = "DescribeTrafficDistributionGroup";
        private static final String TAG = "TagResource";
        private static final String UNTAG = "UntagResource";
        private static final String TAGS = "ListTagsForResource";
        private static final String MOVE = "UpdatePhoneNumber";
        private static final String METADATA = "UpdatePhoneNumberMetadata";
        private static final String RELEASE = "ReleasePhoneNumber";

        /**
         * @param prepared makes what the operation is on; its calls do not count
         * @param operation what is counted, given what the preparation answered
         */
        record Variant(
                String name,
                Function<Stage, Ending> prepared,
                Function<Stage, Ending> operation,
                List<String> calls,
                String ends) {

            Ending run(ConnectSimulator connect) {
                Stage stage = new Stage(connect);
                stage.made = prepared.apply(stage);
                connect.clearCalls();
                return operation.apply(stage);
            }

            Variant ending(String status) {
                return new Variant(name, prepared, operation, calls, status);
            }

            @Override
            public String toString() {
                return name;
            }
        }

        /** What a variant works with. */
        static final class Stage {
            private final ConnectSimulator connect;
            private final CloudFormation cfn;
            private Ending made;
            private Map<String, Object> template = Map.of();

            Stage(ConnectSimulator connect) {
                this.connect = connect;
                this.cfn = new CloudFormation(connect);
                this.made = cfn.list(Map.of(), null);
            }

            Ending create(Map<String, Object> properties) {
                template = properties;
                return cfn.create("Number", properties);
            }

            Ending update(String property, Object value) {
                Map<String, Object> after = new HashMap<>(template);
                after.put(property, value);
                String arn = made.property("PhoneNumberArn");
                return cfn.update("Number", CloudFormation.model(arn, template), CloudFormation.model(arn, after));
            }

            Ending read() {
                return cfn.read(made.property("PhoneNumberArn"));
            }

            Ending delete() {
                return cfn.delete("Number", made.property("PhoneNumberArn"));
            }

            Stage boundIsReleased(boolean released) {
                connect.set(Knob.RELEASE_BOUND, released);
                return this;
            }

            Map<String, Object> exact() {
                return new Templates(connect).exact();
            }

            Map<String, Object> searched() {
                return new Templates(connect).searched();
            }

            Map<String, Object> stated() {
                return with(with(exact(), "Type", "TOLL_FREE"), "CountryCode", "US");
            }

            Map<String, Object> bound() {
                return with(exact(), "ContactFlowArn", connect.account().flowArn());
            }

            Map<String, Object> onGroup() {
                return with(exact(), "TargetArn", connect.account().tdgArn());
            }

            Map<String, Object> tagged() {
                return with(exact(), "Tags", tags("a"));
            }

            Map<String, Object> tagged(Map<String, Object> properties) {
                return with(properties, "Tags", tags("a"));
            }

            static List<Map<String, String>> tags(String... keys) {
                return Stream.of(keys)
                        .map(key -> Map.of("Key", key, "Value", "1"))
                        .toList();
            }

            static Map<String, Object> with(Map<String, Object> properties, String name, Object value) {
                properties.put(name, value);
                return properties;
            }
        }

        private static Variant create(String name, Function<Stage, Map<String, Object>> properties, String... calls) {
            return row("create " + name, stage -> stage.made, stage -> stage.create(properties.apply(stage)), calls);
        }

        private static Variant row(
                String name, Function<Stage, Ending> prepared, Function<Stage, Ending> operation, String... calls) {
            return new Variant(name, prepared, operation, List.of(calls), "SUCCESS");
        }

        private static final Function<Stage, Ending> EXACT = stage -> stage.create(stage.exact());
        private static final Function<Stage, Ending> TAGGED = stage -> stage.create(stage.tagged());
        private static final Function<Stage, Ending> BOUND = stage -> stage.create(stage.bound());
        private static final Function<Stage, Ending> ON_GROUP = stage -> stage.create(stage.onGroup());

        static final List<Variant> ALL = List.of(
                create("exact", Stage::exact, CLAIM, DESCRIBE),
                create("exact with statement", Stage::stated, SEARCH, CLAIM, DESCRIBE),
                create("searched", Stage::searched, SEARCH, CLAIM, DESCRIBE),
                create("imported", stage -> new Templates(stage.connect).imported(), "ImportPhoneNumber", DESCRIBE),
                create("with flow", Stage::bound, CLAIM, DESCRIBE, BIND),
                create(
                        "with protection",
                        stage -> Stage.with(stage.exact(), "ReleaseProtection", true),
                        CLAIM,
                        DESCRIBE,
                        TAG),
                create(
                        "searched with flow, protection, tags and description",
                        stage -> {
                            Map<String, Object> all = stage.tagged(stage.searched());
                            all.putAll(Map.of("Description", "all", "ReleaseProtection", true));
                            return Stage.with(
                                    all,
                                    "ContactFlowArn",
                                    stage.connect.account().flowArn());
                        },
                        SEARCH,
                        CLAIM,
                        DESCRIBE,
                        BIND,
                        TAG),
                create("on a group", Stage::onGroup, CLAIM, DESCRIBE),
                row("read on an instance", EXACT, Stage::read, DESCRIBE, FLOW),
                row("read on a group", ON_GROUP, Stage::read, DESCRIBE, GROUP, FLOW),
                row("list", EXACT, stage -> stage.cfn.list(Map.of(), null), "ListPhoneNumbersV2"),
                row("update of nothing", EXACT, stage -> stage.update("Type", "TOLL_FREE"), DESCRIBE),
                row("update: tag upserts", EXACT, stage -> stage.update("Tags", Stage.tags("a", "b")), DESCRIBE, TAG),
                row("update: tag removals", TAGGED, stage -> stage.update("Tags", List.of()), DESCRIBE, UNTAG),
                row(
                        "update: tag upserts and removals",
                        TAGGED,
                        stage -> stage.update("Tags", Stage.tags("b")),
                        DESCRIBE,
                        TAG,
                        UNTAG),
                row(
                        "update: tags, with a flow",
                        stage -> stage.create(stage.tagged(stage.bound())),
                        stage -> stage.update("Tags", Stage.tags("b")),
                        DESCRIBE,
                        FLOW,
                        TAG,
                        UNTAG),
                row(
                        "update: description",
                        EXACT,
                        stage -> stage.update("Description", "new"),
                        DESCRIBE,
                        METADATA,
                        DESCRIBE),
                row(
                        "update: move",
                        EXACT,
                        stage -> stage.update(
                                "TargetArn", stage.connect.account().otherInstanceArn()),
                        DESCRIBE,
                        MOVE,
                        DESCRIBE),
                row(
                        "update: move, with a flow",
                        BOUND,
                        stage -> stage.update(
                                "TargetArn", stage.connect.account().tdgArn()),
                        DESCRIBE,
                        MOVE,
                        DESCRIBE,
                        FLOW,
                        BIND),
                row(
                        "update: another flow",
                        BOUND,
                        stage -> stage.update(
                                "ContactFlowArn", stage.connect.account().secondFlowArn()),
                        DESCRIBE,
                        FLOW,
                        BIND),
                row("update: protection", EXACT, stage -> stage.update("ReleaseProtection", true), DESCRIBE, TAG),
                row("delete", EXACT, Stage::delete, TAGS, RELEASE, DESCRIBE),
                row(
                        "delete with a flow, released as it is",
                        BOUND,
                        stage -> stage.boundIsReleased(true).delete(),
                        TAGS,
                        RELEASE,
                        DESCRIBE),
                row(
                        "delete with a flow, released only unbound",
                        BOUND,
                        stage -> stage.boundIsReleased(false).delete(),
                        TAGS,
                        RELEASE,
                        DESCRIBE,
                        FLOW,
                        UNBIND,
                        RELEASE,
                        DESCRIBE),
                row(
                                "delete of a protected number",
                                stage -> stage.create(Stage.with(stage.exact(), "ReleaseProtection", true)),
                                Stage::delete,
                                TAGS)
                        .ending("FAILED"));

        private Variants() {}
    }
}
