/** Models that no template should have, of every kind, through the function. */
@NullMarked
package com.example.connect.verification.hostile;

import org.jspecify.annotations.NullMarked;
