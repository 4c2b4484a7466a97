package com.example.connect.verification.laws;

import com.example.connect.simulator.Call;
import com.example.connect.simulator.HeldNumber;
import com.example.connect.verification.cases.Scenario;
import com.example.connect.verification.cases.Scenario.Action;
import com.example.connect.verification.cloudformation.Ending;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** {@link Law#READS_CHANGE_NOTHING}, and {@link Law#SUCCESS_IS_TRUE} of lists. */
final class ReadLaws implements Checker {

    @Override
    public void ended(CaseFile file, Ending answer) {
        Scenario scenario = file.scenario();
        if (!scenario.action().answersAtOnce()) {
            return;
        }
        if (answer.largestContext() > 0) {
            file.breach(Law.READS_CHANGE_NOTHING, "did not answer at once");
        }
        file.calls().stream()
                .map(Call::operation)
                .filter(operation -> !CaseFile.READING.contains(operation))
                .forEach(operation -> file.breach(Law.READS_CHANGE_NOTHING, operation));
        if (scenario.action() == Action.LIST && answer.succeeded()) {
            checkListed(file, answer);
        }
    }

    private static void checkListed(CaseFile file, Ending listed) {
        Set<String> shown = new HashSet<>();
        listed.event()
                .path("resourceModels")
                .forEach(model -> shown.add(model.path("PhoneNumberArn").asText()));
        Set<String> held = file.connect().numbers().stream()
                .filter(number -> number.type().equals(file.scenario().desired().getOrDefault("Type", number.type())))
                .map(HeldNumber::arn)
                .collect(Collectors.toSet());
        boolean leftOut = file.faultCase().leftOut().anyMatch(member -> member.startsWith("ListPhoneNumbers"));
        if (!shown.equals(held) && !(leftOut && held.containsAll(shown))) {
            file.breach(Law.SUCCESS_IS_TRUE, "listed " + shown + ", held " + held);
        }
    }
}
