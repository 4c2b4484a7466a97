package com.example.connect.simulator;

import static com.example.connect.simulator.Belief.choice;
import static com.example.connect.simulator.KnobForm.count;
import static com.example.connect.simulator.KnobForm.text;

@Concern("The account")
interface AccountKnobs {
    Knob<String> ACCOUNT = new Knob<>(
            "account", text("\\d{12}"), "123456789012", choice("account id; from the next reset", "an example's id"));

    Knob<String> REGION = new Knob<>(
            "region",
            text("[a-z]{2,8}(-[a-z]+)+-\\d"),
            "us-east-1",
            choice("home Region; from the next reset", "a Region that has Amazon Connect"));

    Knob<Integer> SEED = new Knob<>(
            "seed",
            count(),
            1,
            choice("seed of all identifiers; from the next reset", "a run repeats itself under the same seed"));
}
