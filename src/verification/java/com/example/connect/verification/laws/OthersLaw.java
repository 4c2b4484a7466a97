package com.example.connect.verification.laws;

import com.example.connect.simulator.HeldNumber;
import com.example.connect.simulator.NumberState;
import com.example.connect.verification.cases.Scenario.Action;
import java.util.Optional;

/** {@link Law#NOTHING_ELSE_TOUCHED}. */
final class OthersLaw implements Checker {

    @Override
    public void over(CaseFile file) {
        Optional<NumberState> now = file.connect().number(file.bystander()).map(HeldNumber::state);
        if (!now.equals(file.bystanderState())) {
            file.breach(Law.NOTHING_ELSE_TOUCHED, "the other number is " + now);
        }
        file.connect().released().stream()
                .filter(number -> !number.claimFailed())
                .map(HeldNumber::arn)
                .filter(released -> !released.equals(file.arn()))
                .forEach(released -> file.breach(Law.NOTHING_ELSE_TOUCHED, "released " + released));
        if (file.scenario().action() == Action.UPDATE && file.connect().releasesMade() > 0) {
            file.breach(Law.NOTHING_ELSE_TOUCHED, "an update has released the number");
        }
    }
}
