package com.example.connect.simulator;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What the account has ready-made in its home Region: two instances with two contact flows each, a traffic distribution
 * group of the first instance, and numbers in End User Messaging that can be imported. All names are fixed by account
 * and Region. No id has twelve digits in a row, which the contract tests v2 would take for an account's.
 */
public record SimulatedAccount(String account, String region) {
    private static final String INSTANCE_ID = "11111111-aaaa-4aaa-8aaa-00000000000a";
    private static final String OTHER_INSTANCE_ID = "22222222-bbbb-4bbb-8bbb-00000000000b";
    private static final String TDG_ID = "33333333-cccc-4ccc-8ccc-00000000000c";
    private static final int SOURCES = 20;

    /** The partition that the Region belongs to. */
    public String partition() {
        // Belief (official; names): ARNs are of partition aws-cn in the China Regions, aws-us-gov in GovCloud, and aws
        // elsewhere. Source: AWS General Reference, ARNs. Test: WireTest#arnsAreOfTheRegionsPartition.
        if (region.startsWith("cn-")) {
            return "aws-cn";
        }
        return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    }

    public String instanceArn() {
        return arn("instance/" + INSTANCE_ID);
    }

    public String otherInstanceArn() {
        return arn("instance/" + OTHER_INSTANCE_ID);
    }

    public String instanceId() {
        return INSTANCE_ID;
    }

    public String otherInstanceId() {
        return OTHER_INSTANCE_ID;
    }

    /** The traffic distribution group; its home instance is {@link #instanceArn}. */
    public String tdgArn() {
        return arn("traffic-distribution-group/" + TDG_ID);
    }

    public String tdgId() {
        return TDG_ID;
    }

    /** A contact flow of {@link #instanceArn}. */
    public String flowArn() {
        return flows(instanceArn()).get(0);
    }

    /** Another contact flow of {@link #instanceArn}. */
    public String secondFlowArn() {
        return flows(instanceArn()).get(1);
    }

    /** A contact flow of {@link #otherInstanceArn}. */
    public String otherFlowArn() {
        return flows(otherInstanceArn()).get(0);
    }

    /** The first of {@link #sourcePhoneNumberArns}. */
    public String sourcePhoneNumberArn() {
        return sourcePhoneNumberArns().get(0);
    }

    /** Numbers of End User Messaging that can be imported. */
    public List<String> sourcePhoneNumberArns() {
        return IntStream.range(0, SOURCES)
                .mapToObj(i -> "arn:" + partition() + ":sms-voice:" + region + ":" + account
                        + String.format(":phone-number/phone-%02x", i + 1)
                        + "ab".repeat(15))
                .toList();
    }

    /** The numbers behind {@link #sourcePhoneNumberArns}, in the same order. */
    List<String> importableNumbers() {
        return IntStream.range(0, SOURCES)
                .mapToObj(i -> String.format("+1833555%04d", 7000 + i))
                .toList();
    }

    /** The ARN of a claimed number. */
    public String phoneNumberArn(String id) {
        return arn("phone-number/" + id);
    }

    List<String> flows(String instanceArn) {
        String instance = instanceArn.equals(instanceArn()) ? "4444" : "5555";
        return List.of(
                instanceArn + "/contact-flow/" + instance + "4444-dddd-4ddd-8ddd-00000000000d",
                instanceArn + "/contact-flow/" + instance + "4444-dddd-4ddd-8ddd-00000000000e");
    }

    Optional<String> instance(String id) {
        return switch (id) {
            case INSTANCE_ID -> Optional.of(instanceArn());
            case OTHER_INSTANCE_ID -> Optional.of(otherInstanceArn());
            default -> Optional.empty();
        };
    }

    boolean isTarget(String arn) {
        return arn.equals(instanceArn()) || arn.equals(otherInstanceArn()) || arn.equals(tdgArn());
    }

    /**
     * The instance that holds the contact flow of a number on this target.
     *
     * <p>Belief (guess; flows): The flow of a number on a traffic distribution group is found in the group's home
     * instance. Source: the guide says that flows are mirrored, and not what the calls return. Test:
     * test_contact_flow.py::test_a_flow_on_a_traffic_distribution_group_is_read_back_from_the_groups_instance.
     */
    String flowInstance(String targetArn) {
        return targetArn.equals(tdgArn()) ? instanceArn() : targetArn;
    }

    private String arn(String resource) {
        return "arn:" + partition() + ":connect:" + region + ":" + account + ":" + resource;
    }
}
