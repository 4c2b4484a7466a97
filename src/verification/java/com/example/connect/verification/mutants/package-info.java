/**
 * The matrix itself is tested: with a function that has one known flaw it must fail, by the law that the flaw breaks. A
 * flaw is seen from outside only. {@link com.example.connect.verification.mutants.Wire} changes what the function sends
 * to Connect, {@link com.example.connect.verification.mutants.FlawedFunction} what it answers to CloudFormation, and
 * {@link com.example.connect.verification.mutants.Mutant} lists the flaws.
 */
@NullMarked
package com.example.connect.verification.mutants;

import org.jspecify.annotations.NullMarked;
