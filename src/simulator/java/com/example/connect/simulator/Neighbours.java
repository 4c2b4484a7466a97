package com.example.connect.simulator;

import java.util.List;
import java.util.Map;

/**
 * The calls of other services that tell of phone numbers: Service Quotas and CloudTrail. They name their operation in
 * the header {@code X-Amz-Target}. Nothing limits their rate, and no trouble is scripted for them.
 */
final class Neighbours {
    // Belief (official; names): Service Quotas and CloudTrail speak JSON 1.1, with these targets. Source: botocore
    // 1.44.5, service-2.json of service-quotas and cloudtrail. Test:
    // test_cli_neighbours.py::test_boto3_reads_the_answers_as_the_models_say.
    static final String QUOTA = "ServiceQuotasV20190624.GetServiceQuota";
    static final String DEFAULT_QUOTA = "ServiceQuotasV20190624.GetAWSDefaultServiceQuota";
    static final String LOOKUP = "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents";

    private final World world;
    private final ServiceQuotas quotas;
    private final CloudTrail trail;

    Neighbours(World world) {
        this.world = world;
        this.quotas = new ServiceQuotas(world);
        this.trail = new CloudTrail(world);
    }

    Answer answer(WireRequest request) {
        try {
            world.settle();
            return Answer.ok(answered(request.target().orElse(""), request));
        } catch (Refusal refusal) {
            return error(refusal);
        } finally {
            KnobUse.served(world.knobs());
        }
    }

    private Map<String, ?> answered(String target, WireRequest request) {
        Map<String, Object> input = Members.object(request.body());
        String region = request.region(world.account.region());
        Session session = Session.of(request, world);
        return switch (target) {
            case QUOTA -> {
                check(session, "servicequotas:GetServiceQuota", quotas.arn());
                yield quotas.applied(input);
            }
            case DEFAULT_QUOTA -> {
                check(session, "servicequotas:GetAWSDefaultServiceQuota", "*");
                yield quotas.standard(input);
            }
            case LOOKUP -> {
                check(session, "cloudtrail:LookupEvents", "*");
                yield trail.lookupEvents(input, region);
            }
            default -> throw new Refusal("UnknownOperationException", 400, "No operation " + target);
        };
    }

    private void check(Session session, String action, String resource) {
        world.usedActions.add(action);
        Permissions.check(List.of(new Access(action, resource, Map.of())), session, world);
    }

    /** JSON 1.1 has the code in the body. */
    private static Answer error(Refusal refusal) {
        String message = String.valueOf(refusal.getMessage());
        Answer error = Answer.error(400, refusal.code(), message);
        String body = Json.write(Map.of("__type", refusal.code(), "message", message));
        return error instanceof Answer.Http http ? http.withBody(body) : error;
    }
}
