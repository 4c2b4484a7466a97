package com.example.connect.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/** Botocore's model of the service, reduced to the operations served, and what it says of an answer. */
final class ServiceModel {
    static final JsonNode JSON = read();

    private ServiceModel() {}

    private static JsonNode read() {
        try (InputStream stream = ServiceModel.class.getResourceAsStream("connect-model.json")) {
            return new ObjectMapper().readTree(Objects.requireNonNull(stream));
        } catch (IOException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    static JsonNode operation(String name) {
        return JSON.path("operations").path(name);
    }

    static JsonNode shape(JsonNode reference) {
        return JSON.path("shapes").path(reference.path("shape").asText());
    }

    /** The codes of the errors that the model lists for an operation. */
    static Set<String> errors(String operation) {
        Set<String> errors = new TreeSet<>();
        operation(operation)
                .path("errors")
                .forEach(error -> errors.add(error.path("shape").asText()));
        return errors;
    }

    /** What an operation's answer has that the model does not know; empty where it is as the model says. */
    static List<String> violations(String operation, JsonNode answer) {
        List<String> found = new ArrayList<>();
        check(operation, answer, shape(operation(operation).path("output")), found);
        return found;
    }

    private static void check(String where, JsonNode value, JsonNode shape, List<String> found) {
        switch (shape.path("type").asText()) {
            case "structure" ->
                value.properties()
                        .forEach(member -> check(
                                where + "." + member.getKey(),
                                member.getValue(),
                                shape(shape.path("members").path(member.getKey())),
                                found));
            case "list" -> value.forEach(item -> check(where + "[]", item, shape(shape.path("member")), found));
            case "map" -> value.forEach(item -> check(where + "{}", item, shape(shape.path("value")), found));
            case "string" -> checkText(where, value, shape, found);
            case "boolean" -> note(value.isBoolean(), where, value, found);
            case "integer", "long", "timestamp" -> note(value.isNumber(), where, value, found);
            default -> note(false, where, value, found);
        }
    }

    private static void checkText(String where, JsonNode value, JsonNode shape, List<String> found) {
        Set<String> allowed = new TreeSet<>();
        shape.path("enum").forEach(text -> allowed.add(text.asText()));
        note(value.isTextual() && (allowed.isEmpty() || allowed.contains(value.asText())), where, value, found);
    }

    private static void note(boolean conforms, String where, JsonNode value, List<String> found) {
        if (!conforms) {
            found.add(where + ": " + value);
        }
    }

    /** Fails every call whose answer is none of the model's; what is no JSON was scripted. */
    static final class AnswersConform implements ExecutionInterceptor {
        @Override
        public Optional<InputStream> modifyHttpResponseContent(
                Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
            byte[] body = context.responseBody().map(AnswersConform::bytes).orElse(new byte[0]);
            if (context.httpResponse().isSuccessful() && body.length > 0) {
                String operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
                assertThat(json(body)
                                .map(answer -> violations(operation, answer))
                                .orElse(List.of()))
                        .isEmpty();
            }
            return context.responseBody().map(stream -> new ByteArrayInputStream(body));
        }

        private static byte[] bytes(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                return new byte[0];
            }
        }

        private static Optional<JsonNode> json(byte[] body) {
            try {
                return Optional.of(new ObjectMapper().readTree(body));
            } catch (JsonProcessingException scripted) {
                return Optional.empty();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
