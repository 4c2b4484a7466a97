package com.example.connect.verification.behaviour;

import com.example.connect.simulator.Call;
import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.HeldNumber;
import com.example.connect.verification.cloudformation.CloudFormation;
import com.example.connect.verification.cloudformation.CloudFormationExtension;
import com.example.connect.verification.cloudformation.Ending;
import com.example.connect.verification.cloudformation.Templates;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests of updates of a number that has a description and tags. */
@ExtendWith(CloudFormationExtension.class)
abstract class OnADescribedNumber {

    final ConnectSimulator connect;
    final CloudFormation cfn;
    final Templates templates;

    Map<String, Object> before;

    String arn;

    OnADescribedNumber(ConnectSimulator connect, CloudFormation cfn, Templates templates) {
        this.connect = connect;
        this.cfn = cfn;
        this.templates = templates;
    }

    @BeforeEach
    void start() {
        before = templates.searched();
        before.put("Description", "front door");
        before.put("Tags", tags("team", "voice", "stage", "test"));
        arn = cfn.create("Number", before).property("PhoneNumberArn");
        connect.clearCalls();
    }

    static List<Map<String, String>> tags(String... keysAndValues) {
        List<Map<String, String>> tags = new ArrayList<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            tags.add(Map.of("Key", keysAndValues[i], "Value", keysAndValues[i + 1]));
        }
        return tags;
    }

    Ending update(Map<String, Object> after) {
        return cfn.update(arn, before, after);
    }

    Map<String, Object> changed(String property, Object value) {
        Map<String, Object> after = new HashMap<>(before);
        after.put(property, value);
        return after;
    }

    Map<String, Object> without(String property) {
        Map<String, Object> after = new HashMap<>(before);
        after.remove(property);
        return after;
    }

    HeldNumber number() {
        return connect.number(arn).orElseThrow();
    }

    List<String> operations() {
        return connect.calls().stream().map(Call::operation).toList();
    }
}
