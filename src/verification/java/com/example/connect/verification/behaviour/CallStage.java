package com.example.connect.verification.behaviour;

import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.Knob;
import com.example.connect.simulator.SimulatedAccount;
import com.example.connect.verification.cloudformation.CloudFormation;
import com.example.connect.verification.cloudformation.Ending;
import com.example.connect.verification.cloudformation.Templates;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a variant works with. */
final class CallStage {
    private final ConnectSimulator connect;
    private final CloudFormation cfn;
    private Ending made;
    private Map<String, Object> template = Map.of();

    CallStage(ConnectSimulator connect) {
        this.connect = connect;
        this.cfn = new CloudFormation(connect);
        this.made = cfn.list(Map.of(), null);
    }

    Ending made() {
        return made;
    }

    void made(Ending ending) {
        made = ending;
    }

    SimulatedAccount account() {
        return connect.account();
    }

    Ending list() {
        return cfn.list(Map.of(), null);
    }

    Ending create(Map<String, Object> properties) {
        template = properties;
        return cfn.create("Number", properties);
    }

    Ending update(String property, Object value) {
        Map<String, Object> after = new HashMap<>(template);
        after.put(property, value);
        String arn = made.property("PhoneNumberArn");
        return cfn.update(arn, template, after);
    }

    Ending read() {
        return cfn.read(made.property("PhoneNumberArn"));
    }

    Ending delete() {
        return cfn.delete("Number", made.property("PhoneNumberArn"));
    }

    CallStage boundIsReleased(boolean released) {
        connect.set(Knob.RELEASE_BOUND, released);
        return this;
    }

    Map<String, Object> imported() {
        return new Templates(connect).imported();
    }

    Map<String, Object> exact() {
        return new Templates(connect).exact();
    }

    Map<String, Object> searched() {
        return new Templates(connect).searched();
    }

    Map<String, Object> stated() {
        return with(with(exact(), "Type", "TOLL_FREE"), "CountryCode", "US");
    }

    Map<String, Object> bound() {
        return with(exact(), "ContactFlowArn", connect.account().flowArn());
    }

    Map<String, Object> onGroup() {
        return with(exact(), "TargetArn", connect.account().tdgArn());
    }

    Map<String, Object> tagged() {
        return with(exact(), "Tags", tags("a"));
    }

    Map<String, Object> tagged(Map<String, Object> properties) {
        return with(properties, "Tags", tags("a"));
    }

    static List<Map<String, String>> tags(String... keys) {
        return Stream.of(keys).map(key -> Map.of("Key", key, "Value", "1")).toList();
    }

    static Map<String, Object> with(Map<String, Object> properties, String name, Object value) {
        properties.put(name, value);
        return properties;
    }
}
