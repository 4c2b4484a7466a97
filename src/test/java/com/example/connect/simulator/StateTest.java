package com.example.connect.simulator;

import static com.example.connect.simulator.Clients.NUMBER;
import static com.example.connect.simulator.Clients.TOKEN;
import static com.example.connect.simulator.Clients.claim;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.connect.ConnectClient;

/** A world is exported and imported, and kept on disk. */
@ExtendWith(SimulatorExtension.class)
class StateTest {

    /** A life with something of everything: the last claim is IN_PROGRESS at its end. */
    private static void live(ConnectSimulator simulator) {
        ConnectClient connect = Clients.to(simulator);
        SimulatedAccount account = simulator.account();
        simulator.set(simulator.knobs().with(Knob.RATE, Optional.empty()).with(Knob.QUOTA, 3));
        simulator.quota(account.otherInstanceArn(), 1);
        String bound = claim(simulator, number(0), c -> c.clientToken(TOKEN).tags(Map.of("team", "blue")));
        String moved = claim(simulator, number(1));
        String released = claim(simulator, number(2));
        String failed = claim(simulator, number(3));
        simulator.advance(Duration.ofSeconds(3));
        connect.associatePhoneNumberContactFlow(a ->
                a.phoneNumberId(bound).instanceId(account.instanceId()).contactFlowId(Ids.lastPart(account.flowArn())));
        connect.updatePhoneNumber(u -> u.phoneNumberId(moved).targetArn(account.otherInstanceArn()));
        connect.releasePhoneNumber(r -> r.phoneNumberId(released));
        connect.createInstance(c -> c.identityManagementType("CONNECT_MANAGED")
                .instanceAlias("third")
                .inboundCallsEnabled(true)
                .outboundCallsEnabled(true));
        simulator.putTags(bound, Map.of("aws:by", "us"));
        simulator.noteStack(bound, "hotline");
        simulator.takeElsewhere(number(8));
        simulator.script(Trouble.on("ClaimPhoneNumber").of(new Fault.FailLater("carrier")));
        simulator.advance(Duration.ofDays(2));
        claim(simulator, number(4));
        assertThat(simulator.number(failed)).as("its day is over").isEmpty();
    }

    private static String number(int last) {
        return NUMBER.substring(0, NUMBER.length() - 1) + last;
    }

    /** All that a reader sees of it. */
    private static String shown(ConnectSimulator simulator) {
        return simulator.look((world, log) -> Json.write(List.of(
                new AccountJson(world).shown(),
                world.numbers().stream()
                        .map(each -> NumberJson.one(world, each, true))
                        .toList(),
                world.released().stream()
                        .map(each -> NumberJson.one(world, each, true))
                        .toList(),
                world.knobs().texts(),
                world.claims,
                world.releases)));
    }

    /** The same by JSON, as it travels. */
    private static List<Map<String, Object>> travelled(List<Map<String, Object>> exported)
            throws JsonProcessingException {
        Object lines = Json.readObject(Json.write(Map.of("journal", exported))).getOrDefault("journal", List.of());
        return ((List<?>) lines)
                .stream().map(line -> Json.object((Map<?, ?>) line)).toList();
    }

    @Test
    void anExportedWorldLivesOnElsewhereAsItWouldHaveHere(ConnectSimulator simulator) throws Exception {
        live(simulator);
        try (ConnectSimulator other = ConnectSimulator.start(Knobs.standard())) {
            other.importState(travelled(simulator.exportState()));

            assertThat(shown(other)).isEqualTo(shown(simulator));
            for (ConnectSimulator each : List.of(simulator, other)) {
                each.clearTroubles();
                each.advance(Duration.ofSeconds(3));
                claim(each, number(5));
                each.advance(Duration.ofDays(200));
                claim(each, number(2));
            }
            assertThat(shown(other))
                    .as("identifiers and what was under way included")
                    .isEqualTo(shown(simulator));
        }
    }

    @Test
    void aTokenIsStillKnown(ConnectSimulator simulator) throws Exception {
        String id = claim(simulator, NUMBER, c -> c.clientToken(TOKEN));
        try (ConnectSimulator other = ConnectSimulator.start(Knobs.standard())) {
            other.importState(travelled(simulator.exportState()));

            assertThat(claim(other, NUMBER, c -> c.clientToken(TOKEN))).isEqualTo(id);
            assertThat(other.claimsMade()).isEqualTo(1);
        }
    }

    @Test
    void noSignatureIsExported(ConnectSimulator simulator) {
        claim(simulator, NUMBER);

        assertThat(Json.write(simulator.exportState()))
                .contains("us-east-1")
                .doesNotContain("Signature", "AWS4-HMAC-SHA256");
    }

    @Test
    void whatIsNoStateIsRefusedAndChangesNothing(ConnectSimulator simulator) {
        claim(simulator, NUMBER);
        simulator.advance(Duration.ofHours(1));
        String before = shown(simulator);
        List<Map<String, Object>> half = List.of(
                simulator.exportState().get(0),
                Map.of("at", "2026-01-01T00:00:00Z", "call", "POST /nowhere", "query", "", "region", "", "body", ""));

        for (List<Map<String, Object>> wrong :
                List.of(half, List.<Map<String, Object>>of(), List.of(Map.<String, Object>of("format", "another")))) {
            assertThatThrownBy(() -> simulator.importState(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("this is no state of a connect-simulator that this one can read: ");
        }
        assertThat(shown(simulator)).isEqualTo(before);
    }

    private static ConnectSimulator keptIn(Path folder, String... options) {
        List<String> all = new ArrayList<>(List.of("--port", "0", "--manual-clock", "--state", folder.toString()));
        all.addAll(List.of(options));
        return ConnectSimulator.start(CommandLine.of(all));
    }

    @Test
    void aWorldKeptOnDiskIsThereAtTheNextStart(@TempDir Path folder) {
        String before;
        try (ConnectSimulator simulator = keptIn(folder, "REGION=eu-west-2")) {
            live(simulator);
            before = shown(simulator);
        }
        try (ConnectSimulator again = keptIn(folder)) {
            assertThat(shown(again)).isEqualTo(before);
            again.reset();
        }
        try (ConnectSimulator anew = keptIn(folder)) {
            assertThat(anew.numbers()).isEmpty();
            assertThat(anew.account().region()).isEqualTo("eu-west-2");
        }
    }

    @Test
    void aLineHalfWrittenIsLeftOutAndOneThatCannotBeReadIsNamed(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("state.jsonl");
        try (ConnectSimulator simulator = keptIn(folder)) {
            claim(simulator, NUMBER);
        }
        Files.writeString(file, Files.readString(file) + "{\"at\":\"2026-");
        try (ConnectSimulator again = keptIn(folder)) {
            assertThat(again.numbers()).hasSize(1);
        }
        Files.writeString(file, Files.readString(file) + "{\"at\":\"2026-\n");
        assertThatThrownBy(() -> keptIn(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be read from line ")
                .hasMessageContaining("remove it to begin anew");
    }

    @Test
    void oneFolderBelongsToOneSimulator(@TempDir Path folder) {
        try (ConnectSimulator first = keptIn(folder)) {
            assertThat(first.numbers()).isEmpty();
            assertThatThrownBy(() -> keptIn(folder)).hasMessageContaining("another simulator keeps its state in");
        }
    }

    @Test
    void aRunningClockTakesOverAManualOnesTimeAndTheOtherWayRound(ConnectSimulator manual) throws Exception {
        manual.advance(Duration.ofDays(40));
        claim(manual, NUMBER);
        try (ConnectSimulator running = ConnectSimulator.start(0, SimulatedClock.running(), Knobs.standard())) {
            running.importState(travelled(manual.exportState()));
            assertThat(Duration.between(manual.clock().now(), running.clock().now()))
                    .isBetween(Duration.ZERO, Duration.ofMinutes(1));

            running.advance(Duration.ofDays(1));
            claim(running, number(1));
            manual.importState(travelled(running.exportState()));
            assertThat(manual.numbers()).hasSize(2);
            assertThat(Duration.between(manual.clock().now(), running.clock().now()))
                    .isBetween(Duration.ZERO, Duration.ofMinutes(1));
        }
    }

    @Test
    void aRunningClockGoesOnFromRealTimeAndItsLead() throws Exception {
        try (ConnectSimulator simulator = ConnectSimulator.start(0, SimulatedClock.running(), Knobs.standard());
                ConnectSimulator other = ConnectSimulator.start(0, SimulatedClock.running(), Knobs.standard())) {
            simulator.advance(Duration.ofDays(40));
            other.importState(travelled(simulator.exportState()));
            assertThat(Duration.between(simulator.clock().now(), other.clock().now())
                            .abs())
                    .isLessThan(Duration.ofMinutes(1));

            simulator.run(false);
            other.importState(travelled(simulator.exportState()));
            assertThat(other.clock().now()).isEqualTo(simulator.clock().now());
        }
    }
}
