package com.example.connect.verification.laws;

import com.example.connect.simulator.HeldNumber;
import com.example.connect.verification.cases.Scenario.Action;
import com.example.connect.verification.cloudformation.Ending;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@link Law#ONE_NUMBER_OR_NONE}, {@link Law#ONE_CLAIM}, {@link Law#IDENTIFIER_STAYS} and
 * {@link Law#NO_MODEL_OF_OTHERS}.
 */
final class CreateLaws implements Checker {

    @Override
    public void ended(CaseFile file, Ending created) {
        if (file.scenario().action() != Action.CREATE) {
            return;
        }
        if (created.identifiers().size() > 1 || created.hidden()) {
            file.breach(
                    Law.IDENTIFIER_STAYS,
                    "shown: " + created.identifiers() + (created.hidden() ? ", then hidden" : ""));
        }
        if (created.errorCode().equals("AlreadyExists")
                && (created.event().has("resourceModel") || created.event().has("callbackContext"))) {
            file.breach(Law.NO_MODEL_OF_OTHERS, created.event().toString());
        }
    }

    @Override
    public void followedUp(CaseFile file, FollowUp what, Ending ending) {
        if (what == FollowUp.SECOND_CLEAN_UP && !ending.isGone()) {
            file.breach(Law.ONE_NUMBER_OR_NONE, "the clean-up cannot delete: " + ending.event());
        }
    }

    @Override
    public void over(CaseFile file) {
        if (file.scenario().action() == Action.CREATE) {
            file.ending().ifPresent(created -> checkNumbers(file, created));
        }
    }

    private static void checkNumbers(CaseFile file, Ending created) {
        List<String> live = file.connect().numbers().stream()
                // A claim that FAILED holds nothing, and Connect takes its number back after a day.
                .filter(number -> !number.claimFailed() || number.arn().equals(file.arn()))
                .map(HeldNumber::arn)
                .filter(number -> !number.equals(file.bystander()))
                .toList();
        List<String> known = created.succeeded() ? List.of(file.arn()) : List.of();
        if (!live.equals(known)) {
            file.breach(Law.ONE_NUMBER_OR_NONE, "live " + live + ", known " + known + ", " + created.event());
        }
        // A claim that FAILED holds nothing. Its number can be claimed again, as another one or as the same.
        List<HeldNumber> made = Stream.concat(file.connect().numbers().stream(), file.connect().released().stream())
                .filter(number -> !number.arn().equals(file.bystander()))
                .toList();
        int failed = made.stream().mapToInt(HeldNumber::failedClaims).sum();
        boolean holdsAny = !made.stream().allMatch(HeldNumber::claimFailed);
        if (holdsAny && file.claimsMade() - failed > 1) {
            file.breach(Law.ONE_CLAIM, file.claimsMade() + " claims, of them failed " + failed);
        }
    }
}
