package com.example.connect.simulator;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the knobs of one interface are about: their heading in docs/simulator.md. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface Concern {
    String value();
}
