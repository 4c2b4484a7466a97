package com.example.connect.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.connect.simulator.Policy.Decision;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.connect.ConnectClient;
import software.amazon.awssdk.services.connect.model.AccessDeniedException;

/** The caller's policies: what they are asked, what they answer, and how a denial is worded. */
@ExtendWith(SimulatorExtension.class)
class PolicyTest {

    private static final String PROTECTION = "example:connect:phonenumber:release-protection";
    private static final String EVERYTHING = statement("'Effect': 'Allow', 'Action': '*', 'Resource': '*'");
    private static final Path KEEP = Path.of("examples/policies/keep-protected-numbers.json");

    private static String statement(String elements) {
        return ("{'Version': '2012-10-17', 'Statement': {" + elements + "}}").replace('\'', '"');
    }

    private static String claim(ConnectSimulator simulator, Map<String, String> tags) {
        String arn = Clients.to(simulator)
                .claimPhoneNumber(claim -> claim.targetArn(simulator.account().instanceArn())
                        .phoneNumber(Clients.NUMBER)
                        .tags(tags.isEmpty() ? null : tags))
                .phoneNumberArn();
        simulator.advance(Duration.ofMinutes(1));
        return arn;
    }

    /** Operations with other kinds of resources need a row in {@link ResourceKind}. */
    @ParameterizedTest
    @EnumSource(Operation.class)
    void aCallIsCheckedOnTheKindsOfResourcesThatTheReferenceNames(Operation operation) throws IOException {
        JsonNode reference = new ObjectMapper()
                .readTree(PolicyTest.class.getResource("authorization-reference.json"))
                .path(operation.wireName());
        List<String> kinds = new ArrayList<>();
        reference.forEach(kind -> kinds.add(kind.asText()));

        assertThat(reference.isArray()).isTrue();
        assertThat(ResourceKind.of(operation.wireName()))
                .extracting(ResourceKind::word)
                .containsExactlyInAnyOrderElementsOf(kinds);
    }

    @Test
    void aDenialNamesCallerActionResourceAndReason(ConnectSimulator simulator) {
        String arn = claim(simulator, Map.of());
        ConnectClient client = Clients.to(simulator);
        simulator.set(Knob.PERMISSIONS, Policy.allowing(Set.of()));
        assertThatThrownBy(() -> client.describePhoneNumber(d -> d.phoneNumberId(arn)))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageContaining("User: arn:aws:iam::123456789012:user/simulated is not authorized to perform:"
                        + " connect:DescribePhoneNumber on resource: " + arn
                        + " because no identity-based policy allows the connect:DescribePhoneNumber action");

        simulator.set(
                Knob.PERMISSIONS,
                Policy.of(EVERYTHING, statement("'Effect': 'Deny', 'Action': 'connect:Describe*', 'Resource': '*'")));
        simulator.set(Knob.CALLER, "role/path/Support");
        assertThatThrownBy(() -> client.describePhoneNumber(d -> d.phoneNumberId(arn)))
                .hasMessageContaining(
                        "User: arn:aws:sts::123456789012:assumed-role/Support/simulated is not authorized to"
                                + " perform: connect:DescribePhoneNumber on resource: " + arn
                                + " with an explicit deny in an identity-based policy");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Turns("resource-level")
    void aCallIsCheckedOnItsResourcesOrOnAll(boolean resources, ConnectSimulator simulator) {
        String arn = claim(simulator, Map.of());
        simulator.set(Knob.RESOURCE_LEVEL, resources);
        simulator.set(
                Knob.PERMISSIONS, Policy.of(statement("'Effect': 'Allow', 'Action': '*', 'Resource': '" + arn + "'")));

        assertThat(Clients.isDenied(() -> Clients.to(simulator).describePhoneNumber(d -> d.phoneNumberId(arn))))
                .isEqualTo(!resources);
    }

    /** The role's numbers and groups are those of any Region: another Region of a group names them by their home's. */
    @Test
    void inAGroupsOtherRegionANumberHasItsHomesArn(ConnectSimulator simulator) {
        String arn = Clients.to(simulator)
                .claimPhoneNumber(
                        claim -> claim.targetArn(simulator.account().tdgArn()).phoneNumber(Clients.NUMBER))
                .phoneNumberArn();
        ConnectClient elsewhere = Clients.to(simulator, "us-west-2");
        String statement =
                "'Effect': 'Allow', 'Action': 'connect:DescribePhoneNumber', 'Resource': 'arn:aws:connect:%s:"
                        + "123456789012:phone-number/*'";

        simulator.set(Knob.PERMISSIONS, Policy.of(statement(String.format(statement, "us-west-2"))));
        assertThat(Clients.isDenied(() -> elsewhere.describePhoneNumber(d -> d.phoneNumberId(arn))))
                .isTrue();
        simulator.set(Knob.PERMISSIONS, Policy.of(statement(String.format(statement, "*"))));
        assertThat(Clients.isDenied(() -> elsewhere.describePhoneNumber(d -> d.phoneNumberId(arn))))
                .isFalse();
    }

    @Test
    void tagsOfTheRequestAndTheInstanceAreKeysOfAClaim(ConnectSimulator simulator) {
        String instance = simulator.account().instanceId();
        simulator.set(
                Knob.PERMISSIONS,
                Policy.of(statement("'Effect': 'Allow', 'Action': 'connect:*', 'Resource': '*', 'Condition': {"
                        + "'StringEquals': {'connect:InstanceId': '" + instance + "', 'aws:RequestTag/owner': 'me'},"
                        + "'ForAllValues:StringEquals': {'aws:TagKeys': ['owner', 'stage']}}")));

        assertThat(Clients.isDenied(() -> claim(simulator, Map.of()))).isTrue();
        assertThat(Clients.isDenied(() -> claim(simulator, Map.of("owner", "me", "cost", "1"))))
                .isTrue();
        assertThat(Clients.isDenied(() -> claim(simulator, Map.of("owner", "me", "stage", "1"))))
                .isFalse();
    }

    @Test
    @Turns("caller")
    void aProtectedNumberIsReleasedByTheNamedRoleOnly(ConnectSimulator simulator) throws IOException {
        String arn = claim(simulator, Map.of(PROTECTION, "true"));
        ConnectClient client = Clients.to(simulator);
        simulator.set(Knob.PERMISSIONS, Policy.of(EVERYTHING, Files.readString(KEEP)));

        for (String caller : List.of("user/admin", "role/example-connect-phonenumber-role-ExecutionRole-1")) {
            simulator.set(Knob.CALLER, caller);
            assertThatThrownBy(() -> client.releasePhoneNumber(r -> r.phoneNumberId(arn)))
                    .isInstanceOf(AccessDeniedException.class)
                    .hasMessageContaining("connect:ReleasePhoneNumber on resource: " + arn + " with an explicit deny");
        }
        simulator.set(Knob.CALLER, "role/PhoneNumberRelease");
        client.releasePhoneNumber(r -> r.phoneNumberId(arn));
        assertThat(simulator.releasesMade()).isEqualTo(1);
    }

    @Test
    void whatThePolicyLeavesPossible(ConnectSimulator simulator) throws IOException {
        String arn = claim(simulator, Map.of(PROTECTION, "true"));
        ConnectClient client = Clients.to(simulator);
        simulator.set(Knob.PERMISSIONS, Policy.of(EVERYTHING, Files.readString(KEEP)));
        simulator.set(Knob.CALLER, "user/admin");
        assertThat(Clients.isDenied(
                        () -> client.untagResource(u -> u.resourceArn(arn).tagKeys("a", PROTECTION))))
                .isTrue();

        // An update with ReleaseProtection: false takes the tag off; then anybody can release the number.
        simulator.set(Knob.CALLER, "role/example-connect-phonenumber-role-ExecutionRole-1");
        client.untagResource(u -> u.resourceArn(arn).tagKeys(PROTECTION));
        simulator.set(Knob.CALLER, "user/admin");
        assertThat(Clients.isDenied(() -> client.releasePhoneNumber(r -> r.phoneNumberId(arn))))
                .isFalse();
    }

    @Test
    void anInstanceIsDeletedByTheNamedRoleOnly(ConnectSimulator simulator) throws IOException {
        Policy policy = Policy.of(EVERYTHING, Files.readString(KEEP));
        String instance = simulator.account().instanceArn();
        for (String name : List.of("user/admin", "role/PhoneNumberRelease")) {
            Access access = new Access(
                    "connect:DeleteInstance",
                    instance,
                    Map.of("aws:PrincipalArn", List.of("arn:aws:iam::123456789012:" + name)));
            assertThat(policy.decide(access))
                    .isEqualTo(name.startsWith("user") ? Decision.EXPLICITLY_DENIED : Decision.ALLOWED);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no JSON",
                "{}",
                "{'Version': '2008-10-17', 'Statement': []}",
                "{'Version': '2012-10-17'}",
                "{'Version': '2012-10-17', 'Statement': [], 'Extra': 1}",
            })
    void aDocumentThatItDoesNotUnderstandIsRefused(String document) {
        assertThatThrownBy(() -> Policy.of(document.replace('\'', '"'))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'Effect': 'Maybe', 'Action': '*', 'Resource': '*'",
                "'Effect': 'Allow', 'Resource': '*'",
                "'Effect': 'Allow', 'Action': '*'",
                "'Effect': 'Allow', 'Action': '*', 'NotAction': 'connect:*', 'Resource': '*'",
                "'Effect': 'Allow', 'Action': '*:TagResource', 'Resource': '*'",
                "'Effect': 'Allow', 'Action': '*', 'Resource': 'arn:aws:*:*:*:*/1'",
                "'Effect': 'Allow', 'Action': '*', 'Resource': 'arn:aws:connect:*:*:*/1'",
                "'Effect': 'Allow', 'Action': '*', 'Resource': '*', 'Principal': '*'",
                "'Effect': 'Allow', 'Action': '*', 'Resource': '*', 'Condition': {'DateEquals': {'a': 'b'}}",
                "'Effect': 'Allow', 'Action': '*', 'Resource': '*', 'Condition': {'StringLike': {'a': '${b}'}}",
                "'Effect': 'Allow', 'Action': '*', 'Resource': '*', 'Condition': 'none'",
            })
    void aStatementThatItDoesNotUnderstandIsRefused(String elements) {
        assertThatThrownBy(() -> Policy.of(statement(elements))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theKnobTakesActionsOrADocumentAndWritesWhatItWasGiven(@TempDir Path folder) throws IOException {
        for (String text : List.of("*", "none", "connect:A,connect:B", EVERYTHING)) {
            Policy read = Knob.PERMISSIONS.read(text);
            assertThat(Knob.PERMISSIONS.read(Knob.PERMISSIONS.write(read))).hasToString(read.toString());
        }
        Path file = Files.writeString(folder.resolve("policy.json"), EVERYTHING);
        assertThat(CommandLine.of(List.of("PERMISSIONS=@" + file)).knobs().get(Knob.PERMISSIONS))
                .hasToString(Policy.of(EVERYTHING).toString());
        assertThatThrownBy(() -> CommandLine.of(List.of("PERMISSIONS=@" + folder.resolve("missing"))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatCode(() -> Knob.PERMISSIONS.read("{")).hasMessageContaining("policy document");
    }
}
