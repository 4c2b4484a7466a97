/** Benchmarks that need a JVM. Each is a main class that writes one result, {@code docs/performance/NAME.json}. */
package com.example.connect.benchmark;
