package com.example.connect.simulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What IAM is asked about a call: its action, and the actions that it depends on, each on every resource that the
 * Service Authorization Reference names for it.
 */
final class Permissions {
    private final World world;
    private final Session session;

    Permissions(World world, Session session) {
        this.world = world;
        this.session = session;
    }

    /** Every question that the call raises; each must be answered with yes. */
    List<Access> accesses(Input input) {
        List<Access> accesses = new ArrayList<>();
        ask(accesses, input.operation().action(), resources(input), input);
        // Belief (official; permissions): Claim and Import with Tags need connect:TagResource besides their own action.
        // Source: Service Authorization Reference. Test: WireTest#whatTheCallerMayNotDoIsDenied,
        // PermissionsTest#claimingWithoutTagResourceIsAccessDeniedAndClaimsNothing.
        boolean claims = input.operation() == Operation.CLAIM || input.operation() == Operation.IMPORT;
        if (claims && !input.map("Tags").isEmpty()) {
            ask(accesses, Operation.TAG.action(), List.of(world.account.arn("phone-number/*")), input);
        }
        if (input.operation() == Operation.IMPORT) {
            new TreeSet<>(world.knob(Knob.IMPORT_ACTIONS))
                    .forEach(action -> ask(accesses, action, List.of(source(action, input)), input));
        }
        return accesses;
    }

    private void ask(List<Access> accesses, String action, List<String> resources, Input input) {
        List<String> asked = world.knob(Knob.RESOURCE_LEVEL) && !resources.isEmpty() ? resources : List.of("*");
        asked.forEach(resource -> accesses.add(new Access(action, resource, context(input, resource))));
    }

    private List<String> resources(Input input) {
        return ResourceKind.of(input.operation().wireName()).stream()
                .flatMap(kind -> kind.arn(input, world.account).stream())
                .toList();
    }

    /** The number to import where the action is its service's; any number of the action's service otherwise. */
    private String source(String action, Input input) {
        String service = action.substring(0, action.indexOf(':'));
        String kind = service.equals("social-messaging") ? "phone-number-id" : "phone-number";
        return input.text("SourcePhoneNumberArn")
                .filter(arn -> arn.contains(":" + service + ":"))
                .orElseGet(() -> world.account.arn(service, kind + "/*"));
    }

    private Map<String, List<String>> context(Input input, String resource) {
        Map<String, List<String>> context = new LinkedHashMap<>();
        context.put("aws:PrincipalArn", List.of(session.arn(world.account)));
        context.put("aws:PrincipalAccount", List.of(world.account.account()));
        Map<String, String> tags = input.operation() == Operation.TAG ? input.map("tags") : input.map("Tags");
        tags.forEach((key, value) -> context.put("aws:RequestTag/" + key, List.of(value)));
        List<String> keys = tags.isEmpty() ? input.texts("tagKeys") : List.copyOf(tags.keySet());
        if (!keys.isEmpty()) {
            context.put("aws:TagKeys", keys);
        }
        ResourceKind.INSTANCE
                .arn(input, world.account)
                .map(Ids::lastPart)
                .ifPresent(id -> context.put("connect:InstanceId", List.of(id)));
        world.held(resource)
                .map(number -> number.state().tags())
                .orElseGet(() -> world.instances.tags(resource))
                .forEach((key, value) -> context.put("aws:ResourceTag/" + key, List.of(value)));
        return context;
    }

    /** Refuses the call at the first question that is answered with no. */
    static void check(List<Access> accesses, Session session, World world) {
        for (Access access : accesses) {
            Policy.Decision decision = session.policy().decide(access);
            if (decision != Policy.Decision.ALLOWED) {
                // Belief (recorded; permissions): A denied call gets AccessDeniedException, which names the action and
                // the resource. Source: answers of sibling calls: "User: … is not authorized to perform: connect:…".
                // Test: WireTest#whatTheCallerMayNotDoIsDenied,
                // PermissionsTest#claimingWithoutTagResourceIsAccessDeniedAndClaimsNothing.
                throw Refusal.accessDenied(denial(access, decision, session.told(world.account)));
            }
        }
    }

    /** RECORDED: "User: … is not authorized to perform: connect:X on resource: arn:…", and the reason. */
    private static String denial(Access access, Policy.Decision decision, String user) {
        String reason = decision == Policy.Decision.EXPLICITLY_DENIED
                ? " with an explicit deny in an identity-based policy"
                : " because no identity-based policy allows the " + access.action() + " action";
        return "User: " + user + " is not authorized to perform: " + access.action() + " on resource: "
                + access.resource() + reason;
    }
}
