package com.example.contract;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** How an operation waits between two invocations. */
@FunctionalInterface
interface Waiting {

    void await(Duration delay) throws InterruptedException;

    /** In real time, as CloudFormation does. */
    static Waiting real() {
        return delay -> Thread.sleep(delay.toMillis());
    }

    /**
     * Not at all: the service's own clock is moved instead, by a POST of {@code {"advanceSeconds": N}} to {@code url}.
     * For a service that is a simulator.
     */
    static Waiting byClock(URI url) {
        HttpClient client = HttpClient.newHttpClient();
        return delay -> {
            HttpRequest request = HttpRequest.newBuilder(url)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"advanceSeconds\": " + delay.toSeconds() + "}"))
                    .build();
            try {
                int status = client.send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode();
                if (status != 200) {
                    throw new IllegalStateException(url + " does not move its clock: HTTP status " + status);
                }
            } catch (IOException unreachable) {
                throw new IllegalStateException(url + " does not answer", unreachable);
            }
        };
    }
}
