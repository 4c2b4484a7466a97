package com.example.connect.simulator;

/** Sees each call, in the server's thread and under its lock. */
public interface CallListener {
    /** A call has come in and is not served yet. */
    default void before(int index, String operation) {}

    /** A call has been served; its answer is not written yet. */
    default void after(Call call) {}

    /** The same, with the answer that is written then; the call's index. */
    default void answered(int index, Answer answer) {}
}
