package com.example.connect.verification.cases;

import com.example.connect.simulator.Knobs;
import com.example.connect.verification.cloudformation.CloudFormation;
import java.util.Optional;
import java.util.Random;

/**
 * One answer to all that is undocumented of Connect and CloudFormation: the defaults, or one that is drawn from a seed.
 *
 * @param knobs the simulator's; those that a scenario turns itself are as the scenario has them
 * @param seed what all of it is drawn from, also what CloudFormation adds to each callback; empty for the defaults, where it
 *     adds nothing
 */
public record Setting(Knobs knobs, Optional<Long> seed) {

    public static final Setting DEFAULTS = new Setting(Knobs.standard(), Optional.empty());

    public static Setting drawn(long seed) {
        return new Setting(Undocumented.drawn(new Random(seed)), Optional.of(seed));
    }

    /** CloudFormation as it is in this setting. */
    public CloudFormation in(CloudFormation cfn) {
        return seed.map(cfn::withOverhead).orElse(cfn);
    }

    /** Empty for the defaults; otherwise what can be said to draw it again. */
    @Override
    public String toString() {
        return seed.map(drawn -> " under setting " + drawn).orElse("");
    }
}
