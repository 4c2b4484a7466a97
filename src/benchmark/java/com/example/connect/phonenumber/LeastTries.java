package com.example.connect.phonenumber;

import com.example.connect.simulator.Knob;
import com.example.connect.verification.bigstack.BigStack;

/**
 * How often a number of a crowd must try, if crowds of every size are to end in time and none knows its size.
 *
 * <p>Who is refused at {@code w} seconds learns that the tokens up to then are gone, to {@code burst + rate * w} others
 * at most. It may be the only one left: then the crowd's floor is {@code w + 1 / rate + latency}, the end must come in
 * time for that floor, and so the next try. A number that gets its token at {@code s} has so made all the tries that are
 * due before {@code s}, and one. Nor does it know that other traffic takes a part of the rate.
 *
 * @param latency seconds that a claim takes
 * @param smallest the floor, in seconds, from which on crowds are to end in time
 * @param ratio in time is this often the floor, or
 * @param above so many seconds above it, whichever is more
 */
record LeastTries(double latency, double smallest, double ratio, int above) {

    /** The latest next try, in whole seconds, of who is refused after {@code waited} seconds. */
    int next(int waited) {
        double floor = Math.max(waited + 1 / BigStack.WHOLE_RATE.perSecond() + latency, smallest);
        return (int) (Math.max(ratio * floor, floor + above) - latency);
    }

    /**
     * Tries of a number, on average over a crowd, where all tokens are taken as they come.
     *
     * @param rate at which they come
     * @param share delays are drawn from this share of the longest on; 1 for the longest always, which is the bound
     */
    double mean(int numbers, Knob.Rate rate, double share) {
        double[] until = until(token(numbers, rate), share);
        double tries = 0;
        for (int i = 1; i <= numbers; i++) {
            tries += until[token(i, rate)];
        }
        return tries / numbers;
    }

    /** Tries of who gets the token of each second up to the last, that try included. */
    double[] until(int last, double share) {
        double[] chance = new double[next(last) + 1];
        double[] tries = new double[last + 1];
        chance[0] = 1;
        double before = 0;
        for (int second = 0; second <= last; second++) {
            tries[second] = before + 1;
            before += chance[second];
            int longest = next(second) - second;
            int shortest = (int) Math.ceil(share * longest);
            for (int delay = shortest; delay <= longest; delay++) {
                chance[second + delay] += chance[second] / (longest - shortest + 1);
            }
        }
        return tries;
    }

    /** The second in which the token of the {@code i}-th comes. */
    private static int token(int i, Knob.Rate rate) {
        return (int) Math.ceil(Math.max(0, (i - rate.burst()) / rate.perSecond()));
    }
}
