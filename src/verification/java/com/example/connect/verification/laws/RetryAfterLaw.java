package com.example.connect.verification.laws;

import com.example.connect.simulator.Call;
import com.example.connect.simulator.Knob;
import com.example.connect.verification.cloudformation.Ending;
import java.time.Duration;
import java.util.List;

/**
 * {@link Law#RETRY_AFTER_IS_HEEDED}. A read and a list end at once; it is CloudFormation that tries them again. A create
 * that ends because the wait is too long looks for a claim of its own first, by another call: no number may be lost.
 */
final class RetryAfterLaw implements Checker {

    private static final int THROTTLED = 429;

    @Override
    public void ended(CaseFile file, Ending ending) {
        Duration told = file.scenario().knobs().get(Knob.RETRY_AFTER);
        if (told.isZero() || file.scenario().action().answersAtOnce()) {
            return;
        }
        List<Call> calls = file.calls();
        for (int i = 1; i < calls.size(); i++) {
            Call refused = calls.get(i - 1);
            Call next = calls.get(i);
            boolean isLastLook =
                    next.operation().equals("ListPhoneNumbersV2") && file.areOfOneInvocation(refused, next);
            if (refused.status() == THROTTLED
                    && !isLastLook
                    && next.at().isBefore(refused.at().plus(told))) {
                file.breach(Law.RETRY_AFTER_IS_HEEDED, next.operation() + " at " + next.at());
            }
        }
    }
}
