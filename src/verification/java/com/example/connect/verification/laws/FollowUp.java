package com.example.connect.verification.laws;

/** What CloudFormation or its user does after an operation. */
public enum FollowUp {
    /** The delete of what a failed create has shown. */
    CLEAN_UP,
    /** The same once more, where it failed. */
    SECOND_CLEAN_UP,
    /** A failed update once more. */
    SECOND_UPDATE,
    /** The update from the new state back to the old one. */
    ROLLBACK,
    /** A failed delete once more. */
    SECOND_DELETE
}
