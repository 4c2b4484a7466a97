package com.example.connect.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Contact flows themselves: Create, Describe, List, UpdateContent, UpdateMetadata and Delete. */
final class ContactFlowCalls {
    private static final String SAVED_ALIAS = ":$SAVED";
    private static final int LIST_PAGE = 100;

    /** What content in the flow language has at least. */
    private static final List<String> CONTENT_MEMBERS = List.of("Version", "StartAction", "Actions");

    private final World world;
    private final Targets targets;

    ContactFlowCalls(World world, Targets targets) {
        this.world = world;
        this.targets = targets;
    }

    Map<String, ?> create(ServedCall call) {
        ConnectInstance instance = targets.usableInstance(call);
        Input input = call.input();
        String name = input.mandatory("Name");
        checkUnused(instance, name);
        String id = world.ids.next();
        ContactFlow flow = new ContactFlow(
                id,
                ContactFlow.arn(instance, id),
                instance,
                name,
                input.mandatory("Type"),
                input.text("Description"),
                false,
                !input.text("Status").equals(Optional.of("SAVED")),
                input.mandatory("Content"),
                world.now());
        if (flow.published()) {
            checkContent(flow.content());
        }
        world.instances.put(flow);
        world.instances.tag(flow.arn(), input.map("Tags"));
        Map<String, Object> output = new LinkedHashMap<>();
        output.put("ContactFlowId", id);
        output.put("ContactFlowArn", world.account.inRegion(flow.arn(), call.region()));
        if (flow.published()) {
            output.put("FlowContentSha256", sha256(flow.content()));
        }
        return output;
    }

    private void checkUnused(ConnectInstance instance, String name) {
        if (world.instances.flows(instance).stream()
                .anyMatch(flow -> flow.name().equals(name))) {
            throw Refusal.duplicate("A contact flow of the name " + name + " exists.");
        }
    }

    private static void checkContent(String content) {
        try {
            if (!Json.readObject(content).keySet().containsAll(CONTENT_MEMBERS)) {
                throw Refusal.invalidFlow("The content lacks one of " + CONTENT_MEMBERS + ".");
            }
        } catch (JsonProcessingException e) {
            throw Refusal.invalidFlow("The content is not a JSON object.");
        }
    }

    private static String sha256(String content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A flow that was never published is shown under its {@code $SAVED} alias only. */
    Map<String, ?> describe(ServedCall call) {
        String named = call.input().mandatory("ContactFlowId");
        boolean saved = named.endsWith(SAVED_ALIAS);
        String idOrArn = saved ? named.substring(0, named.length() - SAVED_ALIAS.length()) : named;
        ContactFlow flow = targets.flow(call, targets.usableInstance(call), idOrArn);
        if (!flow.published() && !saved) {
            throw Refusal.flowNotPublished("Contact flow " + idOrArn + " is not published.");
        }
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("Arn", world.account.inRegion(flow.arn(), call.region()));
        shown.put("Id", flow.id());
        shown.put("Name", flow.name());
        shown.put("Type", flow.type());
        shown.put("State", flow.state());
        shown.put("Status", saved ? "SAVED" : flow.status());
        flow.description().ifPresent(text -> shown.put("Description", text));
        shown.put("Content", flow.content());
        shown.put("Tags", world.instances.tags(flow.arn()));
        shown.put("FlowContentSha256", sha256(flow.content()));
        return Map.of("ContactFlow", shown);
    }

    Map<String, ?> list(ServedCall call) {
        List<String> types = call.input().texts("ContactFlowTypes");
        List<Map<String, String>> all = world.instances.flows(targets.usableInstance(call)).stream()
                .filter(targets::isVisible)
                .filter(flow -> types.isEmpty() || types.contains(flow.type()))
                .map(flow -> summary(call, flow))
                .toList();
        return Page.of("ContactFlowSummaryList", all, call.input(), LIST_PAGE);
    }

    private Map<String, String> summary(ServedCall call, ContactFlow flow) {
        return Map.of(
                "Id", flow.id(),
                "Arn", world.account.inRegion(flow.arn(), call.region()),
                "Name", flow.name(),
                "ContactFlowType", flow.type(),
                "ContactFlowState", flow.state(),
                "ContactFlowStatus", flow.status());
    }

    Map<String, ?> updateMetadata(ServedCall call) {
        Input input = call.input();
        ContactFlow flow = named(call);
        String name = input.text("Name").orElse(flow.name());
        if (!name.equals(flow.name())) {
            checkUnused(flow.instance(), name);
        }
        Optional<String> description = input.text("Description").or(flow::description);
        boolean archived =
                input.text("ContactFlowState").map("ARCHIVED"::equals).orElse(flow.archived());
        world.instances.put(flow.with(name, description, archived));
        return Map.of();
    }

    Map<String, ?> updateContent(ServedCall call) {
        ContactFlow flow = named(call);
        String content = call.input().mandatory("Content");
        if (flow.published()) {
            checkContent(content);
        }
        world.instances.put(flow.withContent(content));
        return Map.of();
    }

    Map<String, ?> delete(ServedCall call) {
        ContactFlow flow = named(call);
        List<HeldNumber> bound = world.numbers().stream()
                .filter(number -> number.state().flowArn().equals(Optional.of(flow.arn())))
                .toList();
        if (!bound.isEmpty() && !world.knob(Knob.DELETE_BOUND_FLOW)) {
            throw Refusal.invalidRequest("Contact flow " + flow.id() + " is associated with a phone number.");
        }
        bound.forEach(number -> world.change(number, number.state().withFlow(Optional.empty())));
        world.instances.remove(flow);
        return Map.of();
    }

    private ContactFlow named(ServedCall call) {
        return targets.flow(call, targets.usableInstance(call), call.input().mandatory("ContactFlowId"));
    }
}
