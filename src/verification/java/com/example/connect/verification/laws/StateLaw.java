package com.example.connect.verification.laws;

import com.example.connect.simulator.HeldNumber;
import com.example.connect.simulator.Knob;
import com.example.connect.verification.cases.Scenario;
import com.example.connect.verification.cloudformation.Ending;
import com.example.connect.verification.contract.Schema;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@link Law#SUCCESS_IS_TRUE} of creates, updates and reads: the service has the desired state, the event tells it. */
final class StateLaw implements Checker {

    private static final Set<String> READ_ONLY = Schema.properties("readOnlyProperties");
    private static final Set<String> WRITE_ONLY = Schema.properties("writeOnlyProperties");

    @Override
    public void ended(CaseFile file, Ending ending) {
        if (!ending.succeeded()) {
            return;
        }
        Scenario scenario = file.scenario();
        switch (scenario.action()) {
            case CREATE -> check(file, scenario.desired(), ending, Map.of());
            case UPDATE -> check(file, scenario.desired(), ending, Scenario.FOREIGN);
            case READ -> checkEvent(file, scenario.desired(), ending, Scenario.FOREIGN);
            default -> {}
        }
    }

    @Override
    public void followedUp(CaseFile file, FollowUp what, Ending ending) {
        if (ending.succeeded() && what == FollowUp.SECOND_UPDATE) {
            check(file, file.scenario().desired(), ending, Scenario.FOREIGN);
        } else if (ending.succeeded() && what == FollowUp.ROLLBACK) {
            check(file, file.scenario().given().orElseThrow(), ending, Scenario.FOREIGN);
        }
    }

    private static void check(CaseFile file, Map<String, Object> desired, Ending success, Map<String, String> foreign) {
        Optional<HeldNumber> number = file.held();
        if (number.isEmpty()) {
            file.breach(Law.SUCCESS_IS_TRUE, "no number: " + success.event());
            return;
        }
        Truth wanted = Truth.wanted(desired, foreign);
        Truth actual = Truth.held(number.get().state());
        boolean chosen = desired.get("PhoneNumber") == null
                || desired.get("PhoneNumber").equals(number.get().number());
        // A create awaits the status and writes the rest with its claim: an answer that lacks them changes nothing.
        boolean isThere = wanted.equals(actual)
                || file.scenario().action() == Scenario.Action.UPDATE
                        && file.faultCase()
                                .leftOut()
                                .filter(Truth::isToldOnlyBy)
                                .anyMatch(member -> wanted.without(member).equals(actual.without(member))
                                        || isNeedless(file, wanted, actual));
        if (!isThere || !chosen) {
            file.breach(
                    Law.SUCCESS_IS_TRUE,
                    "wanted " + wanted + ", is " + number.get().number() + " " + actual);
        }
        checkEvent(file, desired, success, foreign);
    }

    /** A change that only seemed to be one, because an answer left out what is already so: a late read hides its work. */
    private static boolean isNeedless(CaseFile file, Truth wanted, Truth actual) {
        return !file.scenario().knobs().get(Knob.STALE).isZero()
                && actual.status().equals("IN_PROGRESS")
                && wanted.without("Status").equals(actual.without("Status"));
    }

    private static void checkEvent(
            CaseFile file, Map<String, Object> desired, Ending success, Map<String, String> foreign) {
        Truth wanted = Truth.wanted(desired, foreign);
        Truth told = Truth.told(success.model());
        boolean isTrue = told.equals(wanted)
                || file.isToldNoFlow() && told.without("FlowId").equals(wanted.without("FlowId"))
                || file.faultCase()
                        .leftOut()
                        .anyMatch(member -> told.without(member).equals(wanted.without(member)));
        if (!isTrue || !success.property("PhoneNumberArn").equals(file.arn())) {
            file.breach(Law.SUCCESS_IS_TRUE, "wanted " + wanted + ", event " + success.event());
        }
        Set<String> properties = new HashSet<>();
        success.model().fieldNames().forEachRemaining(properties::add);
        boolean isWhole = properties.containsAll(READ_ONLY)
                || file.faultCase().leftOut().findAny().isPresent();
        if (!isWhole || !Collections.disjoint(properties, WRITE_ONLY)) {
            file.breach(Law.SUCCESS_IS_TRUE, "the event does not tell what a read must: " + success.event());
        }
    }
}
