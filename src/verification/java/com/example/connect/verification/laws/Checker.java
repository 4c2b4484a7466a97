package com.example.connect.verification.laws;

import com.example.connect.simulator.Call;
import com.example.connect.verification.cloudformation.Ending;

/**
 * Holds a group of laws against a case while it is played, and reports breaches to its {@link CaseFile}. It keeps nothing
 * of its own: one checker serves all cases.
 */
interface Checker {

    /** One call has been answered; under the simulator's lock. */
    default void called(CaseFile file, Call call) {}

    /** The operation itself has ended, and nothing has been done after it. */
    default void ended(CaseFile file, Ending ending) {}

    /** What CloudFormation does after it has ended. */
    default void followedUp(CaseFile file, FollowUp what, Ending ending) {}

    /** Everything has ended. */
    default void over(CaseFile file) {}
}
