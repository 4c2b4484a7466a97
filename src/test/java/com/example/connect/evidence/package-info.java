/**
 * What this project believes of AWS, as rows of docs/evidence.md, collected from where it stands: the simulator's knobs,
 * the facts of cloudformation.json, and the marks in comments of code and pages.
 *
 * <p>A mark stands where code or a page rests on something that no knob sets. It is one sentence, and reads
 * {@code Belief (GRADE; TOPIC): SENTENCE Source: WHERE. Test: NAME.}, over as many comment lines as it takes, with a
 * grade of {@link com.example.connect.simulator.Belief.Grade} in lower case, a {@link
 * com.example.connect.evidence.Topic} in lower case, and one or more tests, {@code Class#method} or {@code
 * file.py::test_name}, that would notice if AWS answered otherwise than believed.
 */
@NullMarked
package com.example.connect.evidence;

import org.jspecify.annotations.NullMarked;
