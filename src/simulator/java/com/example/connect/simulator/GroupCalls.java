package com.example.connect.simulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** DescribeTrafficDistributionGroup, ListTrafficDistributionGroups and GetTrafficDistribution. */
final class GroupCalls {
    private static final int LIST_PAGE = 10;
    private static final int ALL = 100;

    private final World world;
    private final Lookup lookup;

    GroupCalls(World world, Lookup lookup) {
        this.world = world;
        this.lookup = lookup;
    }

    Map<String, ?> describe(ServedCall call) {
        Map<String, Object> group = summary(lookup.group(call, "TrafficDistributionGroupId"));
        group.put("Tags", Map.of());
        return Map.of("TrafficDistributionGroup", group);
    }

    Map<String, ?> list(ServedCall call) {
        String wanted = Ids.lastPart(call.input().text("InstanceId").orElse(""));
        List<Map<String, Object>> all = world.instances.groups().stream()
                .filter(group -> lookup.isHere(call, group.home()))
                .filter(group -> wanted.isEmpty() || group.home().id().equals(wanted))
                .map(GroupCalls::summary)
                .toList();
        return Page.of("TrafficDistributionGroupSummaryList", all, call.input(), LIST_PAGE);
    }

    private static Map<String, Object> summary(Instances.Group group) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("Id", group.id());
        summary.put("Arn", group.arn());
        summary.put("Name", group.name());
        summary.put("InstanceArn", group.home().arn());
        summary.put("Status", "ACTIVE");
        summary.put("IsDefault", false);
        return summary;
    }

    /** All calls go to the home Region, as they do until somebody shifts them. */
    Map<String, ?> distribution(ServedCall call) {
        Instances.Group group = lookup.group(call, "Id");
        Map<String, ?> distributions = Map.of(
                "Distributions",
                world.account.regions().stream()
                        .map(region ->
                                Map.of("Region", region, "Percentage", region.equals(world.account.region()) ? ALL : 0))
                        .toList());
        return Map.of(
                "Id", group.id(), "Arn", group.arn(), "TelephonyConfig", distributions, "AgentConfig", distributions);
    }
}
