/**
 * Amazon Connect's phone numbers, local: never shipped, and sharing no code with the provider.
 *
 * <p>A request comes in at {@code WireServer}, is matched with an {@code Operation} of
 * the service's model, and passes {@code Service}: the scripted {@link com.example.connect.simulator.Trouble}, the
 * signature, the {@code TokenBuckets}, the model's {@code Bound}s, the caller's {@code Permissions}. What remains is
 * carried out by {@code NumberCalls}, {@code DirectoryCalls}, {@code FlowCalls} or {@code TagCalls} on the
 * {@code World}: {@link com.example.connect.simulator.HeldNumber}s, an {@code Inventory} drawn from the
 * {@code NumberPlan}, the {@code Quota}, the {@code ClientTokens}, and an {@code Agenda} of what happens later by
 * itself. A {@code Refusal} anywhere becomes the service's error in one place. Time comes from
 * {@link com.example.connect.simulator.SimulatedClock}, identifiers from a seed, and everything that the service's
 * documentation leaves open is a {@link com.example.connect.simulator.Knob}.
 */
@NullMarked
package com.example.connect.simulator;

import org.jspecify.annotations.NullMarked;
