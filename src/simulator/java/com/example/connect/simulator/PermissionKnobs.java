package com.example.connect.simulator;

import static com.example.connect.simulator.Belief.choice;
import static com.example.connect.simulator.Belief.guess;
import static com.example.connect.simulator.KnobForm.actions;

import java.util.Set;

@Concern("The caller's permissions")
interface PermissionKnobs {
    Knob<Set<String>> PERMISSIONS = new Knob<>(
            "permissions",
            actions(),
            Set.of("*"),
            choice("the caller's IAM actions; * for all", "a caller may do everything until a test says otherwise"));

    Knob<Set<String>> IMPORT_ACTIONS = new Knob<>(
            "import-actions",
            actions(),
            Set.of(),
            guess(
                    "IAM actions that Import needs besides its own",
                    "the Service Authorization Reference lists three; none is known to be checked"));
}
