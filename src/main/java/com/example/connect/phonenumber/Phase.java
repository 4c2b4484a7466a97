package com.example.connect.phonenumber;

/**
 * Where an operation stands: what one invocation hands to the next, besides the time. A phase is data and holds only what
 * it needs; a handler is given a phase of its own operation and enters the next one.
 */
sealed interface Phase permits Creating, Updating, Deleting {}
