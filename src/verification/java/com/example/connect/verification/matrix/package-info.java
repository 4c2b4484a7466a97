/**
 * The fault matrix: every call of every scenario under every fault. {@code FaultMatrix} crosses them, {@code CaseRun}
 * plays one case, {@code Undecidable} names what no program can decide, and {@code Tally} counts.
 */
@NullMarked
package com.example.connect.verification.matrix;

import org.jspecify.annotations.NullMarked;
