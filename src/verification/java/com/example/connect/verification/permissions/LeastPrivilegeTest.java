package com.example.connect.verification.permissions;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.Policy;
import com.example.connect.verification.cases.Scenario;
import com.example.connect.verification.cases.Scenarios;
import com.example.connect.verification.cloudformation.CloudFormationExtension;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The narrowed role is enough for every scenario, and nothing in it is more than enough. */
@ExtendWith(CloudFormationExtension.class)
class LeastPrivilegeTest {

    private final ConnectSimulator connect;
    private final Map<Scenario, List<String>> unlimited = new LinkedHashMap<>();

    LeastPrivilegeTest(ConnectSimulator connect) {
        this.connect = connect;
    }

    @BeforeEach
    void playEveryScenarioWithoutLimits() {
        for (Scenario scenario : Scenarios.of(connect)) {
            unlimited.put(scenario, Rehearsal.of(connect, scenario, Policy.allowing(Set.of("*"))));
        }
    }

    private Grants role() {
        return Grants.ofTheRole(connect.account(), connect.account().region());
    }

    private boolean endsAlike(Scenario scenario, Policy policy) {
        return Rehearsal.of(connect, scenario, policy).equals(unlimited.get(scenario));
    }

    @Test
    void everyScenarioEndsUnderTheRoleAsWithoutLimits() {
        Policy policy = role().policy();

        assertThat(unlimited.keySet()).hasSizeGreaterThan(50).allSatisfy(scenario -> assertThat(
                        Rehearsal.of(connect, scenario, policy))
                .isEqualTo(unlimited.get(scenario)));
    }

    @Test
    void whateverIsTakenFromTheRoleIsMissedByAScenario() {
        Grants role = role();
        Map<String, Policy> mutants = role.mutants();
        List<String> unnoticed = new ArrayList<>();

        mutants.forEach((removed, policy) -> {
            if (unlimited.keySet().stream().allMatch(scenario -> endsAlike(scenario, policy))) {
                unnoticed.add(removed);
            }
        });

        System.out.printf(
                "role: %d statements, %d actions, %d grants of an action on a resource; %d scenarios; %d things taken away,"
                        + " %d noticed%n",
                role.statements(),
                role.all().stream().map(Grants.Grant::action).distinct().count(),
                role.all().size(),
                unlimited.size(),
                mutants.size(),
                mutants.size() - unnoticed.size());
        assertThat(unnoticed).isEmpty();
    }
}
