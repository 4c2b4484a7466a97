/**
 * Plays CloudFormation towards the function. {@link com.example.connect.verification.cloudformation.CloudFormation} asks
 * for operations; an {@code Operation} invokes the function until one has ended and waits on the simulator's clock;
 * {@link com.example.connect.verification.cloudformation.CloudFormationFacts} reads what is believed of the real
 * CloudFormation from {@code cloudformation.json}; {@link com.example.connect.verification.cloudformation.Lambda} is the
 * function, found by its name.
 */
@NullMarked
package com.example.connect.verification.cloudformation;

import org.jspecify.annotations.NullMarked;
