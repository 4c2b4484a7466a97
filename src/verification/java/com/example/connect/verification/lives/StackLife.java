package com.example.connect.verification.lives;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.Knob;
import com.example.connect.simulator.NumberState.Status;
import com.example.connect.verification.cloudformation.CloudFormation;
import com.example.connect.verification.cloudformation.Ending;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The life of a stack of phone numbers, all of it drawn from a seed: creates, updates of everything, replacements,
 * deletes, rollbacks, imports and releases behind the stack's back, with faults, crashes, duplicate deliveries and
 * turns of the service's knobs. It plays the part of CloudFormation that decides what comes next.
 */
final class StackLife {

    static final int OPERATIONS = 40;

    private static final int ENOUGH = 1000;

    private final ConnectSimulator connect;
    private final CloudFormation cfn;
    private final Chance chance;
    private final KnobTurns knobs;
    private final Ledger ledger = new Ledger();
    private final LifeLaws laws;
    private final Trial trial;

    StackLife(ConnectSimulator connect, long seed) {
        this.connect = connect;
        this.chance = new Chance(connect, seed);
        connect.reset(chance.knobs());
        this.cfn = new CloudFormation(connect).withOverhead(seed);
        this.knobs = new KnobTurns(chance);
        this.laws = new LifeLaws(connect, ledger);
        this.trial = new Trial(connect, cfn, chance, ledger);
    }

    /** Lives the operations with these places; an AssertionError tells what broke, with the journal. */
    void live(List<Integer> places) {
        for (int place : places) {
            chance.begin(place);
            try {
                operation(place);
                laws.checkAccount();
            } catch (AssertionError | RuntimeException broken) {
                throw new AssertionError(
                        String.format("operation %d: %s%n%s", place, broken.getMessage(), ledger.journal()), broken);
            }
        }
    }

    /** Holds what CloudFormation would know against what the account has. */
    void checkAccount() {
        laws.checkAccount();
    }

    /** How many operations ended in each way. */
    Map<String, Integer> endings() {
        return ledger.endings();
    }

    private void operation(int place) {
        String fresh = "Number" + place;
        int drawn = chance.below(100);
        if (drawn < 12) {
            knobs.one(connect);
            ledger.note("knobs " + connect.knobs().texts());
        } else if (drawn < 17) {
            connect.advance(Duration.ofHours(chance.below(24 * 40)));
        } else if (drawn < 45 || ledger.logicalIds().isEmpty()) {
            create(fresh, chance.template());
        } else if (drawn < 50) {
            adopt(fresh);
        } else {
            operationOn(ledger.resource(chance.pick(ledger.logicalIds())), drawn);
        }
    }

    private void operationOn(Resource resource, int drawn) {
        if (drawn < 78 && !resource.isDoomed()) {
            update(resource);
        } else if (drawn < 92) {
            delete(resource);
        } else if (drawn < 96) {
            retain(resource);
        } else {
            lose(resource);
        }
    }

    private void create(String logicalId, Map<String, Object> template) {
        claim(logicalId, template).ifPresent(arn -> ledger.put(new Resource(logicalId, arn, template)));
    }

    /** A create, and the clean-up where it failed; the identifier where it succeeded. */
    private Optional<String> claim(String logicalId, Map<String, Object> template) {
        long before = connect.claimsMade();
        Ending ending = trial.inTrouble("create " + logicalId, template, () -> cfn.create(logicalId, template));
        int known = laws.countClaims(ending);
        assertThat(ending.identifiers()).as("one create, one number").hasSizeLessThan(2);
        assertThat(connect.claimsMade() - before)
                .as("claims of one create, all known")
                .isEqualTo(known);
        if (ending.succeeded()) {
            laws.checkNumber(ending.identifier().orElseThrow(), template);
            return ending.identifier();
        }
        ending.identifier().ifPresent(arn -> {
            if (!release(logicalId, arn)) {
                ledger.put(new Resource(logicalId, arn, template).doomed());
            }
        });
        return Optional.empty();
    }

    private void update(Resource resource) {
        Map<String, Object> before = resource.template();
        Map<String, Object> after = chance.edited(before);
        boolean wasProtected = laws.isProtected(resource.arn());
        Supplier<Ending> forth = change(resource, before, after);
        Ending ending = trial.inTrouble("update " + resource.logicalId(), after, forth);
        if (!ending.succeeded() && !ending.errorCode().equals("NotUpdatable") && chance.either()) {
            ending = trial.inPeace("update " + resource.logicalId(), after, forth);
        }
        if (ending.succeeded()) {
            resource.becomes(after);
            laws.checkNumber(resource.arn(), after);
        } else if (ending.errorCode().equals("NotUpdatable")) {
            assertThat(wasProtected).as("a protected number is not replaced").isFalse();
            replace(resource, after);
        } else if (resource.isReleasedElsewhere()) {
            assertThat(ending.message()).isNotEmpty();
        } else {
            rollBack(resource, before, after);
        }
    }

    private Supplier<Ending> change(Resource resource, Map<String, Object> before, Map<String, Object> after) {
        return () -> cfn.update(
                resource.logicalId(),
                CloudFormation.model(resource.arn(), before),
                CloudFormation.model(resource.arn(), after));
    }

    private void rollBack(Resource resource, Map<String, Object> before, Map<String, Object> after) {
        assertThat(laws.isLive(resource.arn()))
                .as("a failed update leaves the number")
                .isTrue();
        String arn = resource.arn();
        Supplier<Ending> rollback = () ->
                cfn.rollback(resource.logicalId(), CloudFormation.model(arn, after), CloudFormation.model(arn, before));
        Ending back = trial.inPeace("update " + resource.logicalId(), before, rollback);
        if (back.errorCode().equals("ServiceLimitExceeded")) {
            // Its place has been taken since, or the quota lowered: it is raised, and the rollback continued.
            connect.set(Knob.QUOTA, ENOUGH);
            back = trial.inPeace("update " + resource.logicalId(), before, rollback);
        }
        assertThat(back.succeeded()).as("rollback: %s", back.event()).isTrue();
        laws.checkNumber(resource.arn(), before);
    }

    private void replace(Resource resource, Map<String, Object> after) {
        String logicalId = resource.logicalId();
        Optional<String> replacement = claim(logicalId, after);
        if (replacement.isPresent()) {
            if (!resource.isReleasedElsewhere() && !release(logicalId, resource.arn())) {
                ledger.retain(resource.arn());
            }
            ledger.put(new Resource(logicalId, replacement.get(), after));
        } else if (!ledger.has(resource)) {
            ledger.retain(ledger.resource(logicalId).arn());
            ledger.put(resource);
        }
    }

    private void delete(Resource resource) {
        if (release(resource.logicalId(), resource.arn())) {
            ledger.remove(resource);
        }
    }

    /** A delete, in trouble and then, where that failed, without; whether CloudFormation is rid of the number. */
    private boolean release(String logicalId, String arn) {
        Supplier<Ending> operation = () -> cfn.delete(logicalId, arn);
        if (laws.isProtected(arn)) {
            Ending refused = trial.inTrouble("delete " + logicalId, arn, operation);
            assertThat(refused.succeeded()).as("delete of a protected number").isFalse();
            assertThat(laws.isLive(arn)).as("protected and live").isTrue();
            return false;
        }
        boolean wasLive = laws.isLive(arn);
        ledger.delete(arn);
        Ending ending = trial.inTrouble("delete " + logicalId, arn, operation);
        if (!ending.isGone()) {
            ending = trial.inPeace("delete " + logicalId + " again", arn, operation);
        }
        if (!ending.isGone() && laws.status(arn).equals(Optional.of(Status.FAILED))) {
            assertThat(ending.message()).as("what happens next").contains("after a day");
            return false;
        }
        assertThat(ending.isGone()).as("delete: %s", ending.event()).isTrue();
        assertThat(laws.isLive(arn)).as("a delete that says deleted is deleted").isFalse();
        assertThat(wasLive || ending.errorCode().equals("NotFound"))
                .as("only what was there is deleted: %s", ending.event())
                .isTrue();
        return true;
    }

    private void retain(Resource resource) {
        ledger.retain(resource.arn());
        ledger.remove(resource);
        ledger.note("retain " + resource.logicalId());
    }

    /** Somebody releases the number behind the stack's back. */
    private void lose(Resource resource) {
        if (laws.isLive(resource.arn()) && !laws.isProtected(resource.arn())) {
            ledger.note("somebody releases " + resource.logicalId());
            CloudFormation somebody = new CloudFormation(connect);
            if (somebody.delete("Console", resource.arn()).succeeded()) {
                resource.isLost();
                ledger.delete(resource.arn());
            }
        }
    }

    /** Resource import: CloudFormation reads the number, and knows it from then on. */
    private void adopt(String logicalId) {
        List<String> free = ledger.retained().stream()
                .filter(arn -> laws.status(arn).equals(Optional.of(Status.CLAIMED)))
                .sorted()
                .toList();
        if (!free.isEmpty()) {
            String arn = chance.pick(free);
            connect.advance(Trial.SETTLED);
            Ending read = trial.inPeace("import " + logicalId, arn, () -> cfn.read(arn));
            assertThat(read.succeeded()).as("read: %s", read.event()).isTrue();
            Resource imported = Resource.of(logicalId, arn, read.model());
            laws.checkNumber(arn, imported.template());
            ledger.adopt(imported);
        }
    }
}
