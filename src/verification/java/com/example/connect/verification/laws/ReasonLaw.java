package com.example.connect.verification.laws;

import com.example.connect.verification.cases.FaultCase.Strike;
import com.example.connect.verification.cloudformation.CloudFormationFacts;
import com.example.connect.verification.cloudformation.Ending;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@link Law#REASON_IS_TOLD}. A reason that the service leaves out cannot be told. */
final class ReasonLaw implements Checker {

    private static final String DENIED = "is not authorized to perform this action";

    private static final Pattern INTERNAL =
            Pattern.compile("\\bat [a-z.]+\\.|java\\.|[Uu]nknown|UNKNOWN|\\bnull\\b|A bug");

    @Override
    public void ended(CaseFile file, Ending ending) {
        check(file, ending, file.scenario().reason());
    }

    @Override
    public void followedUp(CaseFile file, FollowUp what, Ending ending) {
        if (what == FollowUp.CLEAN_UP) {
            check(file, ending, Optional.empty());
        }
    }

    private static void check(CaseFile file, Ending end, Optional<String> expected) {
        if (end.succeeded()) {
            return;
        }
        String message = end.message();
        boolean internal = end.errorCode().isEmpty()
                || end.errorCode().equals("InternalFailure")
                || message.isBlank()
                || INTERNAL.matcher(message).find();
        boolean denied = end.errorCode().equals("AccessDenied");
        boolean deniedUntold = denied && !message.contains(DENIED);
        boolean otherReason = !denied
                && !end.isGivenUp()
                && !HeldUp.is(file, end)
                && !CloudFormationFacts.isRetriable(end.errorCode())
                && !file.faultCase().leavesOutMessages()
                && file.faultCase().strikes().stream().noneMatch(Strike::isReworded)
                && !file.faultCase().hidesWhatDecides()
                && !expected.map(message::contains).orElse(true);
        if (internal || deniedUntold || otherReason) {
            file.breach(Law.REASON_IS_TOLD, end.event().toString());
        }
    }
}
