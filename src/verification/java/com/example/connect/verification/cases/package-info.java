/** What the fault matrix tries: the scenarios, and the faults that are put into them. */
@NullMarked
package com.example.connect.verification.cases;

import org.jspecify.annotations.NullMarked;
