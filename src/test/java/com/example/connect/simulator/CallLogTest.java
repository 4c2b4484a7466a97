package com.example.connect.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CallLogTest {
    private static final Exchange.Caller CALLER = new Exchange.Caller("", "");

    private final CallLog log = new CallLog();

    private void receive(int calls) {
        for (int i = 0; i < calls; i++) {
            Call call =
                    new Call(log.nextIndex(), "ClaimPhoneNumber", Instant.EPOCH, Map.of(), true, 200, Optional.empty());
            log.add(
                    new Exchange(
                            call,
                            new Fate(call.index()),
                            CALLER,
                            1,
                            Optional.empty(),
                            Optional.of("id " + call.index())),
                    Answer.body("{}"));
        }
    }

    @Test
    void theLatestCallsAreKeptAndTheIndexGoesOn() {
        receive(CallLog.MOST_KEPT + 3);

        assertThat(log.calls()).hasSize(CallLog.MOST_KEPT);
        assertThat(log.calls().get(0).index()).isEqualTo(3);
        assertThat(log.nextIndex()).isEqualTo(CallLog.MOST_KEPT + 3);
    }

    @Test
    void theCallThatClaimedANumberIsForgottenWithTheOldest() {
        receive(CallLog.MOST_KEPT);
        assertThat(log.claimOf("id 0")).map(claim -> claim.call().index()).contains(0);

        receive(1);
        assertThat(log.claimOf("id 0")).isEmpty();
        assertThat(log.claimOf("id 1")).isPresent();

        log.clear();
        assertThat(log.claimOf("id 1")).isEmpty();
    }

    @Test
    void theIndexBeginsAgainWhenTheCallsAreForgotten() {
        receive(CallLog.MOST_KEPT + 3);
        log.clear();
        receive(1);

        assertThat(log.calls()).extracting(Call::index).containsExactly(0);
    }

    @Test
    void aTroubleHitsItsCallThoughEarlierOnesAreForgotten() {
        log.script(Trouble.at(CallLog.MOST_KEPT + 1).of(Faults.named("THROTTLE")));
        receive(CallLog.MOST_KEPT);

        assertThat(log.fault(Operation.DESCRIBE)).isEmpty();
        receive(1);
        assertThat(log.fault(Operation.DESCRIBE)).isPresent();
    }
}
