package com.example.connect.simulator;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * On a test method: it runs under at least two values of each of these knobs, and would fail if a value did nothing.
 * docs/evidence.md names it in their rows. The test fails unless, all its parameter rows together, calls were served
 * under two values of each knob that the simulator has read.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@ExtendWith(TurnsExtension.class)
public @interface Turns {
    /** The knobs' names, as {@link Knob#name} gives them. */
    String[] value();
}
