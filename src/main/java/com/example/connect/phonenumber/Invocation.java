package com.example.connect.phonenumber;

import java.util.Optional;
import software.amazon.cloudformation.proxy.Logger;

/**
 * One call of a handler.
 *
 * @param context what the invocation before it wrote; empty in the first one of an operation
 */
record Invocation(Request request, Optional<CallbackContext> context, PhoneNumberCalls calls, Logger logger) {}
