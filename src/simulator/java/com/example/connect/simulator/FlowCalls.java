package com.example.connect.simulator;

import com.example.connect.simulator.NumberState.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The contact flows that numbers are bound to. */
final class FlowCalls {
    private static final String VOICE = "VOICE_PHONE_NUMBER";
    private static final int LIST_PAGE = 1000;

    private final World world;
    private final Targets targets;
    private final Lookup lookup;
    /** How often each number's flow was read. */
    private final Map<String, Integer> reads = new HashMap<>();

    FlowCalls(World world, Targets targets, Lookup lookup) {
        this.world = world;
        this.targets = targets;
        this.lookup = lookup;
    }

    Map<String, ?> associate(ServedCall call) {
        HeldNumber number = lookup.live(call);
        ConnectInstance instance = instanceOf(number, call);
        boolean early = number.status() == Status.IN_PROGRESS && !world.knob(Knob.BIND_IN_PROGRESS);
        if (early || number.claimFailed()) {
            throw unclaimed(number);
        }
        ContactFlow flow = targets.flow(call, instance, call.input().mandatory("ContactFlowId"));
        if ((flow.archived() || !flow.published()) && !world.knob(Knob.BIND_UNPUBLISHED)) {
            throw Refusal.invalidParameter("Contact flow " + flow.id() + " is archived or not published.");
        }
        world.change(number, number.state().withFlow(Optional.of(flow.arn())));
        return Map.of();
    }

    private Refusal unclaimed(HeldNumber number) {
        return switch (world.knob(Knob.BIND_ERROR)) {
            case ACCESS_DENIED ->
                Refusal.accessDenied(
                        "User: " + Session.of(world).told(world.account) + " is not authorized to perform: "
                                + Operation.ASSOCIATE_FLOW.action() + " on resource: " + number.arn());
            case RESOURCE_NOT_FOUND -> Refusal.notFound("Phone number " + number.id() + " not found.");
            case RESOURCE_IN_USE -> Refusal.inUse("Phone number " + number.id() + " is in progress.");
            case INVALID_PARAMETER -> Refusal.invalidParameter("Phone number " + number.id() + " is not claimed.");
        };
    }

    Map<String, ?> disassociate(ServedCall call) {
        HeldNumber number = lookup.live(call);
        instanceOf(number, call);
        if (number.state().flowArn().isEmpty() && !world.knob(Knob.UNBIND_UNBOUND)) {
            throw Refusal.notFound("Phone number " + number.id() + " has no contact flow.");
        }
        world.change(number, number.state().withFlow(Optional.empty()));
        return Map.of();
    }

    private ConnectInstance instanceOf(HeldNumber number, ServedCall call) {
        ConnectInstance instance = targets.usableInstance(call);
        boolean behind = world.instances.behind(number.state().targetArn()).equals(Optional.of(instance));
        if (!behind || !isMirrored(call)) {
            // Belief (guess; flows): A number can be bound only in its own instance, to a flow of that instance;
            // otherwise ResourceNotFoundException. Source: the model lists the error, and does not say when. Test:
            // FlowAndTagTest#aFlowMustBeOfTheNumbersOwnInstance.
            throw Refusal.notFound("Phone number " + number.id() + " not found in instance " + instance.id() + ".");
        }
        return instance;
    }

    /** Whether the instance in the call's Region has the flows of its group's numbers. */
    private boolean isMirrored(ServedCall call) {
        return targets.isAtHome(call) || world.knob(Knob.GROUP_FLOWS) == Knob.GroupFlows.MIRRORED;
    }

    Map<String, ?> batchGet(ServedCall call) {
        ConnectInstance instance = targets.usableInstance(call);
        List<Map<String, String>> found = new ArrayList<>();
        for (String arn : call.input().texts("ResourceIds")) {
            Optional<Map<String, String>> association = world.byId(Ids.lastPart(arn))
                    .filter(number -> number.arn().equals(arn))
                    .filter(lookup::isSeen)
                    .filter(number -> isBoundIn(instance, number, call) && !isMissed(number))
                    .map(number -> association(number, call));
            if (association.isEmpty()) {
                checkMayBeAbsent(arn);
            }
            association.ifPresent(found::add);
        }
        return Map.of("FlowAssociationSummaryList", found);
    }

    private void checkMayBeAbsent(String arn) {
        String message = "Resource " + arn + " has no contact flow.";
        switch (world.knob(Knob.UNBOUND_READ)) {
            case LEFT_OUT -> {}
            case RESOURCE_NOT_FOUND -> throw Refusal.notFound(message);
            case INVALID_REQUEST -> throw Refusal.invalidRequest(message);
        }
    }

    Map<String, ?> list(ServedCall call) {
        Input input = call.input();
        ConnectInstance instance = targets.usableInstance(call);
        String from = input.text("NextToken").map(PageToken::place).orElse("+");
        int most = input.integer("MaxResults", LIST_PAGE);
        List<HeldNumber> bound = world.bound(from)
                .filter(number -> isBoundIn(instance, number, call))
                .limit(most + 1L)
                .toList();
        Map<String, Object> output = new LinkedHashMap<>();
        output.put(
                "FlowAssociationSummaryList",
                bound.stream()
                        .limit(most)
                        .filter(number -> !isMissed(number))
                        .map(number -> association(number, call))
                        .toList());
        if (bound.size() > most) {
            output.put("NextToken", PageToken.of(bound.get(most).number()));
        }
        return output;
    }

    private boolean isBoundIn(ConnectInstance instance, HeldNumber number, ServedCall call) {
        boolean isVoice = call.input().text("ResourceType").map(VOICE::equals).orElse(true);
        return isVoice
                && isMirrored(call)
                && lookup.isReached(call, number)
                && world.shown(number)
                        .flowArn()
                        .filter(flow -> flow.startsWith(instance.arn() + "/"))
                        .isPresent();
    }

    /** Counts a read of a bound number, and tells whether it is one of those that do not show it. */
    private boolean isMissed(HeldNumber number) {
        int every = world.knob(Knob.FLOW_READS_MISS);
        int count = Objects.requireNonNull(reads.merge(number.id(), 1, Integer::sum));
        return every > 0 && count % every == 0;
    }

    private Map<String, String> association(HeldNumber number, ServedCall call) {
        String flow = world.shown(number).flowArn().orElseThrow();
        return Map.of(
                // Belief (official; flows): A flow association names the number by its ARN and the flow by its ARN.
                // Source: API reference, FlowAssociationSummary. Test:
                // FlowAndTagTest#aFlowIsBoundReadBackChangedAndUnbound,
                // ContactFlowTest#isBoundOnceTheNumberIsClaimedAndReadBack.
                "ResourceId", number.arn(),
                "FlowId", world.account.inRegion(flow, call.region()),
                "ResourceType", VOICE);
    }
}
