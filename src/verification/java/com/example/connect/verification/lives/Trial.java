package com.example.connect.verification.lives;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.Fault;
import com.example.connect.simulator.Faults;
import com.example.connect.simulator.Trouble;
import com.example.connect.verification.cloudformation.CloudFormation;
import com.example.connect.verification.cloudformation.Ending;
import com.example.connect.verification.matrix.KnownFailures;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Delivers one operation after another: in trouble, where that is asked for; at times one of its invocations twice. */
final class Trial {

    /** Long enough for every read to show what the operation before has done. */
    static final Duration SETTLED = Duration.ofSeconds(61);

    /** What the fault matrix knows to fail by itself is not tried here until it is mended. */
    private static final List<Fault> FAULTS = Faults.all().entrySet().stream()
            .filter(fault -> !KnownFailures.include(fault.getKey()))
            .map(Map.Entry::getValue)
            .toList();

    private final ConnectSimulator connect;
    private final CloudFormation cfn;
    private final Chance chance;
    private final Ledger ledger;
    private final LifeLaws laws;
    private boolean denied;
    private boolean died;

    Trial(ConnectSimulator connect, CloudFormation cfn, Chance chance, Ledger ledger) {
        this.connect = connect;
        this.cfn = cfn;
        this.chance = chance;
        this.ledger = ledger;
        this.laws = new LifeLaws(connect, ledger);
    }

    /** One operation, perhaps in trouble. */
    Ending inTrouble(String what, Object detail, Supplier<Ending> operation) {
        return run(what, detail, chance.below(3), operation);
    }

    /** One operation without any. */
    Ending inPeace(String what, Object detail, Supplier<Ending> operation) {
        return run(what, detail, 0, operation);
    }

    private Ending run(String what, Object detail, int troubles, Supplier<Ending> operation) {
        connect.advance(SETTLED);
        denied = false;
        died = false;
        List<String> scripted = new ArrayList<>();
        for (int i = troubles; i > 0; i--) {
            scripted.add(trouble(what.startsWith("create")));
        }
        int first = cfn.payloads().size();
        Ending ending = operation.get();
        connect.clearTroubles();
        ledger.note(what, detail, scripted, ending);
        LifeLaws.checkEnding(ending, denied);
        if (ending.succeeded() && chance.below(3) == 0) {
            deliverAgain(cfn.payloads().subList(first, cfn.payloads().size()));
        }
        return ending;
    }

    /**
     * A trouble, in words. What a create does not hear of its claim because it died, and cannot ask because that is denied,
     * is undecidable (SEARCHED_CLAIM_DIED, EXACT_CLAIM_UNSEEN): a life's create has one of the two.
     */
    private String trouble(boolean isOfCreate) {
        Fault fault = chance.pick(FAULTS);
        boolean denies = fault == Faults.ACCESS_DENIED;
        boolean dies = fault instanceof Fault.Crash;
        if (denies && denied || isOfCreate && (denies && died || dies && denied)) {
            return "none";
        }
        denied |= denies;
        died |= dies;
        int nth = 1 + chance.below(12);
        int times = denies || chance.below(3) > 0 ? 1 : 2 + chance.below(3);
        connect.script(Trouble.onAny().nth(nth).times(times).of(fault));
        String name = Faults.all().entrySet().stream()
                .filter(named -> named.getValue() == fault)
                .map(Map.Entry::getKey)
                .collect(Collectors.joining());
        return String.format("%s at %d times %d", name, nth, times);
    }

    private void deliverAgain(List<String> payloads) {
        String payload = chance.pick(payloads);
        Map<String, String> before = laws.account();
        try {
            cfn.invoke((ObjectNode) CloudFormation.JSON.readTree(payload));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
        connect.advance(Duration.ofMinutes(5));
        assertThat(laws.account()).as("after a late duplicate of %s", payload).isEqualTo(before);
    }
}
