package com.example.connect.phonenumber;

import com.example.connect.phonenumber.Updating.Change;
import com.example.connect.phonenumber.Updating.Changing;

/** What an operation waits for in each of its phases, in the user's words. */
final class WaitingFor {

    private WaitingFor() {}

    static String words(Phase phase) {
        return switch (PhaseCode.of(phase)) {
            case CHECKING -> "the contact flow to become visible";
            case CHOOSING -> "a phone number to choose";
            case CLAIMING -> "the claim to be accepted";
            case RECOVERING -> "the number of this create's earlier claim to become visible";
            case APPEARING, STABILIZING -> "the number to become CLAIMED";
            case VANISHED, DISAPPEARED -> "the number, which was visible before, to become visible again";
            case COMPARING -> "the number to be read";
            case BLOCKED -> "the number to leave IN_PROGRESS";
            case CHANGING -> change(((Changing) phase).change());
            case AGREEING -> "reads to go on showing the state before the update";
            case RELEASING -> "the release to be accepted";
            case MISSING -> "the number to become visible";
            case BUSY -> "the number to be no longer in use, so that it can be released";
            case RELEASED -> "the released number to disappear";
        };
    }

    private static String change(Change change) {
        return switch (change) {
            case MOVE -> "the move to the new target to finish";
            case DESCRIPTION -> "the change of the description to finish";
        };
    }
}
