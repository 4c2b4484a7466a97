package com.example.connect.phonenumber;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.phonenumber.CloudFormation.Ending;
import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.Fault;
import com.example.connect.simulator.Faults;
import com.example.connect.simulator.HeldNumber;
import com.example.connect.simulator.Knob;
import com.example.connect.simulator.Knobs;
import com.example.connect.simulator.NumberState.Status;
import com.example.connect.simulator.SimulatedAccount;
import com.example.connect.simulator.Trouble;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The life of a stack of phone numbers, all of it drawn from a seed: creates, updates of everything, replacements,
 * deletes, rollbacks, imports and releases behind the stack's back, with faults, crashes, duplicate deliveries and
 * turns of the service's knobs. It plays the part of CloudFormation that decides what comes next, and keeps what
 * CloudFormation would know; after every operation that is held against what the account truly has.
 *
 * <p>An operation draws from the seed and its own place only, so that a failing life is the same without those of its
 * operations that do not matter.
 */
final class StackLife {

    static final int OPERATIONS = 40;

    private static final int ENOUGH = 1000;

    /** Long enough for every read to show what the operation before has done. */
    private static final Duration SETTLED = Duration.ofSeconds(61);

    /** Codes of faults that pass: with time left, no operation ends in one. */
    private static final Set<String> NEVER =
            Set.of("InternalFailure", "Throttling", "NetworkFailure", "ServiceInternalError", "Unknown", "");

    private static final List<Fault> FAULTS = List.copyOf(Faults.all().values());

    /** A number that the stack has, as CloudFormation knows it. */
    private static final class Resource {
        private String arn;
        private Map<String, Object> template;
        private boolean releasedElsewhere;

        /** Its create has failed and its clean-up too: CloudFormation only deletes it. */
        private boolean doomed;

        Resource(String arn, Map<String, Object> template) {
            this.arn = arn;
            this.template = template;
        }
    }

    private final ConnectSimulator connect;
    private final SimulatedAccount account;
    private final CloudFormation cfn;
    private final long seed;
    private final boolean forgetsTokens;
    private final Map<String, Resource> stack = new TreeMap<>();
    private final Set<String> retained = new HashSet<>();
    private final Set<String> deleted = new HashSet<>();
    private final List<String> journal = new ArrayList<>();
    private final Map<String, Integer> endings = new TreeMap<>();
    private Random random;
    private long claimsDue;
    private boolean denied;

    StackLife(ConnectSimulator connect, long seed) {
        this.connect = connect;
        this.seed = seed;
        this.random = new Random(seed);
        this.forgetsTokens = random.nextInt(4) == 0;
        connect.reset(Knobs.standard()
                .with(Knob.QUOTA, pick(List.of(1, 3, 10, 50)))
                .with(Knob.RATE, pick(List.of(Optional.empty(), Optional.of(new Knob.Rate(2, 5))))));
        this.account = connect.account();
        this.cfn = new CloudFormation(connect);
    }

    /** Lives the operations with these places; an AssertionError tells what broke, with the journal. */
    void live(List<Integer> places) {
        for (int place : places) {
            random = new Random(seed * 1000 + place);
            try {
                operation(place);
                checkAccount();
            } catch (AssertionError | RuntimeException broken) {
                throw new AssertionError(
                        String.format("operation %d: %s%n%s", place, broken.getMessage(), String.join("\n", journal)),
                        broken);
            }
        }
    }

    /** How many operations ended in each way. */
    Map<String, Integer> endings() {
        return endings;
    }

    private void operation(int place) {
        String fresh = "Number" + place;
        int drawn = random.nextInt(100);
        if (drawn < 12) {
            turnKnobs();
        } else if (drawn < 17) {
            connect.advance(Duration.ofHours(random.nextInt(24 * 40)));
        } else if (drawn < 45 || stack.isEmpty()) {
            create(fresh, template());
        } else if (drawn < 50) {
            adopt(fresh);
        } else {
            String logicalId = pick(List.copyOf(stack.keySet()));
            if (drawn < 78 && !resource(logicalId).doomed) {
                update(logicalId);
            } else if (drawn < 92) {
                delete(logicalId);
            } else if (drawn < 96) {
                retain(logicalId);
            } else {
                lose(logicalId);
            }
        }
    }

    // What CloudFormation does.

    private void create(String logicalId, Map<String, Object> template) {
        claim(logicalId, template).ifPresent(arn -> stack.put(logicalId, new Resource(arn, template)));
    }

    /** A create, and the clean-up where it failed; the identifier where it succeeded. */
    private Optional<String> claim(String logicalId, Map<String, Object> template) {
        long before = connect.claimsMade();
        Ending ending = run("create " + logicalId, template, true, () -> cfn.create(logicalId, template));
        claimsDue += ending.identifiers().size();
        assertThat(ending.identifiers()).as("one create, one number").hasSizeLessThan(2);
        assertThat(connect.claimsMade() - before)
                .as("claims of one create, all known")
                .isEqualTo(ending.identifiers().size());
        if (ending.succeeded()) {
            checkNumber(ending.identifier().orElseThrow(), template);
            return ending.identifier();
        }
        ending.identifier().ifPresent(arn -> {
            if (!release(logicalId, arn)) {
                Resource resource = new Resource(arn, template);
                resource.doomed = true;
                stack.put(logicalId, resource);
            }
        });
        return Optional.empty();
    }

    private void update(String logicalId) {
        Resource resource = resource(logicalId);
        Map<String, Object> before = resource.template;
        Map<String, Object> after = edited(before);
        boolean wasProtected = isProtected(resource.arn);
        Ending ending = change(logicalId, resource, before, after, true);
        if (!ending.succeeded() && !ending.errorCode().equals("NotUpdatable") && random.nextBoolean()) {
            ending = change(logicalId, resource, before, after, false);
        }
        if (ending.succeeded()) {
            resource.template = after;
            checkNumber(resource.arn, after);
        } else if (ending.errorCode().equals("NotUpdatable")) {
            assertThat(wasProtected).as("a protected number is not replaced").isFalse();
            replace(logicalId, resource, after);
        } else if (resource.releasedElsewhere) {
            assertThat(ending.message()).isNotEmpty();
        } else {
            rollBack(logicalId, resource, before, after);
        }
    }

    private Ending change(
            String logicalId,
            Resource resource,
            Map<String, Object> before,
            Map<String, Object> after,
            boolean inTrouble) {
        ObjectNode previous = CloudFormation.model(resource.arn, before);
        ObjectNode desired = CloudFormation.model(resource.arn, after);
        return run("update " + logicalId, after, inTrouble, () -> cfn.update(logicalId, previous, desired));
    }

    private void rollBack(String logicalId, Resource resource, Map<String, Object> before, Map<String, Object> after) {
        assertThat(isLive(resource.arn)).as("a failed update leaves the number").isTrue();
        Ending back = change(logicalId, resource, after, before, false);
        if (back.errorCode().equals("ServiceLimitExceeded")) {
            // Its place has been taken since, or the quota lowered: it is raised, and the rollback continued.
            connect.set(Knob.QUOTA, ENOUGH);
            back = change(logicalId, resource, after, before, false);
        }
        assertThat(back.succeeded()).as("rollback: %s", back.event()).isTrue();
        checkNumber(resource.arn, before);
    }

    private void replace(String logicalId, Resource resource, Map<String, Object> after) {
        Optional<String> replacement = claim(logicalId, after);
        if (replacement.isPresent()) {
            if (!resource.releasedElsewhere && !release(logicalId, resource.arn)) {
                retained.add(resource.arn);
            }
            stack.put(logicalId, new Resource(replacement.get(), after));
        } else if (stack.get(logicalId) != resource) {
            retained.add(stack.put(logicalId, resource).arn);
        }
    }

    private void delete(String logicalId) {
        Resource resource = resource(logicalId);
        if (release(logicalId, resource.arn)) {
            stack.remove(logicalId);
        }
    }

    /** A delete, in trouble and then, where that failed, without; whether CloudFormation is rid of the number. */
    private boolean release(String logicalId, String arn) {
        if (isProtected(arn)) {
            Ending refused = run("delete " + logicalId, arn, true, () -> cfn.delete(logicalId, arn));
            assertThat(refused.succeeded()).as("delete of a protected number").isFalse();
            assertThat(isLive(arn)).as("protected and live").isTrue();
            return false;
        }
        boolean wasLive = isLive(arn);
        deleted.add(arn);
        Ending ending = run("delete " + logicalId, arn, true, () -> cfn.delete(logicalId, arn));
        if (!ending.succeeded() && !ending.errorCode().equals("NotFound")) {
            ending = run("delete " + logicalId + " again", arn, false, () -> cfn.delete(logicalId, arn));
        }
        boolean gone = ending.succeeded() || ending.errorCode().equals("NotFound");
        if (!gone && isFailed(arn)) {
            assertThat(ending.message()).as("what happens next").contains("after a day");
            return false;
        }
        assertThat(gone).as("delete: %s", ending.event()).isTrue();
        assertThat(isLive(arn)).as("a delete that says deleted is deleted").isFalse();
        assertThat(wasLive || ending.errorCode().equals("NotFound"))
                .as("only what was there is deleted: %s", ending.event())
                .isTrue();
        return true;
    }

    private void retain(String logicalId) {
        retained.add(resource(logicalId).arn);
        stack.remove(logicalId);
        journal.add("retain " + logicalId);
    }

    /** Somebody releases the number behind the stack's back. */
    private void lose(String logicalId) {
        Resource resource = resource(logicalId);
        if (isLive(resource.arn) && !isProtected(resource.arn)) {
            journal.add("somebody releases " + logicalId);
            CloudFormation somebody = new CloudFormation(connect);
            resource.releasedElsewhere =
                    somebody.delete("Console", resource.arn).succeeded();
            if (resource.releasedElsewhere) {
                deleted.add(resource.arn);
            }
        }
    }

    /** Resource import: CloudFormation reads the number, and knows it from then on. */
    private void adopt(String logicalId) {
        List<String> free = retained.stream()
                .filter(arn -> isLive(arn) && status(arn).equals(Optional.of(Status.CLAIMED)))
                .sorted()
                .toList();
        if (!free.isEmpty()) {
            String arn = pick(free);
            connect.advance(SETTLED);
            Ending read = run("import " + logicalId, arn, false, () -> cfn.read(arn));
            assertThat(read.succeeded()).as("read: %s", read.event()).isTrue();
            Map<String, Object> template = written(read.model());
            checkNumber(arn, template);
            retained.remove(arn);
            stack.put(logicalId, new Resource(arn, template));
        }
    }

    private static Map<String, Object> written(JsonNode model) {
        Map<String, Object> template = new HashMap<>();
        for (String property :
                List.of("TargetArn", "PhoneNumber", "Description", "ContactFlowArn", "ReleaseProtection", "Tags")) {
            if (model.has(property)) {
                template.put(property, CloudFormation.JSON.convertValue(model.get(property), Object.class));
            }
        }
        return template;
    }

    private interface Delivery {
        Ending deliver();
    }

    /** One operation, perhaps in trouble; and perhaps one of its invocations delivered once more, late. */
    private Ending run(String what, Object detail, boolean inTrouble, Delivery delivery) {
        connect.advance(SETTLED);
        denied = false;
        List<String> troubles = new ArrayList<>();
        if (inTrouble) {
            for (int i = random.nextInt(3); i > 0; i--) {
                troubles.add(trouble());
            }
        }
        int first = cfn.payloads().size();
        Ending ending = delivery.deliver();
        connect.clearTroubles();
        String outcome = ending.status() + " " + ending.errorCode();
        journal.add(String.format("%s %s %s: %s %s", what, detail, troubles, outcome, ending.message()));
        endings.merge(what.replaceAll(" .*", "") + " " + outcome.trim(), 1, Integer::sum);
        checkEnding(ending);
        assertThat(ending.largestContext()).as("the callback context's size").isLessThan(10_000);
        if (ending.succeeded() && random.nextInt(3) == 0) {
            deliverAgain(cfn.payloads().subList(first, cfn.payloads().size()));
        }
        return ending;
    }

    private String trouble() {
        Fault fault = pick(FAULTS);
        boolean denies = fault == Faults.ACCESS_DENIED;
        if (denies && denied) {
            return "none";
        }
        denied |= denies;
        int nth = 1 + random.nextInt(12);
        int times = denies || random.nextInt(3) > 0 ? 1 : 2 + random.nextInt(3);
        connect.script(Trouble.onAny().nth(nth).times(times).of(fault));
        String name = Faults.all().entrySet().stream()
                .filter(named -> named.getValue() == fault)
                .map(Map.Entry::getKey)
                .collect(Collectors.joining());
        return String.format("%s at %d times %d", name, nth, times);
    }

    private void deliverAgain(List<String> payloads) {
        String payload = pick(payloads);
        Map<String, String> before = account();
        try {
            cfn.invoke((ObjectNode) CloudFormation.JSON.readTree(payload));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
        connect.advance(Duration.ofMinutes(5));
        assertThat(account()).as("after a late duplicate of %s", payload).isEqualTo(before);
    }

    /** Everything that the account holds, as text. */
    private Map<String, String> account() {
        return connect.numbers().stream()
                .collect(Collectors.toMap(
                        HeldNumber::arn, number -> number.number() + " " + number.state(), (a, b) -> a, TreeMap::new));
    }

    // What must hold.

    private void checkEnding(Ending ending) {
        if (ending.succeeded()) {
            return;
        }
        assertThat(ending.errorCode()).as("%s", ending.event()).isNotIn(NEVER);
        assertThat(ending.message()).as("a reason").isNotBlank().doesNotContain("A bug", "Exception:", "\tat ");
        if (!denied) {
            assertThat(ending.errorCode()).as("%s", ending.event()).isNotEqualTo("AccessDenied");
        }
    }

    /** Holds what CloudFormation would know against what the account has. */
    void checkAccount() {
        Set<String> live = connect.numbers().stream().map(HeldNumber::arn).collect(Collectors.toSet());
        Set<String> known =
                stack.values().stream().map(resource -> resource.arn).collect(Collectors.toSet());
        assertThat(live)
                .as("every live number is known")
                .allMatch(arn -> known.contains(arn) || retained.contains(arn));
        assertThat(connect.released())
                .as("nothing is released that was not deleted, except what a FAILED claim gives back")
                .allMatch(number -> deleted.contains(number.arn()) || number.claimFailed());
        assertThat(connect.claimsMade()).as("claims, and creates that made one").isEqualTo(claimsDue);
    }

    private void checkNumber(String arn, Map<String, Object> template) {
        HeldNumber number = connect.number(arn).orElseThrow(() -> new AssertionError("live after success: " + arn));
        assertThat(number.status()).isEqualTo(Status.CLAIMED);
        assertThat(number.state().targetArn()).isEqualTo(template.get("TargetArn"));
        assertThat(number.state().description()).isEqualTo(Optional.ofNullable(template.get("Description")));
        assertThat(number.state().flowArn()).isEqualTo(Optional.ofNullable(template.get("ContactFlowArn")));
        Map<String, String> tags = new TreeMap<>(number.state().tags());
        assertThat(tags.remove(Tags.MARK)).as("the mark stays").isNotNull();
        assertThat(tags.remove(Tags.PROTECTION) != null)
                .as("protected as the template says")
                .isEqualTo(Boolean.TRUE.equals(template.get("ReleaseProtection")));
        assertThat(tags).isEqualTo(tags(template));
        @Nullable Object exact = template.get("PhoneNumber");
        if (exact != null) {
            assertThat(number.number()).isEqualTo(exact);
        }
        assertThat(number.number()).startsWith(String.valueOf(template.getOrDefault("Prefix", "+")));
        assertThat(number.type()).isEqualTo(template.getOrDefault("Type", number.type()));
    }

    private static Map<String, String> tags(Map<String, Object> template) {
        Map<String, String> tags = new TreeMap<>();
        for (Object tag : (List<?>) template.getOrDefault("Tags", List.of())) {
            Map<?, ?> pair = (Map<?, ?>) tag;
            tags.put(String.valueOf(pair.get("Key")), String.valueOf(pair.get("Value")));
        }
        return tags;
    }

    private Resource resource(String logicalId) {
        return Objects.requireNonNull(stack.get(logicalId));
    }

    private boolean isLive(String arn) {
        return connect.number(arn).isPresent();
    }

    private Optional<Status> status(String arn) {
        return connect.number(arn).map(HeldNumber::status);
    }

    private boolean isFailed(String arn) {
        return status(arn).equals(Optional.of(Status.FAILED));
    }

    private boolean isProtected(String arn) {
        return connect.number(arn)
                .filter(number -> number.state().tags().containsKey(Tags.PROTECTION))
                .isPresent();
    }

    // What chance draws.

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private void turnKnobs() {
        List<Consumer<ConnectSimulator>> turns = List.of(
                service -> service.set(Knob.CLAIM_TIME, seconds(0, 2, 60, 600)),
                service -> service.set(Knob.MOVE_TIME, seconds(0, 2, 120)),
                service -> service.set(Knob.METADATA_TIME, seconds(0, 1, 30)),
                service -> service.set(Knob.INVISIBLE, seconds(0, 5, 50)),
                service -> service.set(Knob.LIST_INVISIBLE, seconds(0, 5, 20)),
                service -> service.set(Knob.STALE, seconds(0, 5)),
                service -> service.set(Knob.STALE_RELEASE, seconds(0, 5, 30)),
                service -> service.set(Knob.RELEASE_FAILED, random.nextBoolean()),
                service -> service.set(Knob.RELEASE_IN_PROGRESS, random.nextBoolean()),
                service -> service.set(Knob.RELEASE_BOUND, random.nextBoolean()),
                service -> service.set(Knob.FAILED_MOVE_STAYS, random.nextBoolean()),
                service -> service.set(Knob.BIND_IN_PROGRESS, random.nextBoolean()),
                service -> service.set(Knob.RETRY_AFTER, seconds(0, 3)),
                service -> service.set(Knob.WINDOW_BLOCK, pick(List.of(Knob.WindowBlock.values()))),
                service -> service.set(Knob.THROTTLE_ERROR, pick(List.of(Knob.ThrottleError.values()))),
                service -> service.set(Knob.QUOTA, pick(List.of(1, 3, 10, 50))),
                this::turnTokens);
        pick(turns).accept(connect);
        journal.add("knobs " + connect.knobs().texts());
    }

    /** What a service that forgets tokens does to a searched create, no program can undo: such a life has none. */
    private void turnTokens(ConnectSimulator service) {
        if (forgetsTokens) {
            service.set(Knob.TOKEN_LIFE, seconds(0, 1, 60)).set(Knob.TOKEN_CONFLICT, Knob.TokenConflict.NEW_CLAIM);
        } else {
            service.set(
                    Knob.TOKEN_CONFLICT,
                    pick(List.of(Knob.TokenConflict.FIRST_ANSWER, Knob.TokenConflict.IDEMPOTENCY_EXCEPTION)));
        }
    }

    private Duration seconds(Integer... choices) {
        return Duration.ofSeconds(pick(List.of(choices)));
    }

    private Map<String, Object> template() {
        Map<String, Object> template = new HashMap<>();
        int way = forgetsTokens ? 5 + random.nextInt(5) : random.nextInt(10);
        String target = pick(List.of(account.instanceArn(), account.otherInstanceArn(), account.tdgArn()));
        if (way < 5) {
            template.put("Type", pick(List.of("TOLL_FREE", "DID")));
            template.put("CountryCode", pick(List.of("US", "DE", "GB")));
        } else if (way < 8) {
            template.put("PhoneNumber", exactNumber());
        } else {
            template.put("SourcePhoneNumberArn", pick(account.sourcePhoneNumberArns()));
            target = pick(List.of(account.instanceArn(), account.otherInstanceArn()));
        }
        template.put("TargetArn", target);
        maybe(3, () -> template.put("ContactFlowArn", flow(template)));
        maybe(2, () -> template.put("Description", "number " + random.nextInt(100)));
        maybe(2, () -> template.put("Tags", someTags()));
        maybe(5, () -> template.put("ReleaseProtection", random.nextBoolean()));
        return template;
    }

    /** Few enough that creates often want the same one. */
    private String exactNumber() {
        return String.format("+180055501%02d", random.nextInt(30));
    }

    private String flow(Map<String, Object> template) {
        return account.otherInstanceArn().equals(template.get("TargetArn"))
                ? account.otherFlowArn()
                : pick(List.of(account.flowArn(), account.secondFlowArn()));
    }

    private List<Map<String, String>> someTags() {
        List<Map<String, String>> tags = new ArrayList<>();
        for (String key : List.of("team", "stage", "cost")) {
            maybe(2, () -> tags.add(Map.of("Key", key, "Value", "v" + random.nextInt(5))));
        }
        return tags;
    }

    private void maybe(int oneIn, Runnable then) {
        if (random.nextInt(oneIn) == 0) {
            then.run();
        }
    }

    /** One to three edits of a template. */
    private Map<String, Object> edited(Map<String, Object> before) {
        Map<String, Object> after = new HashMap<>(before);
        List<Runnable> edits = List.of(
                () -> after.put("Description", "number " + random.nextInt(100)),
                () -> after.remove("Description"),
                () -> after.put("Tags", someTags()),
                () -> after.remove("Tags"),
                () -> after.put("ContactFlowArn", flow(after)),
                () -> after.remove("ContactFlowArn"),
                () -> after.put("ReleaseProtection", random.nextBoolean()),
                () -> after.remove("ReleaseProtection"),
                () -> move(after),
                () -> move(after),
                () -> after.computeIfPresent("PhoneNumber", (property, number) -> exactNumber()),
                () -> after.computeIfPresent("Type", (property, type) -> pick(List.of("TOLL_FREE", "DID"))));
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            pick(edits).run();
        }
        return after;
    }

    private void move(Map<String, Object> template) {
        template.put("TargetArn", pick(List.of(account.instanceArn(), account.otherInstanceArn(), account.tdgArn())));
        template.computeIfPresent("ContactFlowArn", (property, flow) -> flow(template));
    }
}
