package com.example.connect.verification.mutants;

import com.example.connect.simulator.Call;
import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.verification.cloudformation.CloudFormation;
import com.example.connect.verification.cloudformation.Function;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.List;

/** A function whose events pass a flaw before CloudFormation gets them. One that has crashed answers nothing. */
final class FlawedFunction implements Function {

    private final ConnectSimulator connect;
    private final Function function;
    private Flaw flaw = Flaw.NONE;

    FlawedFunction(ConnectSimulator connect, Function function) {
        this.connect = connect;
        this.function = function;
    }

    void has(Flaw other) {
        flaw = other;
    }

    @Override
    public void setClock(InstantSource clock) {
        function.setClock(clock);
    }

    @Override
    public String handleRequest(String payload) {
        int before = connect.calls().size();
        JsonNode event = json(function.handleRequest(payload));
        if (connect.isCrashed()) {
            return event.toString();
        }
        List<Call> all = connect.calls();
        Invocation invocation = new Invocation(
                (ObjectNode) json(payload),
                (ObjectNode) event,
                all.subList(before, all.size()),
                next -> json(function.handleRequest(next.toString())));
        return flaw.event(invocation).toString();
    }

    private static JsonNode json(String text) {
        try {
            return CloudFormation.JSON.readTree(text);
        } catch (JsonProcessingException notJson) {
            throw new AssertionError(text, notJson);
        }
    }
}
