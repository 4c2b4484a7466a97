package com.example.connect.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of operations against botocore's model of the service, member by member and bound by bound. */
class ModelConformanceTest {
    private static final JsonNode MODEL = ServiceModel.JSON;

    /** The model's own carry one backslash too many, and match nothing that a phone number is. */
    private static final Map<String, String> CORRECTED_PATTERNS =
            Map.of("PhoneNumber", "^\\+[1-9]\\d{1,14}$", "PhoneNumberPrefix", "^\\+?[0-9]{1,11}$");

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new TreeSet<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static JsonNode operation(Operation operation) {
        return ServiceModel.operation(operation.wireName());
    }

    @Test
    void theOperationsAreTheModelsAndNoOthers() {
        List<String> served =
                Arrays.stream(Operation.values()).map(Operation::wireName).toList();
        assertThat(served).containsExactlyInAnyOrderElementsOf(names(MODEL.path("operations")));
    }

    @ParameterizedTest
    @EnumSource
    void methodAndPathAreTheModels(Operation operation) {
        JsonNode http = operation(operation).path("http");
        assertThat(operation.method()).isEqualTo(http.path("method").asText());
        assertThat(operation.template().text())
                .isEqualTo(http.path("requestUri").asText());
    }

    @ParameterizedTest
    @EnumSource
    void membersTravelAsTheModelSays(Operation operation) {
        JsonNode input = ServiceModel.shape(operation(operation).path("input"));
        JsonNode members = input.path("members");
        assertThat(operation.parameters())
                .extracting(Parameter::name)
                .containsExactlyInAnyOrderElementsOf(names(members));
        for (Parameter parameter : operation.parameters()) {
            JsonNode member = members.path(parameter.name());
            assertThat(parameter.location()).as(parameter.name()).isEqualTo(location(member));
            assertThat(parameter.wireName())
                    .as(parameter.name())
                    .isEqualTo(member.path("locationName").asText(parameter.name()));
        }
    }

    private static Parameter.Location location(JsonNode member) {
        return switch (member.path("location").asText()) {
            case "uri" -> Parameter.Location.PATH;
            case "querystring" -> Parameter.Location.QUERY;
            case "" -> Parameter.Location.BODY;
            default -> throw new AssertionError("a location that the simulator does not know: " + member);
        };
    }

    @ParameterizedTest
    @EnumSource
    void requiredMembersAreTheModels(Operation operation) {
        JsonNode input = ServiceModel.shape(operation(operation).path("input"));
        List<String> required = operation.parameters().stream()
                .filter(Parameter::required)
                .map(Parameter::name)
                .toList();
        assertThat(required).containsExactlyInAnyOrderElementsOf(texts(input.path("required")));
    }

    @ParameterizedTest
    @EnumSource
    void boundsAreTheModels(Operation operation) {
        JsonNode members =
                ServiceModel.shape(operation(operation).path("input")).path("members");
        for (Parameter parameter : operation.parameters()) {
            checkBound(
                    operation.wireName() + "." + parameter.name(), parameter.bound(), members.path(parameter.name()));
        }
    }

    private static void checkBound(String where, Bound bound, JsonNode reference) {
        JsonNode shape = ServiceModel.shape(reference);
        assertThat(bound.kind().name())
                .as(where)
                .isEqualToIgnoringCase(shape.path("type").asText());
        assertThat(bound.min()).as(where).isEqualTo(shape.path("min").asInt(0));
        assertThat(bound.max()).as(where).isEqualTo(shape.path("max").asInt(Integer.MAX_VALUE));
        assertThat(bound.values()).as(where).isEqualTo(texts(shape.path("enum")));
        assertThat(bound.pattern().map(Pattern::pattern)).as(where).isEqualTo(pattern(reference, shape));
        List<JsonNode> parts = new ArrayList<>();
        List.of("member", "key", "value").stream().filter(shape::has).forEach(part -> parts.add(shape.path(part)));
        assertThat(bound.parts()).as(where).hasSameSizeAs(parts);
        for (int i = 0; i < parts.size(); i++) {
            checkBound(where + "[" + i + "]", bound.parts().get(i), parts.get(i));
        }
    }

    private static Optional<String> pattern(JsonNode reference, JsonNode shape) {
        String name = reference.path("shape").asText();
        return Optional.ofNullable(CORRECTED_PATTERNS.get(name))
                .or(() -> Optional.ofNullable(shape.get("pattern")).map(JsonNode::asText));
    }

    @Test
    void theCorrectedPatternsDifferFromTheModelsByTheirBackslashesAndAnchorsOnly() {
        CORRECTED_PATTERNS.forEach((shape, corrected) -> {
            String broken = MODEL.path("shapes").path(shape).path("pattern").asText();
            String mended = broken.replace("\\\\", "\\").replaceAll("\\$$", "");
            assertThat(corrected).isEqualTo("^" + mended + "$");
        });
    }

    /** Of the calls that name one number. */
    @Test
    void theCallsThatCanFindARequestInvalidAreTheModels() {
        assertThat(Arrays.stream(Operation.values())
                        .filter(operation -> operation.parameters().stream()
                                .anyMatch(parameter ->
                                        Set.of("PhoneNumberId", "resourceArn").contains(parameter.name())))
                        .filter(operation -> operation(operation).path("errors").findValuesAsText("shape").stream()
                                .anyMatch("InvalidRequestException"::equals)))
                .containsExactlyInAnyOrderElementsOf(Lookup.LIST_INVALID_REQUEST);
    }

    @Test
    void errorsHaveTheModelsStatus() {
        List<Refusal> refusals = List.of(
                Refusal.invalidParameter(""),
                Refusal.invalidRequest(""),
                Refusal.notFound(""),
                Refusal.inUse(""),
                Refusal.idempotency(""),
                Refusal.quotaExceeded(""),
                Refusal.conflict(""),
                Refusal.notReady(""),
                Refusal.duplicate(""),
                Refusal.flowNotPublished(""),
                Refusal.invalidFlow(""),
                Refusal.accessDenied(""));
        Set<String> checked = new HashSet<>();
        for (Refusal refusal : refusals) {
            Answer.Http answer = (Answer.Http) refusal.answer();
            String code = answer.errorCode().orElseThrow();
            JsonNode error = MODEL.path("shapes").path(code).path("error");
            assertThat(answer.status())
                    .as(code)
                    .isEqualTo(error.path("httpStatusCode").asInt());
            checked.add(code);
        }
        assertThat(checked).hasSameSizeAs(refusals);
    }

    @ParameterizedTest
    @EnumSource
    void aWrongRequestGetsAnErrorThatTheOperationHas(Operation operation) {
        Set<String> errors = ServiceModel.errors(operation.wireName());
        assertThat(ListedErrors.of(operation, Refusal.invalidParameter("")).code())
                .isIn(errors);
        boolean takesToken = operation.parameters().stream()
                .anyMatch(parameter -> parameter.name().equals("ClientToken"));
        if (takesToken) {
            assertThat(ListedErrors.of(operation, Refusal.idempotency("")).code())
                    .isIn(errors);
        }
    }

    @Test
    void findsWhatAnAnswerInvents() throws IOException {
        JsonNode answer = new ObjectMapper()
                .readTree(
                        "{\"InstanceSummaryList\": [{\"Id\": \"x\", \"Invented\": 1, \"InstanceStatus\": \"TIRED\"}]}");

        assertThat(ServiceModel.violations("ListInstances", answer))
                .containsExactly(
                        "ListInstances.InstanceSummaryList[].Invented: 1",
                        "ListInstances.InstanceSummaryList[].InstanceStatus: \"TIRED\"");
    }
}
