package com.example.connect.verification.behaviour;

import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.Knob;
import com.example.connect.verification.cloudformation.Ending;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Every operation's calls where nothing goes wrong: also what the benchmark of calls counts. */
public final class CallTable {

    private static final String CLAIM = "ClaimPhoneNumber";
    private static final String SEARCH = "SearchAvailablePhoneNumbers";
    private static final String DESCRIBE = "DescribePhoneNumber";
    private static final String BIND = "AssociatePhoneNumberContactFlow";
    private static final String UNBIND = "DisassociatePhoneNumberContactFlow";
    private static final String FLOW = "BatchGetFlowAssociation";
    private static final String FLOW_ITSELF = "DescribeContactFlow";
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
    public record Variant(
            String name,
            Function<CallStage, Ending> prepared,
            Function<CallStage, Ending> operation,
            List<String> calls,
            String ends) {

        public Ending run(ConnectSimulator connect) {
            CallStage stage = new CallStage(connect);
            stage.made(prepared.apply(stage));
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

    private static Variant create(String name, Function<CallStage, Map<String, Object>> properties, String... calls) {
        return row("create " + name, CallStage::made, stage -> stage.create(properties.apply(stage)), calls);
    }

    private static Variant row(
            String name, Function<CallStage, Ending> prepared, Function<CallStage, Ending> operation, String... calls) {
        return new Variant(name, prepared, operation, List.of(calls), "SUCCESS");
    }

    private static final Function<CallStage, Ending> EXACT = stage -> stage.create(stage.exact());
    private static final Function<CallStage, Ending> TAGGED = stage -> stage.create(stage.tagged());
    private static final Function<CallStage, Ending> BOUND = stage -> stage.create(stage.bound());
    private static final Function<CallStage, Ending> ON_GROUP = stage -> stage.create(stage.onGroup());

    public static final List<Variant> ALL = List.of(
            create("exact", CallStage::exact, CLAIM, DESCRIBE),
            create("exact with statement", CallStage::stated, SEARCH, CLAIM, DESCRIBE),
            create("searched", CallStage::searched, SEARCH, CLAIM, DESCRIBE),
            create("imported", CallStage::imported, "ImportPhoneNumber", DESCRIBE),
            create("with flow", CallStage::bound, FLOW_ITSELF, CLAIM, DESCRIBE, BIND),
            create(
                    "with protection",
                    stage -> CallStage.with(stage.exact(), "ReleaseProtection", true),
                    CLAIM,
                    DESCRIBE,
                    TAG),
            create(
                    "searched with flow, protection, tags and description",
                    stage -> {
                        Map<String, Object> all = stage.tagged(stage.searched());
                        all.putAll(Map.of("Description", "all", "ReleaseProtection", true));
                        return CallStage.with(
                                all, "ContactFlowArn", stage.account().flowArn());
                    },
                    FLOW_ITSELF,
                    SEARCH,
                    CLAIM,
                    DESCRIBE,
                    BIND,
                    TAG),
            create("on a group", CallStage::onGroup, CLAIM, DESCRIBE),
            create(
                    "on a group with flow",
                    stage -> CallStage.with(
                            stage.onGroup(), "ContactFlowArn", stage.account().flowArn()),
                    GROUP,
                    FLOW_ITSELF,
                    CLAIM,
                    DESCRIBE,
                    BIND),
            row("read on an instance", EXACT, CallStage::read, DESCRIBE, FLOW, FLOW),
            row("read of a number with a flow", BOUND, CallStage::read, DESCRIBE, FLOW),
            row("read on a group", ON_GROUP, CallStage::read, DESCRIBE, GROUP, FLOW, FLOW),
            row("list", EXACT, CallStage::list, "ListPhoneNumbersV2"),
            row("update of nothing", EXACT, stage -> stage.update("Type", "TOLL_FREE"), DESCRIBE),
            row("update: tag upserts", EXACT, stage -> stage.update("Tags", CallStage.tags("a", "b")), DESCRIBE, TAG),
            row("update: tag removals", TAGGED, stage -> stage.update("Tags", List.of()), DESCRIBE, UNTAG),
            row(
                    "update: tag upserts and removals",
                    TAGGED,
                    stage -> stage.update("Tags", CallStage.tags("b")),
                    DESCRIBE,
                    TAG,
                    UNTAG),
            row(
                    "update: tags, with a flow",
                    stage -> stage.create(stage.tagged(stage.bound())),
                    stage -> stage.update("Tags", CallStage.tags("b")),
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
                    stage -> stage.update("TargetArn", stage.account().otherInstanceArn()),
                    DESCRIBE,
                    MOVE,
                    DESCRIBE),
            row(
                    "update: move, with a flow",
                    BOUND,
                    stage -> stage.update("TargetArn", stage.account().tdgArn()),
                    DESCRIBE,
                    MOVE,
                    DESCRIBE,
                    FLOW,
                    BIND),
            row(
                    "update: another flow",
                    BOUND,
                    stage -> stage.update("ContactFlowArn", stage.account().secondFlowArn()),
                    DESCRIBE,
                    FLOW,
                    BIND),
            row("update: protection", EXACT, stage -> stage.update("ReleaseProtection", true), DESCRIBE, TAG),
            row("delete", EXACT, CallStage::delete, TAGS, RELEASE, DESCRIBE),
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
                    DESCRIBE,
                    RELEASE,
                    FLOW,
                    UNBIND,
                    RELEASE,
                    DESCRIBE),
            row(
                            "delete of a protected number",
                            stage -> stage.create(CallStage.with(stage.exact(), "ReleaseProtection", true)),
                            CallStage::delete,
                            TAGS)
                    .ending("FAILED"));

    private CallTable() {}

    /** All work of the service takes a second. */
    public static void takeASecond(ConnectSimulator connect) {
        List.of(Knob.CLAIM_TIME, Knob.MOVE_TIME, Knob.METADATA_TIME)
                .forEach(time -> connect.set(time, Duration.ofSeconds(1)));
    }
}
