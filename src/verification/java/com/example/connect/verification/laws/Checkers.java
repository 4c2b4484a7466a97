package com.example.connect.verification.laws;

import com.example.connect.simulator.Call;
import com.example.connect.verification.cloudformation.Ending;
import java.util.List;

/** All checkers, in the order in which they are asked. */
public final class Checkers {

    private static final List<Checker> ALL = List.of(
            new EndLaws(),
            new ReasonLaw(),
            new PassingFaultLaw(),
            new RetryAfterLaw(),
            new StateLaw(),
            new CreateLaws(),
            new UpdateLaws(),
            new DeleteLaw(),
            new ReadLaws(),
            new OthersLaw());

    private Checkers() {}

    public static void called(CaseFile file, Call call) {
        ALL.forEach(checker -> checker.called(file, call));
    }

    public static void ended(CaseFile file, Ending ending) {
        ALL.forEach(checker -> checker.ended(file, ending));
    }

    public static void followedUp(CaseFile file, FollowUp what, Ending ending) {
        ALL.forEach(checker -> checker.followedUp(file, what, ending));
    }

    public static void over(CaseFile file) {
        ALL.forEach(checker -> checker.over(file));
    }
}
