/**
 * A phone number of Amazon Connect as a CloudFormation resource, in the order in which the code runs.
 *
 * <p><b>In.</b> CloudFormation invokes {@link com.example.connect.phonenumber.HandlerWrapper}, which RPDK generates
 * ({@link com.example.connect.phonenumber.PhoneNumberFunction} in {@code src/cold-start} makes it cheaper to start). It
 * hands the request to one of five handlers, whose base, {@link com.example.connect.phonenumber.PhoneNumberHandler},
 * turns it into a {@link com.example.connect.phonenumber.Request} in the provider's own words. READ and LIST answer at
 * once. CREATE, UPDATE and DELETE are operations of several invocations:
 * {@link com.example.connect.phonenumber.OperationHandler} resumes an
 * {@link com.example.connect.phonenumber.Operation} where the last invocation left it.
 *
 * <p><b>Progress.</b> One invocation hands an {@link com.example.connect.phonenumber.Envelope} to the next: the
 * {@link com.example.connect.phonenumber.OperationClock}, which owns all time, and one
 * {@link com.example.connect.phonenumber.Phase}, which says where the operation stands. The phases of a create are in
 * {@link com.example.connect.phonenumber.Creating}, of an update in {@link com.example.connect.phonenumber.Updating}, of a
 * delete in {@link com.example.connect.phonenumber.Deleting}. On the wire they are short codes
 * ({@link com.example.connect.phonenumber.ContextCodec}), in messages words
 * ({@link com.example.connect.phonenumber.WaitingFor}).
 *
 * <p><b>Create.</b> {@link com.example.connect.phonenumber.DesiredState} checks the model and says how the number is
 * chosen: {@link com.example.connect.phonenumber.ExactNumber}, {@link com.example.connect.phonenumber.SearchedNumber} or
 * {@link com.example.connect.phonenumber.ImportedNumber}. {@link com.example.connect.phonenumber.Claim} checks the
 * flow, chooses a number and claims it; what follows from a failure until then is in
 * {@link com.example.connect.phonenumber.Settlement}; {@link com.example.connect.phonenumber.Stabilization} waits until it is CLAIMED, binds its flow and protects it.
 *
 * <p><b>Update.</b> {@link com.example.connect.phonenumber.Wanted} says what is wanted,
 * {@link com.example.connect.phonenumber.UpdatePlan} which steps lead there, and
 * {@link com.example.connect.phonenumber.UpdateExecution} takes them.
 *
 * <p><b>Delete.</b> {@link com.example.connect.phonenumber.DeleteHandler} looks for the number until it is gone, and
 * {@link com.example.connect.phonenumber.Release}, the only class that releases, releases it.
 *
 * <p><b>Out.</b> {@link com.example.connect.phonenumber.PhoneNumberCalls} is the only class that talks to Connect. A call
 * that fails is a {@link com.example.connect.phonenumber.ConnectFault}, classified by the table
 * {@link com.example.connect.phonenumber.ConnectError}. A passing fault is retried in the same phase after a delay from
 * {@link com.example.connect.phonenumber.Pace}; how long anything is waited for is in
 * {@link com.example.connect.phonenumber.Patience}. Every other failure becomes an event with the service's own reason.
 *
 * <p><b>Laws.</b> One create claims one number: each claim's token is a hash of the request
 * ({@link com.example.connect.phonenumber.RequestIdentity}), and {@link com.example.connect.phonenumber.OwnClaim} finds a
 * claim whose answer was lost. Only a delete releases. The service's own reason reaches the user.
 */
@NullMarked
package com.example.connect.phonenumber;

import org.jspecify.annotations.NullMarked;
