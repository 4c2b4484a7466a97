package com.example.connect.simulator;

import static com.example.connect.simulator.Belief.choice;
import static com.example.connect.simulator.Belief.official;
import static com.example.connect.simulator.KnobForm.actions;
import static com.example.connect.simulator.KnobForm.policy;
import static com.example.connect.simulator.KnobForm.text;

import java.util.Set;

@Concern("The caller's permissions")
interface PermissionKnobs {
    Knob<Policy> PERMISSIONS = new Knob<>(
            "permissions",
            policy(),
            Policy.allowing(Set.of("*")),
            choice(
                    "the caller's IAM actions, `*` for all, or its policy; on the command line `@file` reads one",
                    "a caller may do everything until a test says otherwise"));

    Knob<Boolean> RESOURCE_LEVEL = new Knob<>(
            "resource-level",
            KnobForm.flag(),
            true,
            official(
                    "whether IAM checks a call on its resources; false: on `*`",
                    "the Service Authorization Reference lists the resource types of each action"));

    Knob<String> CALLER = new Knob<>(
            "caller",
            text("(user|role)/[A-Za-z0-9+=,.@_/-]+"),
            "user/simulated",
            choice("the caller's name in IAM, which aws:PrincipalArn and a denial tell", "an example's name"));

    Knob<Set<String>> IMPORT_ACTIONS = new Knob<>(
            "import-actions",
            actions(),
            Set.of(
                    "sms-voice:DescribePhoneNumbers",
                    "social-messaging:GetLinkedWhatsAppBusinessAccountPhoneNumber",
                    "social-messaging:TagResource"),
            official(
                    "IAM actions that Import needs besides its own",
                    "the Service Authorization Reference lists these three as dependent actions; that all three are"
                            + " checked of every import is nobody's word"));
}
