package com.example.connect.verification.laws;

import com.example.connect.simulator.NumberState;
import com.example.connect.verification.cases.Scenario;
import com.example.connect.verification.contract.PublicTags;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** A number as a template sees it: what is wanted, what is, and what an event tells can be compared. */
record Truth(
        String target, String description, Map<String, String> tags, String flow, boolean isProtected, String status) {

    private static final Set<String> STATUS = Set.of("PhoneNumberStatus", "Status");

    /** What tells the contact flow, or the instance that must be asked for it. */
    private static final Set<String> FLOWS = Set.of(
            "FlowAssociationSummaryList",
            "FlowId",
            "ResourceId",
            "TargetArn",
            "TrafficDistributionGroup",
            "InstanceArn");

    private static final Set<String> ONLY_THERE = Set.of(
            "ClaimedPhoneNumberSummary.PhoneNumberDescription",
            "ClaimedPhoneNumberSummary.PhoneNumberStatus",
            "ClaimedPhoneNumberSummary.PhoneNumberStatus.Status");

    /** @param foreign tags of somebody else's that the number has besides */
    static Truth wanted(Map<String, Object> desired, Map<String, String> foreign) {
        Map<String, String> tags = new HashMap<>(foreign);
        tags.putAll(Scenario.tagsOf(desired));
        return new Truth(
                (String) desired.getOrDefault("TargetArn", ""),
                (String) desired.getOrDefault("Description", ""),
                tags,
                (String) desired.getOrDefault("ContactFlowArn", ""),
                Boolean.TRUE.equals(desired.get("ReleaseProtection")),
                "CLAIMED");
    }

    /** The same but for what answers that lack a member cannot tell: what is absent is empty. */
    Truth without(String member) {
        String name = member.substring(member.lastIndexOf('.') + 1);
        boolean untagged = name.equals("Tags") || name.equals("tags");
        boolean unbound = FLOWS.contains(name);
        return new Truth(
                name.equals("TargetArn") ? "" : target,
                name.equals("PhoneNumberDescription") ? "" : description,
                untagged ? Map.of() : tags,
                unbound ? "" : flow,
                !untagged && isProtected,
                STATUS.contains(name) ? "" : status);
    }

    /** Whether what a member tells is in no other answer: where it is left out, a change may seem to be made. */
    static boolean isToldOnlyBy(String member) {
        return ONLY_THERE.contains(member);
    }

    static Truth held(NumberState state) {
        Map<String, String> tags = new HashMap<>(state.tags());
        tags.keySet().removeIf(PublicTags::isReserved);
        return new Truth(
                state.targetArn(),
                state.description().orElse(""),
                tags,
                state.flowArn().orElse(""),
                PublicTags.areProtected(state.tags()),
                state.status().name());
    }

    static Truth told(JsonNode model) {
        Map<String, String> tags = new HashMap<>();
        model.path("Tags")
                .forEach(tag ->
                        tags.put(tag.path("Key").asText(), tag.path("Value").asText()));
        return new Truth(
                model.path("TargetArn").asText(),
                model.path("Description").asText(),
                tags,
                model.path("ContactFlowArn").asText(),
                model.path("ReleaseProtection").asBoolean(),
                model.path("Status").asText());
    }
}
