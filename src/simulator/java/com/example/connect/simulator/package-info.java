/**
 * Amazon Connect's phone numbers, local: never shipped, and sharing no code with the provider.
 *
 * <p>{@code WireServer} takes a request in, {@code Operation} names the call that it is in the service's model, and
 * {@code Service} lets it pass in order: the scripted {@link com.example.connect.simulator.Trouble}, the signature,
 * the {@code TokenBuckets}, the model's {@code Bound}s, the caller's {@code Permissions}. What belongs to this one
 * call is then a {@code ServedCall}. One of the {@code *Calls} classes carries it out; none of them knows another.
 * They stand on the {@code World}: {@link com.example.connect.simulator.HeldNumber}s, the account's {@code Instances},
 * an {@code Inventory} drawn from the {@code NumberPlan}, the {@code Quota}, the {@code ClientTokens}, and an {@code
 * Agenda} of what happens later by itself. A {@code Refusal} anywhere becomes the service's error in one place.
 *
 * <p>A {@code Present} holds the world, the service and their records under one lock: the calls received, the {@code
 * Events} that followers are told, and the {@code Journal} of every {@code Deed} that changed the world, from which it can
 * be made again. The {@code ControlApi} reads and steers all of it; the page, in this package's resources, is a client of
 * that API.
 *
 * <p>Time comes from {@link com.example.connect.simulator.SimulatedClock}, identifiers from a seed. Whatever the
 * service's documentation leaves open is a {@link com.example.connect.simulator.Knob}, declared in the {@code *Knobs}
 * interface of its concern with the grade and the source of what is believed.
 */
@NullMarked
package com.example.connect.simulator;

import org.jspecify.annotations.NullMarked;
