package com.example.connect.phonenumber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.example.connect.phonenumber.CrowdModel.Rounds;
import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.SimulatorExtension;
import com.example.connect.verification.bigstack.BigStack;
import com.example.connect.verification.bigstack.BigStack.Outcome;
import com.example.connect.verification.bigstack.BigStack.Variant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the benchmark of big stacks computes is what the handlers do. */
@ExtendWith(SimulatorExtension.class)
class CrowdModelTest {

    private static final LeastTries LEAST = new LeastTries(2, 249.5, 1.15, 0);

    @Test
    void theModelDoesWhatTheHandlersDo(ConnectSimulator connect) {
        Outcome handlers = BigStack.of(150).create(connect, Variant.EXACT);
        List<CrowdModel.Outcome> model = LongStream.rangeClosed(1, 25)
                .mapToObj(new CrowdModel(150, BigStack.WHOLE_RATE, Rounds.times(1))::run)
                .toList();

        assertThat(model.stream().mapToDouble(CrowdModel.Outcome::calls).average())
                .hasValueCloseTo(handlers.calls(), within(0.05 * handlers.calls()));
        assertThat(handlers.seconds())
                .isBetween(
                        model.stream()
                                .mapToDouble(CrowdModel.Outcome::seconds)
                                .min()
                                .orElseThrow(),
                        model.stream()
                                .mapToDouble(CrowdModel.Outcome::seconds)
                                .max()
                                .orElseThrow());
        assertThat(model.get(0).floor()).isEqualTo(handlers.floor());
    }

    @Test
    void theProfileCountsEveryTryOnce(ConnectSimulator connect) {
        Outcome created = BigStack.of(60).create(connect, Variant.EXACT);
        CrowdProfile profile = CrowdProfile.of(connect);

        CrowdProfile.Window all = profile.window(0, profile.last() + 1);
        assertThat(all.remaining()).isEqualTo(60);
        assertThat(all.taken()).isEqualTo(60);
        assertThat(all.triesOfANumber()).isEqualTo(created.calls("ClaimPhoneNumber"));
        assertThat(profile.window(0, 1).taken()).as("the burst").isEqualTo(5);
        assertThat(profile.window(1, 2).remaining()).isEqualTo(55);
    }

    @Test
    void theNextTryIsDueInTimeForACrowdOfWhomOneIsLeft() {
        assertThat(LEAST.next(0)).as("1.15 * 249.5 - 2").isEqualTo(284);
        assertThat(LEAST.next(284)).as("1.15 * 286.5 - 2").isEqualTo(327);
        assertThat(new LeastTries(2, 0, 1.15, 48).next(0)).as("2.5 + 48 - 2").isEqualTo(48);
    }

    @Test
    void aNumberMakesTheTriesThatAreDueBeforeItsToken() {
        double[] until = LEAST.until(400, 1);

        assertThat(until[0]).isEqualTo(1);
        assertThat(until[1]).isEqualTo(2);
        assertThat(until[284]).isEqualTo(2);
        assertThat(until[285]).isEqualTo(3);
        assertThat(until[400]).isEqualTo(5);
        assertThat(LEAST.mean(5, BigStack.WHOLE_RATE, 1)).isEqualTo(1);
        assertThat(LEAST.mean(10, BigStack.WHOLE_RATE, 1)).isEqualTo(1.5);
        assertThat(LEAST.until(400, 0.5)[400]).as("drawn delays are shorter").isGreaterThan(5);
    }
}
