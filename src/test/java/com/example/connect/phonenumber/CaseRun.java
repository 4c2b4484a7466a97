package com.example.connect.phonenumber;

import com.example.connect.phonenumber.CloudFormation.Ending;
import com.example.connect.phonenumber.FaultCase.Recovery;
import com.example.connect.phonenumber.FaultCase.Strike;
import com.example.connect.phonenumber.Law.Breach;
import com.example.connect.simulator.Call;
import com.example.connect.simulator.CallListener;
import com.example.connect.simulator.Clients;
import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.HeldNumber;
import com.example.connect.simulator.Knob;
import com.example.connect.simulator.NumberState;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.connect.ConnectClient;
import software.amazon.awssdk.services.connect.model.ResourceNotFoundException;

/** Runs one case of the fault matrix and judges it by the laws, on the simulator's state. */
final class CaseRun {

    /** The schema's time-out of every operation, in seconds. */
    private static final int TIME_OUT = 60 * 60;

    private static final int MOST_INVOCATIONS = 120;
    private static final int LARGEST_CONTEXT = 10_000;
    private static final int THROTTLED = 429;
    private static final String LOGICAL_ID = "Number";
    private static final String DENIED = "is not authorized to perform this action";

    /** A tag that somebody else has put on the number. */
    private static final Map<String, String> FOREIGN = Map.of("somebody", "else");

    static final Set<String> READING = Set.of(
            "DescribePhoneNumber",
            "BatchGetFlowAssociation",
            "DescribeTrafficDistributionGroup",
            "ListPhoneNumbersV2",
            "SearchAvailablePhoneNumbers");
    private static final Set<String> CLAIMING = Set.of("ClaimPhoneNumber", "ImportPhoneNumber");

    private final ConnectSimulator connect;
    private final FaultCase fault;
    private final Scenario scenario;
    private final CloudFormation cfn;
    private final List<Breach> breaches = new ArrayList<>();
    private String arn = "";
    private String bystander = "";
    private Optional<NumberState> bystanderState = Optional.empty();
    private long claimsBefore;
    private List<String> rivalTakes = List.of();
    private List<Call> calls = List.of();
    private int ownCalls;
    private Optional<Ending> ending = Optional.empty();

    private CaseRun(ConnectSimulator connect, FaultCase fault) {
        this.connect = connect;
        this.fault = fault;
        this.scenario = fault.scenario();
        connect.reset(fault.tokens().in(scenario.knobs()));
        this.cfn = new CloudFormation(connect).retrying();
        if (fault.deadline()) {
            cfn.withIdentifierDeadline();
        }
    }

    /** @param clean how the scenario ends without a fault; empty in that very run */
    static CaseRun of(ConnectSimulator connect, FaultCase fault, Optional<Ending> clean) {
        CaseRun run = new CaseRun(connect, fault);
        run.prepare();
        try {
            run.operate(clean);
        } catch (CloudFormation.DoesNotEnd endless) {
            run.breach(Law.EVERYTHING_ENDS, String.valueOf(endless.getMessage()));
        }
        run.calls = connect.calls();
        run.checkOthers();
        return run;
    }

    List<Breach> breaches() {
        return breaches;
    }

    /** How the operation itself ended, before any clean-up or second run; empty where it did not. */
    Optional<Ending> ending() {
        return ending;
    }

    /** The calls of the operation and of what CloudFormation did after it. */
    List<Call> calls() {
        return calls;
    }

    /** The calls of the operation itself. */
    List<Call> ownCalls() {
        return calls.subList(0, ownCalls);
    }

    /** The calls of what CloudFormation did after it: a clean-up, a second run, a rollback. */
    List<Call> laterCalls() {
        return calls.subList(ownCalls, calls.size());
    }

    FaultCase faultCase() {
        return fault;
    }

    /** Whether a ClientToken that Connect had accepted was sent again: what the service does with tokens has mattered. */
    boolean usesATokenTwice() {
        Set<String> accepted = new HashSet<>();
        for (Call call : calls) {
            Optional<String> token = call.parameter("ClientToken").or(() -> call.parameter("clientToken"));
            String use = call.operation() + token.orElse("");
            if (accepted.contains(use)) {
                return true;
            }
            if (token.isPresent() && call.effect()) {
                accepted.add(use);
            }
        }
        return false;
    }

    /** The calls that claim, carried out or not. */
    List<Call> claims() {
        return calls.stream()
                .filter(call -> CLAIMING.contains(call.operation()))
                .toList();
    }

    private void prepare() {
        Map<String, Object> other =
                Map.of("TargetArn", connect.account().instanceArn(), "PhoneNumber", Scenarios.BYSTANDER);
        bystander = claim(other, Map.of("owner", "another resource"));
        wait(600);
        scenario.before().accept(connect);
        scenario.given().ifPresent(this::give);
        bystanderState = Optional.of(connect.number(bystander).orElseThrow().state());
        claimsBefore = connect.claimsMade();
        if (scenario.rival()) {
            letARivalTakeWhatTheFirstSearchOffers();
        }
        connect.clearCalls();
        connect.listen(new Watch());
        fault.strikes().forEach(strike -> connect.script(strike.trouble()));
    }

    private void give(Map<String, Object> properties) {
        Map<String, String> tags = new HashMap<>(FOREIGN);
        tags.put(Tags.MARK, "0123456789abcdef0123456789abcdef");
        tags.putAll(Scenario.tagsOf(properties));
        if (Boolean.TRUE.equals(properties.get("ReleaseProtection"))) {
            tags.putAll(Tags.PROTECTED);
        }
        arn = claim(properties, tags);
        FlowArn.parse((String) properties.get("ContactFlowArn")).ifPresent(flow -> {
            wait(60);
            client(connect)
                    .associatePhoneNumberContactFlow(a -> a.phoneNumberId(arn)
                            .instanceId(flow.instance().id())
                            .contactFlowId(flow.id()));
        });
        wait(scenario.age());
    }

    private String claim(Map<String, Object> properties, Map<String, String> tags) {
        return client(connect)
                .claimPhoneNumber(claim -> claim.targetArn((String) properties.get("TargetArn"))
                        .phoneNumber((String) properties.get("PhoneNumber"))
                        .phoneNumberDescription((String) properties.get("Description"))
                        .tags(tags))
                .phoneNumberArn();
    }

    private void letARivalTakeWhatTheFirstSearchOffers() {
        rivalTakes = client(connect)
                .searchAvailablePhoneNumbers(search -> search.targetArn(
                                (String) scenario.desired().get("TargetArn"))
                        .phoneNumberType((String) scenario.desired().get("Type"))
                        .phoneNumberCountryCode((String) scenario.desired().get("CountryCode"))
                        .maxResults(10))
                .availableNumbersList()
                .stream()
                .map(available -> available.phoneNumber())
                .toList();
    }

    private void wait(int seconds) {
        connect.advance(Duration.ofSeconds(seconds));
    }

    private void operate(Optional<Ending> clean) {
        switch (scenario.action()) {
            case CREATE -> create(clean);
            case UPDATE -> update(clean);
            case DELETE -> delete(clean);
            case READ -> read(clean, cfn.read(arn));
            case LIST -> list(clean);
        }
    }

    // --- create ---

    private void create(Optional<Ending> clean) {
        Ending created = cfn.create(LOGICAL_ID, scenario.desired());
        ended(created, clean);
        if (created.identifiers().size() > 1 || created.hidden()) {
            breach(Law.IDENTIFIER_STAYS, "shown: " + created.identifiers() + (created.hidden() ? ", then hidden" : ""));
        }
        if (created.errorCode().equals("AlreadyExists")
                && (created.event().has("resourceModel") || created.event().has("callbackContext"))) {
            breach(Law.NO_MODEL_OF_OTHERS, created.event().toString());
        }
        if (created.succeeded()) {
            arn = created.property("PhoneNumberArn");
            checkState(scenario.desired(), created, Map.of());
        } else if (created.identifier().isPresent()) {
            arn = created.identifier().get();
            cleanUp(arn);
        }
        checkOneNumberOrNone(created);
        long claims = connect.claimsMade() - claimsBefore;
        if (claims > 1) {
            breach(Law.ONE_CLAIM, claims + " claims");
        }
    }

    private void cleanUp(String identifier) {
        Ending first = cfn.delete(LOGICAL_ID, identifier);
        checkEnds(first);
        checkReason(first, Optional.empty());
        if (!isGone(first)) {
            connect.clearTroubles();
            Ending second = cfn.delete(LOGICAL_ID, identifier);
            checkEnds(second);
            if (!isGone(second)) {
                breach(Law.ONE_NUMBER_OR_NONE, "the clean-up cannot delete: " + second.event());
            }
        }
    }

    private static boolean isGone(Ending deletion) {
        return deletion.succeeded() || deletion.errorCode().equals("NotFound");
    }

    private void checkOneNumberOrNone(Ending created) {
        List<String> live = connect.numbers().stream()
                .map(HeldNumber::arn)
                .filter(number -> !number.equals(bystander))
                .toList();
        List<String> known = created.succeeded() ? List.of(arn) : List.of();
        if (!live.equals(known)) {
            breach(Law.ONE_NUMBER_OR_NONE, "live " + live + ", known " + known + ", " + created.event());
        }
    }

    // --- update ---

    private void update(Optional<Ending> clean) {
        Map<String, Object> before = scenario.given().orElseThrow();
        Map<String, Object> after = scenario.desired();
        Ending updated = update(before, after);
        ended(updated, clean);
        if (updated.succeeded()) {
            checkState(after, updated, FOREIGN);
            return;
        }
        if (held().isEmpty()) {
            breach(Law.SECOND_RUN_FINISHES, "the number is gone");
            return;
        }
        connect.clearTroubles();
        boolean back =
                fault.recovery() == Recovery.ROLLBACK || scenario.reason().isPresent();
        Ending second = back ? update(after, before) : update(before, after);
        checkEnds(second);
        if (second.succeeded()) {
            checkState(back ? before : after, second, FOREIGN);
        } else if (!isRefusedReplacement(updated)) {
            breach(Law.SECOND_RUN_FINISHES, (back ? "rollback: " : "second run: ") + second.event());
        }
    }

    /** An update that is a replacement changes nothing here, and is not rolled back here. */
    private static boolean isRefusedReplacement(Ending updated) {
        return updated.errorCode().equals("NotUpdatable");
    }

    private Ending update(Map<String, Object> before, Map<String, Object> after) {
        return cfn.update(LOGICAL_ID, CloudFormation.model(arn, before), CloudFormation.model(arn, after));
    }

    // --- delete ---

    private void delete(Optional<Ending> clean) {
        Ending deleted = cfn.delete(LOGICAL_ID, arn);
        ended(deleted, clean);
        if (isGone(deleted)) {
            checkDeleted(deleted);
        } else if (scenario.reason().isEmpty()) {
            connect.clearTroubles();
            Ending second = cfn.delete(LOGICAL_ID, arn);
            checkEnds(second);
            if (isGone(second)) {
                checkDeleted(second);
            } else {
                breach(Law.DELETED_IS_DELETED, "again: " + second.event());
            }
        } else if (held().isEmpty()) {
            breach(Law.DELETED_IS_DELETED, "gone, and the delete failed: " + deleted.event());
        }
    }

    private void checkDeleted(Ending deletion) {
        if (held().isPresent()) {
            breach(Law.DELETED_IS_DELETED, "still held: " + deletion.event());
        } else if (isDescribed()) {
            breach(Law.DELETED_IS_DELETED, "reads still show it: " + deletion.event());
        }
    }

    private boolean isDescribed() {
        connect.clearTroubles();
        try {
            client(connect).describePhoneNumber(describe -> describe.phoneNumberId(arn));
            return true;
        } catch (ResourceNotFoundException gone) {
            return false;
        }
    }

    // --- read and list ---

    private void read(Optional<Ending> clean, Ending read) {
        answered(read, clean);
        if (read.succeeded()) {
            checkEvent(scenario.desired(), read, FOREIGN);
        }
    }

    private void list(Optional<Ending> clean) {
        Ending listed = cfn.list(scenario.desired(), null);
        answered(listed, clean);
        Set<String> shown = new HashSet<>();
        listed.event()
                .path("resourceModels")
                .forEach(model -> shown.add(model.path("PhoneNumberArn").asText()));
        Set<String> held = connect.numbers().stream()
                .filter(number -> !scenario.desired().containsKey("Type")
                        || number.type().equals(scenario.desired().get("Type")))
                .map(HeldNumber::arn)
                .collect(Collectors.toSet());
        if (listed.succeeded() && !shown.equals(held)) {
            breach(Law.SUCCESS_IS_TRUE, "listed " + shown + ", held " + held);
        }
    }

    private void answered(Ending answer, Optional<Ending> clean) {
        ended(answer, clean);
        if (answer.largestContext() > 0) {
            breach(Law.READS_CHANGE_NOTHING, "did not answer at once");
        }
        connect.calls().stream()
                .map(Call::operation)
                .filter(operation -> !READING.contains(operation))
                .forEach(operation -> breach(Law.READS_CHANGE_NOTHING, operation));
    }

    // --- laws of all operations ---

    private void ended(Ending end, Optional<Ending> clean) {
        ending = Optional.of(end);
        calls = connect.calls();
        ownCalls = calls.size();
        checkEnds(end);
        checkRetryAfter();
        checkReason(end, scenario.reason());
        boolean asEver = clean.isEmpty()
                || (clean.get().status().equals(end.status())
                        && clean.get().errorCode().equals(end.errorCode()));
        if (!asEver && !mayFailSo(end)) {
            breach(Law.PASSING_FAULTS_PASS, end.event().toString());
        }
        if (clean.isEmpty() && end.succeeded() == scenario.reason().isPresent()) {
            breach(Law.PASSING_FAULTS_PASS, "without a fault: " + end.event());
        }
    }

    /** Denied access does not pass; a read cannot wait for what passes later than CloudFormation's retries. */
    private boolean mayFailSo(Ending end) {
        boolean denied = end.errorCode().equals("AccessDenied")
                && fault.strikes().stream().anyMatch(strike -> !strike.isPassing());
        boolean cannotWait = scenario.action() == Scenario.Action.READ || scenario.action() == Scenario.Action.LIST;
        boolean outlasted = fault.strikes().stream().mapToInt(Strike::times).sum() > CloudFormation.MOST_RETRIES;
        boolean releasedAndDied = end.errorCode().equals("NotFound") && hasDiedAfterItsRelease();
        return denied
                || releasedAndDied
                || end.isGivenUp()
                || (cannotWait && outlasted && CloudFormation.RETRIABLE.contains(end.errorCode()));
    }

    /** For CloudFormation, NotFound at a delete is deleted: all that is left to say after a death that followed it. */
    private boolean hasDiedAfterItsRelease() {
        return calls.stream()
                .filter(call -> call.operation().equals("ReleasePhoneNumber") && call.effect())
                .flatMapToInt(release -> IntStream.range(release.index(), calls.size()))
                .mapToObj(fault::strikeAt)
                .flatMap(Optional::stream)
                .anyMatch(Strike::isCrash);
    }

    /** A read and a list end at once; it is CloudFormation that tries them again. */
    private void checkRetryAfter() {
        Duration told = scenario.knobs().get(Knob.RETRY_AFTER);
        if (told.isZero() || scenario.action() == Scenario.Action.READ || scenario.action() == Scenario.Action.LIST) {
            return;
        }
        for (int i = 1; i < calls.size(); i++) {
            Call refused = calls.get(i - 1);
            Call next = calls.get(i);
            if (refused.status() == THROTTLED && next.at().isBefore(refused.at().plus(told))) {
                breach(Law.RETRY_AFTER_IS_HEEDED, next.operation() + " at " + next.at());
            }
        }
    }

    private void checkEnds(Ending end) {
        if (end.waited() > TIME_OUT || end.invocations() > MOST_INVOCATIONS) {
            breach(Law.EVERYTHING_ENDS, end.waited() + " s, " + end.invocations() + " invocations: " + end.event());
        }
        if (end.largestContext() >= LARGEST_CONTEXT) {
            breach(Law.CONTEXT_IS_SMALL, end.largestContext() + " characters");
        }
    }

    private void checkReason(Ending end, Optional<String> expected) {
        if (end.status().equals("SUCCESS")) {
            return;
        }
        String message = end.message();
        boolean internal = end.errorCode().isEmpty()
                || end.errorCode().equals("InternalFailure")
                || message.isBlank()
                || message.matches("(?s).*(\\bat [a-z.]+\\.|java\\.|[Uu]nknown|UNKNOWN|\\bnull\\b|A bug).*");
        boolean deniedUntold = end.errorCode().equals("AccessDenied") && !message.contains(DENIED);
        boolean otherReason = !end.errorCode().equals("AccessDenied")
                && !end.isGivenUp()
                && !CloudFormation.RETRIABLE.contains(end.errorCode())
                && !expected.map(message::contains).orElse(true);
        if (internal || deniedUntold || otherReason) {
            breach(Law.REASON_IS_TOLD, end.event().toString());
        }
    }

    private void checkOthers() {
        Optional<NumberState> now = connect.number(bystander).map(HeldNumber::state);
        if (!now.equals(bystanderState)) {
            breach(Law.NOTHING_ELSE_TOUCHED, "the other number is " + now);
        }
        connect.released().stream()
                .map(HeldNumber::arn)
                .filter(released -> !released.equals(arn))
                .forEach(released -> breach(Law.NOTHING_ELSE_TOUCHED, "released " + released));
        if (scenario.action() == Scenario.Action.UPDATE && connect.releasesMade() > 0) {
            breach(Law.NOTHING_ELSE_TOUCHED, "an update has released the number");
        }
    }

    private Optional<HeldNumber> held() {
        return connect.number(arn);
    }

    private void checkState(Map<String, Object> desired, Ending success, Map<String, String> foreign) {
        Optional<HeldNumber> number = held();
        if (number.isEmpty()) {
            breach(Law.SUCCESS_IS_TRUE, "no number: " + success.event());
            return;
        }
        Truth wanted = Truth.of(desired, foreign);
        Truth actual = Truth.of(number.get().state());
        boolean chosen = desired.get("PhoneNumber") == null
                || desired.get("PhoneNumber").equals(number.get().number());
        if (!wanted.equals(actual) || !chosen) {
            breach(
                    Law.SUCCESS_IS_TRUE,
                    "wanted " + wanted + ", is " + number.get().number() + " " + actual);
        }
        checkEvent(desired, success, foreign);
    }

    private void checkEvent(Map<String, Object> desired, Ending success, Map<String, String> foreign) {
        Truth wanted = Truth.of(desired, foreign);
        Truth told = Truth.of(success.model());
        if (!told.equals(wanted) || !success.property("PhoneNumberArn").equals(arn)) {
            breach(Law.SUCCESS_IS_TRUE, "wanted " + wanted + ", event " + success.event());
        }
    }

    private void breach(Law law, String how) {
        breaches.add(new Breach(law, how));
    }

    /** A number as a template sees it. */
    private record Truth(
            String target,
            String description,
            Map<String, String> tags,
            String flow,
            boolean isProtected,
            String status) {

        static Truth of(Map<String, Object> desired, Map<String, String> foreign) {
            Map<String, String> tags = new HashMap<>(foreign);
            tags.putAll(Scenario.tagsOf(desired));
            return new Truth(
                    (String) desired.getOrDefault("TargetArn", ""),
                    (String) desired.getOrDefault("Description", ""),
                    tags,
                    (String) desired.getOrDefault("ContactFlowArn", ""),
                    Boolean.TRUE.equals(desired.get("ReleaseProtection")),
                    "CLAIMED");
        }

        static Truth of(NumberState state) {
            Map<String, String> tags = new HashMap<>(state.tags());
            tags.keySet().removeIf(Tags::isReserved);
            return new Truth(
                    state.targetArn(),
                    state.description().orElse(""),
                    tags,
                    state.flowArn().orElse(""),
                    Tags.areProtected(state.tags()),
                    state.status().name());
        }

        static Truth of(JsonNode model) {
            Map<String, String> tags = new HashMap<>();
            model.path("Tags")
                    .forEach(tag ->
                            tags.put(tag.path("Key").asText(), tag.path("Value").asText()));
            return new Truth(
                    model.path("TargetArn").asText(),
                    model.path("Description").asText(),
                    tags,
                    model.path("ContactFlowArn").asText(),
                    model.path("ReleaseProtection").asBoolean(),
                    model.path("Status").asText());
        }
    }

    /** Looks on after every call, under the simulator's lock. */
    private final class Watch implements CallListener {

        private final Set<String> kept = keysOfBothStates();

        @Override
        public void after(Call call) {
            if (call.operation().equals("SearchAvailablePhoneNumbers") && call.effect()) {
                rivalTakes.forEach(connect::takeElsewhere);
                rivalTakes = List.of();
            }
            if (!kept.isEmpty()) {
                Set<String> missing = new HashSet<>(kept);
                missing.removeAll(
                        held().map(number -> number.state().tags().keySet()).orElse(Set.of()));
                missing.forEach(key -> breach(Law.TAGS_STAY, key + " is missing after " + call.operation()));
            }
        }

        private Set<String> keysOfBothStates() {
            if (scenario.action() != Scenario.Action.UPDATE) {
                return Set.of();
            }
            Map<String, Object> before = scenario.given().orElseThrow();
            Set<String> keys = new HashSet<>(Scenario.tagsOf(before).keySet());
            keys.retainAll(Scenario.tagsOf(scenario.desired()).keySet());
            keys.add(Tags.MARK);
            keys.addAll(FOREIGN.keySet());
            if (scenario.isProtected() && Boolean.TRUE.equals(before.get("ReleaseProtection"))) {
                keys.add(Tags.PROTECTION);
            }
            return keys;
        }
    }

    private static Optional<ConnectClient> shared = Optional.empty();

    /** A client of the tests' own, for what there is before a case. */
    private static ConnectClient client(ConnectSimulator connect) {
        if (shared.isEmpty()) {
            shared = Optional.of(Clients.to(connect));
        }
        return shared.get();
    }
}
