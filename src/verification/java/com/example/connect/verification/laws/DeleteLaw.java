package com.example.connect.verification.laws;

import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.verification.cases.FaultCase.Strike;
import com.example.connect.verification.cases.Scenario.Action;
import com.example.connect.verification.cases.Service;
import com.example.connect.verification.cloudformation.Ending;
import software.amazon.awssdk.services.connect.model.ResourceNotFoundException;

/** {@link Law#DELETED_IS_DELETED}. */
final class DeleteLaw implements Checker {

    @Override
    public void ended(CaseFile file, Ending deleted) {
        if (file.scenario().action() != Action.DELETE) {
            return;
        }
        if (deleted.isGone()) {
            checkDeleted(file, deleted);
        } else if (file.scenario().reason().isPresent() && file.held().isEmpty()) {
            file.breach(Law.DELETED_IS_DELETED, "gone, and the delete failed: " + deleted.event());
        }
    }

    @Override
    public void followedUp(CaseFile file, FollowUp what, Ending ending) {
        if (what == FollowUp.SECOND_DELETE && ending.isGone()) {
            checkDeleted(file, ending);
        } else if (what == FollowUp.SECOND_DELETE) {
            file.breach(Law.DELETED_IS_DELETED, "again: " + ending.event());
        }
    }

    private static void checkDeleted(CaseFile file, Ending deletion) {
        if (file.held().isPresent()) {
            file.breach(Law.DELETED_IS_DELETED, "still held: " + deletion.event());
        } else if (!isToldMissing(file) && isDescribed(file.connect(), file.arn())) {
            file.breach(Law.DELETED_IS_DELETED, "reads still show it: " + deletion.event());
        }
    }

    /** A replica that lags has told the delete that the number is gone, while others still show it. */
    private static boolean isToldMissing(CaseFile file) {
        return file.faultCase().strikes().stream().anyMatch(Strike::isMissing);
    }

    private static boolean isDescribed(ConnectSimulator connect, String arn) {
        connect.clearTroubles();
        try {
            Service.of(connect).describePhoneNumber(describe -> describe.phoneNumberId(arn));
            return true;
        } catch (ResourceNotFoundException gone) {
            return false;
        }
    }
}
