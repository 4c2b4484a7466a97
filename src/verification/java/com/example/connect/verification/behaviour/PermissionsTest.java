package com.example.connect.verification.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.Fault;
import com.example.connect.simulator.Faults;
import com.example.connect.simulator.Knob;
import com.example.connect.simulator.Policy;
import com.example.connect.simulator.Trouble;
import com.example.connect.verification.cloudformation.CloudFormation;
import com.example.connect.verification.cloudformation.CloudFormationExtension;
import com.example.connect.verification.cloudformation.Ending;
import com.example.connect.verification.cloudformation.Templates;
import com.example.connect.verification.contract.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The schema asks for exactly the IAM actions that the handlers use, and the role grants their union. */
@ExtendWith(CloudFormationExtension.class)
class PermissionsTest {

    /** A number is asked for the tags that its description leaves out. */
    private static final Fault WITHOUT_TAGS = Faults.named(Faults.leftOut("ClaimedPhoneNumberSummary.Tags"));

    private final ConnectSimulator connect;
    private final CloudFormation cfn;
    private final Templates templates;

    PermissionsTest(ConnectSimulator connect, CloudFormation cfn, Templates templates) {
        this.connect = connect;
        this.cfn = cfn;
        this.templates = templates;
    }

    /** What the simulator saw since the last question, dependent actions included. */
    private Set<String> used(Runnable operation) {
        connect.reset();
        operation.run();
        return new TreeSet<>(connect.usedActions());
    }

    @Test
    void createUsesExactlyItsPermissions() throws IOException {
        Set<String> used = new TreeSet<>();
        used.addAll(used(() -> cfn.create("Number", templates.searched())));
        used.addAll(used(() -> {
            connect.set(Knob.TOKEN_LIFE, Duration.ZERO);
            connect.script(Trouble.on("ClaimPhoneNumber").of(Faults.CRASH_AFTER));
            connect.script(Trouble.on("DescribePhoneNumber").of(WITHOUT_TAGS));
            cfn.create("Number", templates.exact());
        }));
        used.addAll(used(() -> {
            Map<String, Object> whole = templates.imported();
            whole.put("ContactFlowArn", connect.account().flowArn());
            whole.put("ReleaseProtection", true);
            connect.script(Trouble.on("TagResource").of(Faults.ACCESS_DENIED));
            cfn.create("Number", whole);
        }));
        used.addAll(used(() -> {
            Map<String, Object> onGroup = templates.searched();
            onGroup.put("TargetArn", connect.account().tdgArn());
            onGroup.put("ContactFlowArn", connect.account().flowArn());
            cfn.create("Number", onGroup);
        }));

        assertThat(used).isEqualTo(Schema.permissions("create"));
    }

    @Test
    void theOthersUseExactlyTheirs() throws IOException {
        connect.reset();
        connect.set(Knob.RELEASE_BOUND, false);
        Map<String, Object> before = templates.searched();
        before.put("Tags", List.of(Map.of("Key", "a", "Value", "1")));
        before.put("ContactFlowArn", connect.account().flowArn());
        String arn = cfn.create("Number", before).property("PhoneNumberArn");
        Map<String, Object> moved = new HashMap<>(before);
        moved.put("TargetArn", connect.account().tdgArn());
        moved.put("Description", "moved");
        moved.put("Tags", List.of(Map.of("Key", "b", "Value", "1")));
        Map<String, Object> unbound = new HashMap<>(moved);
        unbound.remove("ContactFlowArn");
        connect.clearCalls();
        connect.script(Trouble.on("DescribePhoneNumber").of(WITHOUT_TAGS));

        assertThat(calls(() -> {
                    cfn.update(arn, before, moved);
                    cfn.update(arn, moved, unbound);
                    cfn.update(arn, unbound, moved);
                }))
                .isEqualTo(Schema.permissions("update"));
        assertThat(calls(() -> cfn.read(arn))).isEqualTo(Schema.permissions("read"));
        assertThat(calls(() -> cfn.list(Map.of(), null))).isEqualTo(Schema.permissions("list"));
        assertThat(calls(() -> cfn.delete("Number", arn))).isEqualTo(Schema.permissions("delete"));
    }

    private Set<String> calls(Runnable operation) {
        connect.clearCalls();
        operation.run();
        Set<String> actions = new TreeSet<>();
        connect.calls().forEach(call -> actions.add("connect:" + call.operation()));
        return actions;
    }

    @Test
    void theRoleIsTheUnionWithTheConfusedDeputyConditions() throws IOException {
        Set<String> union = new HashSet<>();
        for (String handler : List.of("create", "read", "update", "delete", "list")) {
            union.addAll(Schema.permissions(handler));
        }
        String role = Files.readString(Path.of("resource-role.yaml"));

        Set<String> granted = new HashSet<>();
        role.lines()
                .filter(line -> line.matches(" +- \"[a-z-]+:[A-Za-z0-9]+\""))
                .forEach(line -> granted.add(line.replaceAll(".*\"(.*)\"", "$1")));
        assertThat(granted).isEqualTo(union);
        assertThat(role).contains("aws:SourceAccount", "aws:SourceArn");
    }

    @Test
    void claimingWithoutTagResourceIsAccessDeniedAndClaimsNothing() throws IOException {
        Set<String> without = Schema.permissions("create");
        without.remove("connect:TagResource");
        connect.set(Knob.PERMISSIONS, Policy.allowing(without));

        Ending ending = cfn.create("Number", templates.exact());

        assertThat(ending.errorCode()).isEqualTo("AccessDenied");
        assertThat(ending.message()).contains("connect:TagResource");
        assertThat(connect.claimsMade()).isZero();
    }
}
