package com.example.connect.simulator;

/** Looks on, in the server's thread and under its lock, as calls come and go. */
public interface CallListener {
    /** A call came in and nothing has been done about it. */
    default void before(int index, String operation) {}

    /** A call is over; its answer is not written yet. */
    default void after(Call call) {}
}
