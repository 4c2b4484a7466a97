package com.example.connect.verification.permissions;

import com.example.connect.simulator.Call;
import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.Knob;
import com.example.connect.simulator.Policy;
import com.example.connect.verification.cases.Scenario;
import com.example.connect.verification.cases.StartingPoint;
import com.example.connect.verification.cloudformation.CloudFormation;
import com.example.connect.verification.cloudformation.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plays a scenario without a fault, its handlers under a policy; what there is before is made without. */
final class Rehearsal {

    private static final String LOGICAL_ID = "Number";

    private final ConnectSimulator connect;
    private final Scenario scenario;
    private final CloudFormation cfn;
    private final List<Ending> endings = new ArrayList<>();

    private Rehearsal(ConnectSimulator connect, Scenario scenario) {
        this.connect = connect;
        this.scenario = scenario;
        this.cfn = new CloudFormation(connect);
    }

    /**
     * What came of it.
     *
     * @param endings of the operation, and of CloudFormation's clean-up or rollback after one that failed
     * @param denied the operations of the service that were denied
     */
    record Outcome(List<Ending> endings, List<String> denied) {
        /** The last events. */
        List<String> events() {
            return endings.stream().map(ending -> ending.event().toString()).toList();
        }
    }

    static Outcome of(ConnectSimulator connect, Scenario scenario, Policy policy) {
        connect.reset(scenario.knobs());
        Rehearsal rehearsal = new Rehearsal(connect, scenario);
        rehearsal.play(policy);
        List<String> denied = connect.calls().stream()
                .filter(call -> call.errorCode().equals(Optional.of("AccessDeniedException")))
                .map(Call::operation)
                .distinct()
                .toList();
        return new Outcome(rehearsal.endings, denied);
    }

    private void play(Policy policy) {
        StartingPoint start = new StartingPoint(connect, scenario);
        start.bystander();
        String arn = start.given();
        List<String> rivalTakes = new ArrayList<>(start.takenByARival());
        connect.set(Knob.PERMISSIONS, policy);
        connect.onCall(call -> {
            if (isAnsweredSearch(call)) {
                rivalTakes.forEach(connect::takeElsewhere);
                rivalTakes.clear();
            }
        });
        switch (scenario.action()) {
            case CREATE -> create();
            case UPDATE -> update(arn);
            case DELETE -> ended(cfn.delete(LOGICAL_ID, arn));
            case READ -> ended(cfn.read(arn));
            case LIST -> ended(cfn.list(scenario.desired(), null));
        }
    }

    private static boolean isAnsweredSearch(Call call) {
        return call.operation().equals("SearchAvailablePhoneNumbers") && call.effect();
    }

    private void create() {
        Ending created = ended(cfn.create(LOGICAL_ID, scenario.desired()));
        if (!created.succeeded()) {
            created.identifier().ifPresent(arn -> ended(cfn.delete(LOGICAL_ID, arn)));
        }
    }

    private void update(String arn) {
        Map<String, Object> before = scenario.given().orElseThrow();
        if (!ended(cfn.update(arn, before, scenario.desired())).succeeded()) {
            ended(cfn.update(arn, scenario.desired(), before));
        }
    }

    private Ending ended(Ending ending) {
        endings.add(ending);
        return ending;
    }
}
