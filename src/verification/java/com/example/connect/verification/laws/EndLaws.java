package com.example.connect.verification.laws;

import com.example.connect.verification.cloudformation.CloudFormationFacts;
import com.example.connect.verification.cloudformation.Ending;
import com.example.connect.verification.contract.Schema;

/** {@link Law#EVERYTHING_ENDS} and {@link Law#CONTEXT_IS_SMALL}. */
final class EndLaws implements Checker {

    private static final int MOST_INVOCATIONS = 120;
    private static final int LARGEST_CONTEXT = 10_000;

    @Override
    public void ended(CaseFile file, Ending ending) {
        check(file, ending);
    }

    @Override
    public void followedUp(CaseFile file, FollowUp what, Ending ending) {
        check(file, ending);
    }

    private static void check(CaseFile file, Ending end) {
        if (end.waited() > Schema.timeOut().toSeconds() || end.invocations() > MOST_INVOCATIONS) {
            file.breach(
                    Law.EVERYTHING_ENDS, end.waited() + " s, " + end.invocations() + " invocations: " + end.event());
        }
        int most =
                CloudFormationFacts.longestInvocation(file.scenario().action().name());
        if (end.longestInvocation() > most) {
            file.breach(Law.EVERYTHING_ENDS, "an invocation took " + end.longestInvocation() + " s of " + most);
        }
        if (end.largestContext() >= LARGEST_CONTEXT) {
            file.breach(Law.CONTEXT_IS_SMALL, end.largestContext() + " characters");
        }
    }
}
