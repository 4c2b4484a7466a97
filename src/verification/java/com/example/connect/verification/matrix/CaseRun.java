package com.example.connect.verification.matrix;

import com.example.connect.simulator.Answer;
import com.example.connect.simulator.Call;
import com.example.connect.simulator.CallListener;
import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.verification.cases.FaultCase;
import com.example.connect.verification.cases.FaultCase.Recovery;
import com.example.connect.verification.cases.Scenario;
import com.example.connect.verification.cases.StartingPoint;
import com.example.connect.verification.cloudformation.CloudFormation;
import com.example.connect.verification.cloudformation.DoesNotEnd;
import com.example.connect.verification.cloudformation.Ending;
import com.example.connect.verification.laws.CaseFile;
import com.example.connect.verification.laws.Checkers;
import com.example.connect.verification.laws.FollowUp;
import com.example.connect.verification.laws.Law;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Plays one case of the fault matrix, and what CloudFormation does after it; the checkers judge. */
final class CaseRun {

    private static final String LOGICAL_ID = "Number";

    private final ConnectSimulator connect;
    private final FaultCase fault;
    private final Scenario scenario;
    private final CloudFormation cfn;
    private final CaseFile file;

    private CaseRun(ConnectSimulator connect, CloudFormation cfn, CaseFile file) {
        this.connect = connect;
        this.fault = file.faultCase();
        this.scenario = fault.scenario();
        this.cfn = fault.deadline() ? cfn.retrying().withIdentifierDeadline() : cfn.retrying();
        scenario.setting().in(cfn);
        this.file = file;
    }

    /**
     * @param driver makes what plays CloudFormation
     * @param clean how the scenario ends without a fault; empty in that very run
     */
    static CaseFile of(
            ConnectSimulator connect,
            Function<ConnectSimulator, CloudFormation> driver,
            FaultCase fault,
            Optional<Ending> clean) {
        connect.reset(fault.tokens().in(fault.scenario().knobsBefore()));
        CaseFile file = new CaseFile(connect, fault, clean);
        new CaseRun(connect, driver.apply(connect), file).play();
        return file;
    }

    private void play() {
        prepare();
        try {
            operate();
        } catch (DoesNotEnd endless) {
            file.breach(Law.EVERYTHING_ENDS, String.valueOf(endless.getMessage()));
        }
        file.isOver();
        Checkers.over(file);
    }

    private void prepare() {
        StartingPoint start = new StartingPoint(connect, scenario);
        file.hasBystander(start.bystander());
        file.isOn(start.given());
        file.begins();
        connect.set(fault.tokens().in(scenario.knobs()));
        List<String> rivalTakes = start.takenByARival();
        connect.clearCalls();
        connect.listen(new Watch(rivalTakes));
        fault.strikes().forEach(strike -> connect.script(strike.trouble()));
    }

    private void operate() {
        switch (scenario.action()) {
            case CREATE -> create();
            case UPDATE -> update();
            case DELETE -> delete();
            case READ -> ended(cfn.read(file.arn()));
            case LIST -> ended(cfn.list(scenario.desired(), null));
        }
    }

    private void create() {
        Ending created = cfn.create(LOGICAL_ID, scenario.desired());
        created.identifier().ifPresent(file::isOn);
        ended(created);
        if (created.succeeded() || created.identifier().isEmpty()) {
            return;
        }
        Ending first = cfn.delete(LOGICAL_ID, file.arn());
        Checkers.followedUp(file, FollowUp.CLEAN_UP, first);
        if (!first.isGone()) {
            connect.clearTroubles();
            Checkers.followedUp(file, FollowUp.SECOND_CLEAN_UP, cfn.delete(LOGICAL_ID, file.arn()));
        }
    }

    private void update() {
        Map<String, Object> before = scenario.given().orElseThrow();
        Map<String, Object> after = scenario.desired();
        Ending updated = cfn.update(file.arn(), before, after);
        ended(updated);
        if (updated.succeeded() || file.held().isEmpty()) {
            return;
        }
        connect.clearTroubles();
        if (fault.recovery() == Recovery.ROLLBACK || scenario.reason().isPresent()) {
            Checkers.followedUp(file, FollowUp.ROLLBACK, cfn.rollback(file.arn(), after, before));
        } else {
            Checkers.followedUp(file, FollowUp.SECOND_UPDATE, cfn.update(file.arn(), before, after));
        }
    }

    private void delete() {
        Ending deleted = cfn.delete(LOGICAL_ID, file.arn());
        ended(deleted);
        if (!deleted.isGone() && scenario.reason().isEmpty()) {
            connect.clearTroubles();
            Checkers.followedUp(file, FollowUp.SECOND_DELETE, cfn.delete(LOGICAL_ID, file.arn()));
        }
    }

    private void ended(Ending ending) {
        file.ended(ending);
        Checkers.ended(file, ending);
    }

    /** Looks on after every call, under the simulator's lock. */
    private final class Watch implements CallListener {

        private List<String> rivalTakes;

        Watch(List<String> rivalTakes) {
            this.rivalTakes = rivalTakes;
        }

        @Override
        public void after(Call call) {
            if (call.operation().equals("SearchAvailablePhoneNumbers") && call.effect()) {
                rivalTakes.forEach(connect::takeElsewhere);
                rivalTakes = List.of();
            }
            Checkers.called(file, call);
        }

        @Override
        public void answered(int index, Answer answer) {
            // To read an answer takes time, and only where there is no fault yet it is asked for.
            Set<String> members = fault.strikes().isEmpty() ? answer.members() : Set.of();
            file.called(index, cfn.payloads().size(), members);
        }
    }
}
