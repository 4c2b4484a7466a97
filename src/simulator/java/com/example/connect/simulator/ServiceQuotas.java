package com.example.connect.simulator;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Service Quotas, as far as Amazon Connect's quota of phone numbers goes. */
final class ServiceQuotas {
    private static final String SERVICE = "connect";
    private static final String CODE = "L-8F812903";

    private final World world;

    ServiceQuotas(World world) {
        this.world = world;
    }

    /** The account's value; with ContextId that of one instance or traffic distribution group. */
    Map<String, ?> applied(Map<String, Object> input) {
        checkKnown(input);
        Optional<String> context = Optional.ofNullable(input.get("ContextId")).map(Object::toString);
        if (context.isPresent()
                && !(world.knob(Knob.RESOURCE_QUOTAS)
                        && world.instances.behind(context.get()).isPresent())) {
            throw noSuchResource();
        }
        int value = context.map(arn -> world.quota.limitOf(arn, world.knobs())).orElse(world.knob(Knob.QUOTA));
        Map<String, Object> quota = quota(value);
        quota.put("QuotaArn", arn());
        quota.put("QuotaAppliedAtLevel", context.isPresent() ? "RESOURCE" : "ACCOUNT");
        context.ifPresent(arn -> quota.put(
                "QuotaContext",
                Map.of("ContextScope", "RESOURCE", "ContextScopeType", "AWS::Connect::Instance", "ContextId", arn)));
        return Map.of("Quota", quota);
    }

    /** What an account begins with. */
    Map<String, ?> standard(Map<String, Object> input) {
        checkKnown(input);
        return Map.of("Quota", quota(Knob.QUOTA.standard()));
    }

    /** The quota's own ARN. */
    String arn() {
        return world.account.arn("servicequotas", SERVICE + "/" + CODE);
    }

    private static void checkKnown(Map<String, Object> input) {
        if (!SERVICE.equals(input.get("ServiceCode")) || !CODE.equals(input.get("QuotaCode"))) {
            throw noSuchResource();
        }
    }

    private static Refusal noSuchResource() {
        return new Refusal("NoSuchResourceException", 400, "The specified resource does not exist.");
    }

    private static Map<String, Object> quota(int value) {
        Map<String, Object> quota = new LinkedHashMap<>();
        quota.put("ServiceCode", SERVICE);
        quota.put("ServiceName", "Amazon Connect");
        quota.put("QuotaCode", CODE);
        quota.put("QuotaName", "Phone numbers per instance");
        quota.put("Value", (double) value);
        quota.put("Unit", "None");
        quota.put("Adjustable", true);
        quota.put("GlobalQuota", false);
        return quota;
    }
}
