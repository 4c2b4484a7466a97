package com.example.connect.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the control API says of itself, and whom it answers. */
@ExtendWith(SimulatorExtension.class)
class ControlDescriptionTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Path SOURCES = Path.of("src/simulator/java/com/example/connect/simulator");

    private static HttpResponse<String> send(
            ConnectSimulator simulator, String method, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(simulator.endpoint() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(""));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode described(ConnectSimulator simulator) throws IOException {
        return MAPPER.readTree(
                send(simulator, "GET", "/_simulator/openapi.json").body());
    }

    @Test
    void everyRouteDescribedIsThereAndNoOther(ConnectSimulator simulator) throws IOException {
        JsonNode api = described(simulator);
        assertThat(api.path("openapi").asText()).isEqualTo("3.1.0");
        Set<String> ids = new TreeSet<>();
        api.path("paths").fields().forEachRemaining(path -> {
            for (String method : Set.of("GET", "POST", "PATCH", "DELETE")) {
                JsonNode operation = path.getValue().path(method.toLowerCase(Locale.ROOT));
                if (path.getKey().equals("/_simulator/events")) {
                    continue;
                }
                int status = send(simulator, method, path.getKey()).statusCode();
                assertThat(status == 404).as(method + " " + path.getKey()).isEqualTo(operation.isMissingNode());
                if (!operation.isMissingNode()) {
                    assertThat(operation.path("summary").asText()).isNotBlank();
                    assertThat(ids.add(operation.path("operationId").asText())).isTrue();
                }
            }
        });
        assertThat(ids).hasSizeGreaterThan(25);
        assertThat(send(simulator, "GET", "/_simulator/nowhere").body()).contains("openapi.json lists what it has");
    }

    /** What the handlers read of a query or a body is described, and what is described is read. */
    @Test
    void everyParameterDescribedIsReadAndNoOther(ConnectSimulator simulator) throws IOException {
        Set<String> described = new TreeSet<>();
        described(simulator)
                .path("paths")
                .forEach(path -> path.forEach(operation -> {
                    operation
                            .path("parameters")
                            .forEach(each -> described.add(each.path("name").asText()));
                    operation
                            .at("/requestBody/content/application~1json/schema/properties")
                            .fieldNames()
                            .forEachRemaining(described::add);
                }));
        Pattern reads = Pattern.compile(
                "(?:request|this)?\\.?\\b(?:has|text|texts|objects|flag|whole|seconds|query|getOrDefault)\\(\"(\\w+)\"");
        Set<String> read;
        try (Stream<Path> files = Stream.of("ControlApi", "ControlRequest", "PageRoutes", "TroubleJson")
                .map(name -> SOURCES.resolve(name + ".java"))) {
            read = files.flatMap(file -> reads.matcher(text(file)).results())
                    .map(match -> match.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
        read.add("after");

        assertThat(described).isEqualTo(read);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file).replaceAll("\\s*\\n\\s*", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/_simulator/page/app.js", "/_simulator/page/style.css", "/_simulator/view/account"})
    void aPageMayLoadNothingFromElsewhereAndBeFramedByNobody(String path, ConnectSimulator simulator) {
        HttpResponse<String> answer = send(simulator, "GET", path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../Main.class", "..%2FMain.class", "page/app.js", "none.js", "app.map", "app", ""})
    void noOtherFileIsServed(String name, ConnectSimulator simulator) {
        assertThat(send(simulator, "GET", "/_simulator/page/" + name).statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin|http://evil.example",
                "Origin|null",
                "Sec-Fetch-Site|cross-site",
                "Sec-Fetch-Site|same-site"
            })
    void aPageOfAnotherOriginReadsAndChangesNothing(String header, ConnectSimulator simulator) {
        String[] headers = header.split("\\|");
        for (String path : Set.of("reset", "view/account", "events", "openapi.json")) {
            HttpResponse<String> answer = send(simulator, "POST", "/_simulator/" + path, headers);
            assertThat(answer.statusCode()).as(path).isEqualTo(403);
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();
        }
    }

    @Test
    void itsOwnPageMay(ConnectSimulator simulator) {
        HttpResponse<String> answer = send(
                simulator,
                "POST",
                "/_simulator/reset",
                "Origin",
                simulator.endpoint().toString(),
                "Sec-Fetch-Site",
                "same-origin");

        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void aLinkElsewhereMayLeadToThePage(ConnectSimulator simulator) {
        assertThat(send(simulator, "GET", "/", "Sec-Fetch-Site", "cross-site").statusCode())
                .isEqualTo(200);
    }
}
