package com.example.connect.simulator;

import com.example.connect.simulator.NumberState.Status;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The contact flows of numbers, and DescribeTrafficDistributionGroup. */
final class FlowCalls {
    private static final String VOICE = "VOICE_PHONE_NUMBER";
    private static final int LIST_PAGE = 1000;

    private final World world;
    private final Lookup lookup;

    FlowCalls(World world, Lookup lookup) {
        this.world = world;
        this.lookup = lookup;
    }

    Map<String, ?> associate(ServedCall call) {
        HeldNumber number = lookup.live(call);
        String instance = instanceOf(number, call);
        boolean early = number.status() == Status.IN_PROGRESS && !world.knob(Knob.BIND_IN_PROGRESS);
        if (early || number.claimFailed()) {
            throw Refusal.invalidParameter("Phone number " + number.id() + " is not claimed.");
        }
        String flow = call.input().mandatory("ContactFlowId");
        String arn = world.account.flows(instance).stream()
                .filter(candidate -> candidate.equals(flow) || candidate.endsWith("/" + flow))
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("Contact flow " + flow + " not found."));
        world.change(number, number.state().withFlow(Optional.of(arn)));
        return Map.of();
    }

    /**
     * Belief (guess; flows): Disassociate succeeds for a number that is bound to no flow. Source: no guide or report
     * says what it answers. Test: BeliefsTest#unbindingWhatIsNotBoundSucceeds.
     */
    Map<String, ?> disassociate(ServedCall call) {
        HeldNumber number = lookup.live(call);
        instanceOf(number, call);
        world.change(number, number.state().withFlow(Optional.empty()));
        return Map.of();
    }

    private String instanceOf(HeldNumber number, ServedCall call) {
        String instance = lookup.instance(call);
        if (!world.account.flowInstance(number.state().targetArn()).equals(instance)) {
            // Belief (guess; flows): A number can be bound only in its own instance, to a flow of that instance;
            // otherwise ResourceNotFoundException. Source: the model lists the error, and does not say when. Test:
            // FlowAndTagTest#aFlowMustBeOfTheNumbersOwnInstance.
            throw Refusal.notFound("Phone number " + number.id() + " not found in instance " + instance + ".");
        }
        return instance;
    }

    /**
     * Belief (guess; flows): BatchGetFlowAssociation leaves out resources without a flow in that instance. Source: the
     * model has no member for them. Test: FlowAndTagTest#aFlowIsBoundReadBackChangedAndUnbound.
     */
    Map<String, ?> batchGet(ServedCall call) {
        String instance = lookup.instance(call);
        List<Map<String, String>> found = new ArrayList<>();
        for (String arn : call.input().texts("ResourceIds")) {
            world.byId(arn.substring(arn.lastIndexOf('/') + 1))
                    .filter(number -> number.arn().equals(arn))
                    .filter(number -> isBoundIn(instance, number))
                    .filter(number -> isVoice(call.input()))
                    .ifPresent(number -> found.add(association(number)));
        }
        return Map.of("FlowAssociationSummaryList", found);
    }

    Map<String, ?> list(ServedCall call) {
        Input input = call.input();
        String instance = lookup.instance(call);
        String from = input.text("NextToken").map(PageToken::place).orElse("+");
        int most = input.integer("MaxResults", LIST_PAGE);
        List<HeldNumber> bound = world.bound(from)
                .filter(number -> isVoice(input) && isBoundIn(instance, number))
                .limit(most + 1L)
                .toList();
        Map<String, Object> output = new LinkedHashMap<>();
        output.put(
                "FlowAssociationSummaryList",
                bound.stream().limit(most).map(this::association).toList());
        if (bound.size() > most) {
            output.put("NextToken", PageToken.of(bound.get(most).number()));
        }
        return output;
    }

    private static boolean isVoice(Input input) {
        return input.text("ResourceType").map(VOICE::equals).orElse(true);
    }

    private boolean isBoundIn(String instance, HeldNumber number) {
        return world.shown(number)
                .flowArn()
                .filter(flow -> flow.startsWith(instance + "/"))
                .isPresent();
    }

    private Map<String, String> association(HeldNumber number) {
        return Map.of(
                // Belief (official; flows): A flow association names the number by its ARN and the flow by its ARN.
                // Source: API reference, FlowAssociationSummary. Test:
                // FlowAndTagTest#aFlowIsBoundReadBackChangedAndUnbound,
                // ContactFlowTest#isBoundOnceTheNumberIsClaimedAndReadBack.
                "ResourceId", number.arn(),
                "FlowId", world.shown(number).flowArn().orElseThrow(),
                "ResourceType", VOICE);
    }

    Map<String, ?> describeTdg(ServedCall call) {
        String idOrArn = call.input().mandatory("TrafficDistributionGroupId");
        SimulatedAccount account = world.account;
        if (!idOrArn.equals(account.tdgArn()) && !(lookup.isAtHome(call) && idOrArn.equals(account.tdgId()))) {
            throw Refusal.notFound("Traffic distribution group " + idOrArn + " not found.");
        }
        return Map.of(
                "TrafficDistributionGroup",
                Map.of(
                        "Id", account.tdgId(),
                        "Arn", account.tdgArn(),
                        "Name", "simulated",
                        "InstanceArn", account.instanceArn(),
                        "Status", "ACTIVE",
                        "IsDefault", false,
                        "Tags", Map.of()));
    }
}
