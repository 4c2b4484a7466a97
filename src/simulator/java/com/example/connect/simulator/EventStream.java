package com.example.connect.simulator;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@link Events} as server-sent events. Each has an id, RUN-NUMBER; a follower that comes back with the last one it
 * has, in {@code Last-Event-ID} or {@code ?after=}, gets all that came after it. Where that is no longer kept, or the
 * simulator was started anew, it gets the event {@code gap} instead, and has to look for itself.
 */
final class EventStream {
    private static final Pattern ID = Pattern.compile("(\\w+)-(\\d{1,18})");
    private static final int MOST_AT_ONCE = 500;

    /** How often the stream looks whether something has fallen due in the meantime. */
    private static final long LOOK_MILLIS = 200;

    /** After so many looks without an event, a comment shows whether the follower is still there. */
    private static final int LOOKS_TO_COMMENT = 50;

    private final Events events;
    private final Runnable settle;
    private final String run = UUID.randomUUID().toString().substring(0, 8);

    EventStream(Events events, Runnable settle) {
        this.events = events;
        this.settle = settle;
    }

    /** Writes events until the follower goes away. */
    void serve(HttpExchange exchange) throws IOException {
        WireRequest request = WireServer.read(exchange);
        Optional<String> after = Optional.ofNullable(
                        exchange.getRequestHeaders().getFirst("Last-Event-ID"))
                .or(() -> request.query("after"));
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            follow(out, after);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } catch (IOException gone) {
            // The follower has closed the connection, which is how every stream ends.
        } finally {
            exchange.close();
        }
    }

    private void follow(OutputStream out, Optional<String> after) throws IOException, InterruptedException {
        long last = after.map(this::numberOf).orElseGet(events::last);
        boolean whole = last >= 0 && events.reaches(last);
        if (!whole) {
            last = events.last();
        }
        write(out, "retry: 1000\n" + text(last, whole ? "hello" : "gap", "{}"));
        for (int quiet = 0; ; quiet++) {
            events.await(last, LOOK_MILLIS);
            settle.run();
            if (!events.reaches(last)) {
                last = events.last();
                write(out, text(last, "gap", "{}"));
            }
            List<Events.Event> next = events.after(last, MOST_AT_ONCE);
            if (!next.isEmpty()) {
                StringBuilder batch = new StringBuilder();
                next.forEach(event -> batch.append(
                        text(event.id(), event.kind(), Json.write(event.data().get()))));
                write(out, batch.toString());
                last = next.get(next.size() - 1).id();
                quiet = 0;
            } else if (quiet == LOOKS_TO_COMMENT) {
                write(out, ":\n\n");
                quiet = 0;
            }
        }
    }

    /** The number of an event of this run; -1 of any other. */
    private long numberOf(String id) {
        Matcher matcher = ID.matcher(id);
        return matcher.matches() && matcher.group(1).equals(run) ? Long.parseLong(matcher.group(2)) : -1;
    }

    private String text(long id, String kind, String data) {
        return "id: " + run + "-" + id + "\nevent: " + kind + "\ndata: " + data + "\n\n";
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
