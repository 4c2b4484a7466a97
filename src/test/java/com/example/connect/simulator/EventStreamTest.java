package com.example.connect.simulator;

import static com.example.connect.simulator.Clients.NUMBER;
import static com.example.connect.simulator.Clients.claim;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What happens, as server-sent events. */
@ExtendWith(SimulatorExtension.class)
class EventStreamTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final WireRequest DESCRIBE = new WireRequest(
            "GET",
            "/phone-number/11111111-2222-4333-8444-555555555555",
            "",
            Optional.of("signed"),
            Optional.empty(),
            Optional.empty(),
            "agent",
            "");

    private record Event(String id, String kind, String data) {
        long number() {
            return Long.parseLong(id.substring(id.indexOf('-') + 1));
        }

        Map<String, Object> members() {
            try {
                return Json.readObject(data);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(data, e);
            }
        }
    }

    /** A follower, which reads as it likes. */
    private static final class Follower implements AutoCloseable {
        private final BufferedReader lines;

        Follower(ConnectSimulator simulator, Optional<String> lastEventId) throws Exception {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(URI.create(simulator.endpoint() + "/_simulator/events"));
            lastEventId.ifPresent(id -> request.header("Last-Event-ID", id));
            lines = new BufferedReader(new InputStreamReader(
                    HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream())
                            .body(),
                    StandardCharsets.UTF_8));
        }

        Event next() throws IOException {
            Map<String, String> fields = new HashMap<>();
            String line = lines.readLine();
            while (!line.isEmpty() || !fields.containsKey("event")) {
                int colon = line.indexOf(": ");
                if (colon > 0) {
                    fields.put(line.substring(0, colon), line.substring(colon + 2));
                }
                line = lines.readLine();
            }
            return new Event(
                    String.valueOf(fields.get("id")),
                    String.valueOf(fields.get("event")),
                    String.valueOf(fields.get("data")));
        }

        List<Event> next(int many, String kind) throws IOException {
            List<Event> events = new ArrayList<>();
            while (events.size() < many) {
                Event event = next();
                if (event.kind().equals(kind)) {
                    events.add(event);
                }
            }
            return events;
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }

    @Test
    void nothingIsLostAtTwoThousandCallsASecond(ConnectSimulator simulator) throws Exception {
        int calls = 20_000;
        try (Follower follower = new Follower(simulator, Optional.empty());
                Follower slow = new Follower(simulator, Optional.empty())) {
            assertThat(follower.next().kind()).isEqualTo("hello");
            assertThat(slow.next().kind()).isEqualTo("hello");
            simulator.set(Knob.RATE, Optional.empty());
            long began = System.nanoTime();
            for (int i = 0; i < calls; i++) {
                simulator.answer(DESCRIBE);
            }
            Duration taken = Duration.ofNanos(System.nanoTime() - began);

            assertThat(taken).as("20,000 calls at 2,000 a second or more").isLessThan(Duration.ofSeconds(10));
            for (Follower each : List.of(follower, slow)) {
                List<Event> seen = each.next(calls, "call");
                assertThat(seen)
                        .extracting(event -> event.members().get("index"))
                        .containsExactlyElementsOf(
                                IntStream.range(0, calls).boxed().toList());
                assertThat(seen.get(calls - 1).number() - seen.get(0).number()).isEqualTo(calls - 1);
            }
        }
    }

    @Test
    void aFollowerThatComesBackGetsAllSinceItsLastEvent(ConnectSimulator simulator) throws Exception {
        Event last;
        try (Follower follower = new Follower(simulator, Optional.empty())) {
            follower.next();
            simulator.answer(DESCRIBE);
            last = follower.next(1, "call").get(0);
        }
        simulator.answer(DESCRIBE);
        simulator.answer(DESCRIBE);
        try (Follower back = new Follower(simulator, Optional.of(last.id()))) {
            assertThat(back.next().kind()).isEqualTo("hello");
            assertThat(back.next(2, "call"))
                    .extracting(event -> event.members().get("index"))
                    .containsExactly(1, 2);
        }
    }

    @Test
    void aFollowerThatMissedWhatIsNoLongerKeptIsToldSo(ConnectSimulator simulator) throws Exception {
        String first;
        try (Follower follower = new Follower(simulator, Optional.empty())) {
            first = follower.next().id();
        }
        for (int i = 0; i <= Events.MOST_KEPT; i++) {
            simulator.answer(DESCRIBE);
        }
        for (String lost : List.of(first, "0a0a0a0a-7", "no id")) {
            try (Follower back = new Follower(simulator, Optional.of(lost))) {
                assertThat(back.next().kind()).as(lost).isEqualTo("gap");
            }
        }
    }

    @Test
    void whatHappensByItselfIsToldWhenItsTimeComes(ConnectSimulator simulator) throws Exception {
        try (Follower follower = new Follower(simulator, Optional.empty())) {
            follower.next();
            String id = claim(simulator, NUMBER);
            follower.next(1, "call");
            simulator.clock().advance(Duration.ofSeconds(2));

            assertThat(follower.next(1, "number").get(0).members()).containsEntry("id", id);
            assertThat(simulator.number(id).orElseThrow().status()).isEqualTo(NumberState.Status.CLAIMED);
        }
    }

    @Test
    void aClaimThatFailsLaterIsToldWithItsReason(ConnectSimulator simulator) throws Exception {
        simulator.set(Knob.QUOTA, 0);
        try (Follower follower = new Follower(simulator, Optional.empty())) {
            follower.next();
            claim(simulator, NUMBER);
            simulator.advance(Duration.ofSeconds(2));

            Event fate = follower.next(1, "fate").get(0);
            assertThat(fate.members()).containsEntry("index", 0);
            assertThat(fate.data()).contains("Instance simulated holds 0 of 0 numbers");
        }
    }
}
