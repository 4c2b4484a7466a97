package com.example.connect.verification.cloudformation;

import java.util.Random;
import java.util.function.IntSupplier;

/** The seconds that CloudFormation adds to the delay that an event asks for, callback by callback. */
public final class Overhead {

    static final Overhead NONE = always(0);

    private final IntSupplier seconds;

    private Overhead(IntSupplier seconds) {
        this.seconds = seconds;
    }

    /** The same for each callback. */
    public static Overhead always(int seconds) {
        return new Overhead(() -> seconds);
    }

    /** Drawn for each callback, between the least and the most that this project believes of CloudFormation. */
    static Overhead drawn(long seed) {
        Random random = new Random(seed);
        int most = CloudFormationFacts.mostOverhead();
        return new Overhead(() -> random.nextInt(most + 1));
    }

    int next() {
        return seconds.getAsInt();
    }
}
