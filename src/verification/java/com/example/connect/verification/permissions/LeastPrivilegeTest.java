package com.example.connect.verification.permissions;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.Knob;
import com.example.connect.simulator.Policy;
import com.example.connect.verification.cases.Scenario;
import com.example.connect.verification.cases.Scenarios;
import com.example.connect.verification.cloudformation.CloudFormationExtension;
import com.example.connect.verification.cloudformation.Ending;
import com.example.connect.verification.permissions.Rehearsal.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The narrowed role is enough for every scenario, and nothing in it is more than enough. */
@ExtendWith(CloudFormationExtension.class)
class LeastPrivilegeTest {

    private static final String EXECUTION_ROLE = "role/example-connect-phonenumber-role-ExecutionRole-1";

    private final ConnectSimulator connect;
    private final Map<Scenario, Outcome> unlimited = new LinkedHashMap<>();

    LeastPrivilegeTest(ConnectSimulator connect) {
        this.connect = connect;
    }

    @BeforeEach
    void playEveryScenarioWithoutLimits() {
        for (Scenario scenario : Scenarios.of(connect)) {
            unlimited.put(scenario, Rehearsal.of(connect, scenario, Policy.allowing(Set.of("*"))));
        }
        assertThat(unlimited).hasSizeGreaterThan(50);
    }

    private Outcome withoutLimits(Scenario scenario) {
        return Objects.requireNonNull(unlimited.get(scenario));
    }

    private Grants role() {
        return Grants.ofTheRole(connect.account(), connect.account().region());
    }

    private void assertAsWithoutLimits(Scenario scenario, Policy policy) {
        assertAsWithoutLimits(scenario, Rehearsal.of(connect, scenario, policy));
    }

    private void assertAsWithoutLimits(Scenario scenario, Outcome outcome) {
        assertThat(outcome.denied()).as(scenario.name()).isEmpty();
        assertThat(outcome.events()).isEqualTo(withoutLimits(scenario).events());
    }

    /**
     * Each thing that can be taken from a policy is missed: a scenario ends otherwise. Only a delete that may not list
     * tags ends alike, with a call denied, for it reads the number instead.
     */
    private void assertEverythingIsMissed(String name, Grants grants, Collection<Scenario> scenarios) {
        List<String> alike = new ArrayList<>();
        Map<String, Policy> mutants = grants.mutants();
        mutants.forEach((removed, policy) -> {
            Set<String> denied = new HashSet<>();
            if (scenarios.stream().allMatch(scenario -> endsAlike(scenario, policy, denied))) {
                alike.add(removed);
                assertThat(denied).as(removed).containsExactly("ListTagsForResource");
            }
        });
        System.out.printf(
                "%s: %d statements, %d actions, %d grants of an action on a resource; %d scenarios; %d things taken away,"
                        + " missed in an ending %d, in a call only %s%n",
                name,
                grants.statements(),
                grants.all().stream().map(Grants.Grant::action).distinct().count(),
                grants.all().size(),
                scenarios.size(),
                mutants.size(),
                mutants.size() - alike.size(),
                alike);
        assertThat(alike).allSatisfy(removed -> assertThat(removed).contains("connect:ListTagsForResource"));
    }

    private boolean endsAlike(Scenario scenario, Policy policy, Set<String> denied) {
        Outcome outcome = Rehearsal.of(connect, scenario, policy);
        denied.addAll(outcome.denied());
        return outcome.events().equals(withoutLimits(scenario).events());
    }

    @Test
    void everyScenarioEndsUnderTheRoleAsWithoutLimits() {
        Policy policy = role().policy();

        assertThat(unlimited.keySet()).allSatisfy(scenario -> assertAsWithoutLimits(scenario, policy));
    }

    @Test
    void whateverIsTakenFromTheRoleIsMissedByAScenario() {
        assertEverythingIsMissed("role", role(), unlimited.keySet());
    }

    @Test
    void theRoleForChosenInstancesIsEnoughForThemAndRefusesAnother() {
        Grants chosen = Grants.ofExample("chosen-instances");
        String other = connect.account().otherInstanceArn();
        List<Scenario> inside = new ArrayList<>();
        for (Scenario scenario : unlimited.keySet()) {
            if (other.equals(scenario.desired().get("TargetArn"))) {
                assertThat(Rehearsal.of(connect, scenario, chosen.policy())
                                .endings()
                                .get(0)
                                .message())
                        .as(scenario.name())
                        .contains("not authorized to perform: connect:UpdatePhoneNumber on resource: " + other);
            } else {
                assertAsWithoutLimits(scenario, chosen.policy());
                inside.add(scenario);
            }
        }

        assertThat(inside).hasSizeLessThan(unlimited.size());
        assertEverythingIsMissed("chosen instances", chosen, inside);
    }

    @Test
    void theRoleForChosenInstancesClaimsForNoOther() {
        String other = connect.account().otherInstanceArn();
        Scenario create = Scenario.create(
                "on another instance", Map.of("TargetArn", other, "Type", "TOLL_FREE", "CountryCode", "US"));

        Ending ending = Rehearsal.of(
                        connect, create, Grants.ofExample("chosen-instances").policy())
                .endings()
                .get(0);

        assertThat(ending.errorCode()).isEqualTo("AccessDenied");
        assertThat(ending.message())
                .contains("not authorized to perform: connect:ClaimPhoneNumber on resource: " + other + " because no");
        assertThat(connect.numbers()).hasSize(1);
    }

    /** The example that denies, beside the role and as the role: CloudFormation's work ends as without it. */
    @Test
    void theHandlersWorkUnderTheProtectionInIam() {
        Policy policy = Policy.of(role().document(), Grants.example("keep-protected-numbers"));

        assertThat(unlimited.keySet())
                .allSatisfy(scenario -> assertAsWithoutLimits(
                        scenario, Rehearsal.of(connect, scenario.with(Knob.CALLER, EXECUTION_ROLE), policy)));
    }
}
