/**
 * A phone number of Amazon Connect as a CloudFormation resource, in the order in which the code runs.
 *
 * <p>CloudFormation invokes {@link com.example.connect.phonenumber.HandlerWrapper}, which RPDK generates; it hands the
 * request to one of five handlers. {@link com.example.connect.phonenumber.PhoneNumberHandler}, their base, makes an
 * {@link com.example.connect.phonenumber.Invocation} of it and is the one place that turns a
 * {@link com.example.connect.phonenumber.Failure} into an event. A handler first has the model checked by
 * {@link com.example.connect.phonenumber.DesiredState}, then compares what is desired with what Connect says, and
 * makes the next call that brings the two together; whatever takes time is waited for by a callback, after a delay
 * from {@link com.example.connect.phonenumber.Pace}.
 *
 * <p>{@link com.example.connect.phonenumber.PhoneNumberCalls} is the only class that talks to Connect. What goes wrong
 * there is a {@link com.example.connect.phonenumber.ConnectFault}, classified by the table
 * {@link com.example.connect.phonenumber.ConnectError}.
 *
 * <p>Lambda starts {@link com.example.connect.phonenumber.PhoneNumberFunction} in {@code src/cold-start}: the generated
 * function, made cheaper to start.
 *
 * <p>The laws: one create claims one number, because every claim's token comes from
 * {@link com.example.connect.phonenumber.RequestIdentity} and because {@link com.example.connect.phonenumber.OwnClaim}
 * finds a claim whose answer was lost; only {@link com.example.connect.phonenumber.DeleteHandler} releases; and the
 * service's own reason reaches the user.
 */
@NullMarked
package com.example.connect.phonenumber;

import org.jspecify.annotations.NullMarked;
