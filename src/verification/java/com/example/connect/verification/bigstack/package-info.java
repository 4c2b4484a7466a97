/** Stacks of many numbers: operations that CloudFormation runs side by side. */
@NullMarked
package com.example.connect.verification.bigstack;

import org.jspecify.annotations.NullMarked;
