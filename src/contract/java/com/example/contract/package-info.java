/**
 * Contract tests v2 by the documented rules, for any resource type that is built with RPDK's Java plugin.
 *
 * <p>Amazon's own executor is a container image. This one is written from the user guide ("Contract tests for resource
 * types") and from what {@code cfn test --v2} sends, and knows nothing else of it. A run reads in this order: {@link
 * com.example.contract.Main} takes the {@link com.example.contract.Artifact} that {@code cfn submit --dry-run} made;
 * {@link com.example.contract.Suite} chooses {@link com.example.contract.Rule}s by the {@link
 * com.example.contract.TypeSchema}'s handlers, and runs the scenarios over each {@link
 * com.example.contract.InputSet}; {@link com.example.contract.Calls} carries an operation through to its last event;
 * {@link com.example.contract.HandlerProcess} is the JVM in which the jar runs; {@link com.example.contract.Report}
 * holds one result for each rule, and none is left out without a reason.
 *
 * <p>Where the guide leaves a rule open, both readings are results of their own, named behind the rule's name.
 */
@NullMarked
package com.example.contract;

import org.jspecify.annotations.NullMarked;
