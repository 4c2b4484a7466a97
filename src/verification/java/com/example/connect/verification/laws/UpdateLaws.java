package com.example.connect.verification.laws;

import com.example.connect.simulator.Call;
import com.example.connect.verification.cases.Scenario;
import com.example.connect.verification.cases.Scenario.Action;
import com.example.connect.verification.cloudformation.Ending;
import com.example.connect.verification.contract.PublicTags;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** {@link Law#SECOND_RUN_FINISHES} and {@link Law#TAGS_STAY}. */
final class UpdateLaws implements Checker {

    @Override
    public void called(CaseFile file, Call call) {
        Set<String> missing = keysOfBothStates(file.scenario());
        if (!missing.isEmpty()) {
            missing.removeAll(
                    file.held().map(number -> number.state().tags().keySet()).orElse(Set.of()));
            missing.forEach(key -> file.breach(Law.TAGS_STAY, key + " is missing after " + call.operation()));
        }
    }

    private static Set<String> keysOfBothStates(Scenario scenario) {
        if (scenario.action() != Action.UPDATE) {
            return Set.of();
        }
        Map<String, Object> before = scenario.given().orElseThrow();
        Set<String> keys = new HashSet<>(Scenario.tagsOf(before).keySet());
        keys.retainAll(Scenario.tagsOf(scenario.desired()).keySet());
        keys.add(PublicTags.MARK);
        keys.addAll(Scenario.FOREIGN.keySet());
        if (scenario.isProtected() && Boolean.TRUE.equals(before.get("ReleaseProtection"))) {
            keys.add(PublicTags.PROTECTION);
        }
        return keys;
    }

    @Override
    public void ended(CaseFile file, Ending updated) {
        if (file.scenario().action() == Action.UPDATE
                && !updated.succeeded()
                && file.held().isEmpty()) {
            file.breach(Law.SECOND_RUN_FINISHES, "the number is gone");
        }
    }

    @Override
    public void followedUp(CaseFile file, FollowUp what, Ending ending) {
        boolean back = what == FollowUp.ROLLBACK;
        if ((back || what == FollowUp.SECOND_UPDATE) && !ending.succeeded() && !isRefusedReplacement(file)) {
            file.breach(Law.SECOND_RUN_FINISHES, (back ? "rollback: " : "second run: ") + ending.event());
        }
    }

    /** An update that is a replacement changes nothing here, and is not rolled back here. */
    private static boolean isRefusedReplacement(CaseFile file) {
        return file.ending()
                .filter(updated -> updated.errorCode().equals("NotUpdatable"))
                .isPresent();
    }
}
