package com.example.connect.verification.cloudformation;

import com.example.connect.simulator.ConnectSimulator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One operation under way: what CloudFormation has been shown of it, and how long it has waited. */
final class Operation {

    /** An operation that has not ended after so many invocations never does. */
    private static final int MOST_INVOCATIONS = 600;

    /**
     * What CloudFormation does besides.
     *
     * @param retries tries retriable failures again
     * @param hasIdentifierDeadline gives up creates without an identifier
     * @param losesPatience gives up operations at their time-out, and those whose function crashes again and again
     */
    record Habits(boolean retries, boolean hasIdentifierDeadline, boolean losesPatience) {}

    /** When CloudFormation gives the operation up, in seconds after it began, and what it says then. */
    private record Limit(int seconds, ObjectNode event) {}

    private static final String CRASHED = "The simulator says that the function crashed";

    private final ConnectSimulator connect;
    private final CloudFormation cfn;
    private final Habits habits;
    private final ObjectNode payload;
    private final List<String> identifiers = new ArrayList<>();
    private Optional<Integer> shownAfter = Optional.empty();
    private boolean hidden;
    private final Instant began;
    private int longestInvocation;
    private int largestContext;
    private int retries;
    private int redeliveries;

    Operation(ConnectSimulator connect, CloudFormation cfn, Habits habits, ObjectNode payload) {
        this.connect = connect;
        this.cfn = cfn;
        this.habits = habits;
        this.payload = payload;
        this.began = connect.clock().now();
    }

    Ending run() {
        for (int invocation = 1; invocation <= MOST_INVOCATIONS; invocation++) {
            int before = waited();
            Optional<JsonNode> event = cfn.invoke(payload);
            longestInvocation = Math.max(longestInvocation, waited() - before);
            event.ifPresent(this::look);
            if (event.isPresent() && !Callbacks.isInProgress(event.get()) && !isTriedAgain(event.get())) {
                return ending(event.get(), false, invocation);
            }
            if (event.isEmpty() && habits.losesPatience() && redeliveries == CloudFormationFacts.redeliveries()) {
                return ending(CloudFormationFacts.crashEvent(CRASHED), true, invocation);
            }
            int delay = event.map(this::delay).orElseGet(this::redelivery);
            Optional<Limit> limit = limit();
            if (limit.isPresent() && waited() + delay > limit.get().seconds()) {
                waitFor(Math.max(0, limit.get().seconds() - waited()));
                return ending(limit.get().event(), true, invocation);
            }
            waitFor(delay);
        }
        throw new DoesNotEnd(payload.toString());
    }

    /** After an event that is not the last one. */
    private int delay(JsonNode event) {
        return Callbacks.isInProgress(event)
                ? (int) Callbacks.delay(event, cfn.overhead()).toSeconds()
                : CloudFormationFacts.retryDelay(retries++);
    }

    private int redelivery() {
        redeliveries++;
        return CloudFormationFacts.redelivery();
    }

    private void look(JsonNode event) {
        redeliveries = 0;
        String shown = Callbacks.identifier(event);
        if (!shown.isEmpty() && !identifiers.contains(shown)) {
            identifiers.add(shown);
            shownAfter = shownAfter.isPresent() ? shownAfter : Optional.of(waited());
        }
        if (Callbacks.isInProgress(event)) {
            retries = 0;
            hidden |= shown.isEmpty() && !identifiers.isEmpty();
            largestContext = Math.max(
                    largestContext, event.path("callbackContext").toString().length());
            Callbacks.goOn(payload, event);
        }
    }

    private boolean isTriedAgain(JsonNode event) {
        return habits.retries()
                && CloudFormationFacts.isRetriable(event.path("errorCode").asText())
                && retries < CloudFormationFacts.retries();
    }

    private Optional<Limit> limit() {
        String action = payload.path("action").asText();
        if (habits.hasIdentifierDeadline() && action.equals("CREATE") && identifiers.isEmpty()) {
            return Optional.of(
                    new Limit(CloudFormationFacts.identifierDeadline(), CloudFormationFacts.identifierDeadlineEvent()));
        }
        return habits.losesPatience()
                ? Optional.of(new Limit(CloudFormationFacts.timeOut(action), CloudFormationFacts.timeOutEvent(action)))
                : Optional.empty();
    }

    private void waitFor(int seconds) {
        connect.advance(Duration.ofSeconds(seconds));
    }

    /** Seconds since the operation began, those of slow answers included. */
    private int waited() {
        return (int) Duration.between(began, connect.clock().now()).toSeconds();
    }

    private Ending ending(JsonNode event, boolean givenUp, int invocation) {
        return new Ending(
                event,
                givenUp,
                identifiers,
                shownAfter,
                hidden,
                waited(),
                invocation,
                longestInvocation,
                largestContext);
    }
}
