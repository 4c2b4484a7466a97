/**
 * The JVM in which the handlers' jar runs. Nothing but the JDK is used here: what else is on its class path is the jar,
 * or the libraries that the jar has to live with.
 */
@NullMarked
package com.example.contract.host;

import org.jspecify.annotations.NullMarked;
