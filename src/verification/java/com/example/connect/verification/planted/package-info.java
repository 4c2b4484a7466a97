/** Breaks the rules of the house, to prove that they are held. */
@NullMarked
package com.example.connect.verification.planted;

import org.jspecify.annotations.NullMarked;
