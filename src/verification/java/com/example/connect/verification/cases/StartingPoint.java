package com.example.connect.verification.cases;

import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.verification.contract.PublicTags;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes in a new world what there is before a scenario's operation. */
public final class StartingPoint {

    private static final Pattern FLOW = Pattern.compile(".*:instance/([^/]+)/contact-flow/([^/]+)");

    private final ConnectSimulator connect;
    private final Scenario scenario;

    public StartingPoint(ConnectSimulator connect, Scenario scenario) {
        this.connect = connect;
        this.scenario = scenario;
    }

    /** The number of another resource, ten minutes old. */
    public String bystander() {
        String bystander = claim(
                Map.of("TargetArn", connect.account().instanceArn(), "PhoneNumber", Scenarios.BYSTANDER),
                Map.of("owner", "another resource"));
        wait(600);
        return bystander;
    }

    /** The number that the operation is on; empty text where there is none. */
    public String given() {
        scenario.before().accept(connect);
        return scenario.given().map(this::give).orElse("");
    }

    private String give(Map<String, Object> properties) {
        Map<String, String> tags = new HashMap<>(Scenario.FOREIGN);
        tags.put(PublicTags.MARK, "0123456789abcdef0123456789abcdef");
        tags.putAll(Scenario.tagsOf(properties));
        if (Boolean.TRUE.equals(properties.get("ReleaseProtection"))) {
            tags.putAll(PublicTags.PROTECTED);
        }
        String arn = claim(properties, tags);
        Matcher flow = FLOW.matcher((String) properties.getOrDefault("ContactFlowArn", ""));
        if (flow.matches()) {
            wait(60);
            Service.of(connect)
                    .associatePhoneNumberContactFlow(bind ->
                            bind.phoneNumberId(arn).instanceId(flow.group(1)).contactFlowId(flow.group(2)));
        }
        wait(scenario.age());
        return arn;
    }

    private String claim(Map<String, Object> properties, Map<String, String> tags) {
        return Service.of(connect)
                .claimPhoneNumber(claim -> claim.targetArn((String) properties.get("TargetArn"))
                        .phoneNumber((String) properties.get("PhoneNumber"))
                        .phoneNumberDescription((String) properties.get("Description"))
                        .tags(tags))
                .phoneNumberArn();
    }

    /** What the scenario's first search will offer, and somebody else takes before it is claimed; nothing without a rival. */
    public List<String> takenByARival() {
        if (!scenario.rival()) {
            return List.of();
        }
        return Service.of(connect)
                .searchAvailablePhoneNumbers(search -> search.targetArn(
                                (String) scenario.desired().get("TargetArn"))
                        .phoneNumberType((String) scenario.desired().get("Type"))
                        .phoneNumberCountryCode((String) scenario.desired().get("CountryCode"))
                        .maxResults(10))
                .availableNumbersList()
                .stream()
                .map(available -> available.phoneNumber())
                .toList();
    }

    private void wait(int seconds) {
        connect.advance(Duration.ofSeconds(seconds));
    }
}
