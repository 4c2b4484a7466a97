package com.example.connect.phonenumber;

/** Everything that one invocation hands to the next. */
record Envelope(OperationClock clock, Phase phase) {}
