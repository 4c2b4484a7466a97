/**
 * Random lives of stacks. {@code StackLife} does what CloudFormation and others do to a stack, {@code Chance} draws what
 * that is, {@code Trial} delivers an operation in trouble, {@code Ledger} has what CloudFormation knows, {@code LifeLaws}
 * holds that against the account, and {@code SoakTest} lives one life after another.
 */
@NullMarked
package com.example.connect.verification.lives;

import org.jspecify.annotations.NullMarked;
