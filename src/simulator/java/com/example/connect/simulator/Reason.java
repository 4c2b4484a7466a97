package com.example.connect.simulator;

/**
 * Why a number's claim, move or change FAILED.
 *
 * @param message the service's words
 * @param why in a sentence of ours, what is so, and until when
 */
record Reason(String message, String why) {
    /** A reason that somebody scripted. */
    static Reason scripted(String message) {
        return new Reason(message, "Scripted trouble made it fail later, with the message \"" + message + "\".");
    }
}
