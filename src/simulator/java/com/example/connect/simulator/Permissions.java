package com.example.connect.simulator;

import java.util.Set;
import java.util.TreeSet;

/** The IAM actions that a call needs: its own, and the dependent ones. */
final class Permissions {
    private Permissions() {}

    static Set<String> needed(Input input, Knobs knobs) {
        Set<String> actions = new TreeSet<>();
        actions.add(input.operation().action());
        // Belief (official; permissions): Claim and Import with Tags need connect:TagResource besides their own
        // action. Source: Service Authorization Reference. Test: WireTest#whatTheCallerMayNotDoIsDenied,
        // PermissionsTest#claimingWithoutTagResourceIsAccessDeniedAndClaimsNothing.
        boolean claims = input.operation() == Operation.CLAIM || input.operation() == Operation.IMPORT;
        if (claims && !input.map("Tags").isEmpty()) {
            actions.add(Operation.TAG.action());
        }
        if (input.operation() == Operation.IMPORT) {
            actions.addAll(knobs.get(Knob.IMPORT_ACTIONS));
        }
        return actions;
    }

    /** Refuses the call where the caller lacks an action. */
    static void check(Set<String> needed, World world) {
        Set<String> held = world.knob(Knob.PERMISSIONS);
        for (String action : needed) {
            if (!held.contains("*") && !held.contains(action)) {
                // Belief (recorded; permissions): A denied call gets AccessDeniedException, which names the action.
                // Source: answers of sibling calls: "User: … is not authorized to perform: connect:…". Test:
                // WireTest#whatTheCallerMayNotDoIsDenied,
                // PermissionsTest#claimingWithoutTagResourceIsAccessDeniedAndClaimsNothing.
                throw Refusal.accessDenied("User: arn:" + world.account.partition() + ":iam::"
                        + world.account.account() + ":user/simulated is not authorized to perform: " + action
                        + " because no identity-based policy allows the " + action + " action");
            }
        }
    }
}
