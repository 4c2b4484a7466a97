package com.example.connect.simulator;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The names of what the account has ready-made in its home Region: two instances with two contact flows each, a traffic
 * distribution group of the first instance, and numbers in End User Messaging that can be imported. All are fixed by
 * account and Region; {@link Instances} holds what has become of them. No id has twelve digits in a row, which the contract tests v2 would take for an account's.
 */
public record SimulatedAccount(String account, String region) {
    private static final String INSTANCE_ID = "11111111-aaaa-4aaa-8aaa-00000000000a";
    private static final String OTHER_INSTANCE_ID = "22222222-bbbb-4bbb-8bbb-00000000000b";
    private static final String TDG_ID = "33333333-cccc-4ccc-8ccc-00000000000c";
    private static final int SOURCES = 20;
    private static final Map<String, String> PARTITIONS = Map.of(
            "cn-", "aws-cn",
            "eusc-", "aws-eusc",
            "us-gov-", "aws-us-gov",
            "us-iso-", "aws-iso",
            "us-isob-", "aws-iso-b");

    /** The partition that the Region belongs to. */
    public String partition() {
        // Belief (official; names): ARNs are of partition aws-cn in the China Regions, aws-us-gov in GovCloud, aws-eusc
        // and aws-iso… in theirs, and aws elsewhere. Source: AWS General Reference, ARNs. Test:
        // WireTest#arnsAreOfTheRegionsPartition.
        return PARTITIONS.entrySet().stream()
                .filter(entry -> region.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("aws");
    }

    public String instanceArn() {
        return instanceArn(INSTANCE_ID);
    }

    public String otherInstanceArn() {
        return instanceArn(OTHER_INSTANCE_ID);
    }

    public String instanceId() {
        return INSTANCE_ID;
    }

    public String otherInstanceId() {
        return OTHER_INSTANCE_ID;
    }

    /** The traffic distribution group; its home instance is {@link #instanceArn}. */
    public String tdgArn() {
        return groupArn(TDG_ID);
    }

    /** The ARN of a traffic distribution group, whose home Region is the account's. */
    String groupArn(String id) {
        return arn("traffic-distribution-group/" + id);
    }

    public String tdgId() {
        return TDG_ID;
    }

    /** A contact flow of {@link #instanceArn}. */
    public String flowArn() {
        return flowArns(instanceArn()).get(0);
    }

    /** Another contact flow of {@link #instanceArn}. */
    public String secondFlowArn() {
        return flowArns(instanceArn()).get(1);
    }

    /** A contact flow of {@link #otherInstanceArn}. */
    public String otherFlowArn() {
        return flowArns(otherInstanceArn()).get(0);
    }

    /** The first of {@link #sourcePhoneNumberArns}. */
    public String sourcePhoneNumberArn() {
        return sourcePhoneNumberArns().get(0);
    }

    /** Numbers of End User Messaging that can be imported. */
    public List<String> sourcePhoneNumberArns() {
        return IntStream.range(0, SOURCES)
                .mapToObj(i -> arn("sms-voice", String.format("phone-number/phone-%02x", i + 1) + "ab".repeat(15)))
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

    /** The ready-made contact flows of a ready-made instance. */
    List<String> flowArns(String instanceArn) {
        String instance = instanceArn.equals(instanceArn()) ? "4444" : "5555";
        return List.of(
                instanceArn + "/contact-flow/" + instance + "4444-dddd-4ddd-8ddd-00000000000d",
                instanceArn + "/contact-flow/" + instance + "4444-dddd-4ddd-8ddd-00000000000e");
    }

    /** The ARN of an instance in the home Region. */
    String instanceArn(String id) {
        return arn("instance/" + id);
    }

    /**
     * The Region that an instance's replica is in, where the administrator guide's Global Resiliency pages name one for
     * the home Region.
     */
    public Optional<String> replicaRegion() {
        return switch (region) {
            case "us-east-1" -> Optional.of("us-west-2");
            case "us-west-2" -> Optional.of("us-east-1");
            case "eu-central-1" -> Optional.of("eu-west-2");
            case "eu-west-2" -> Optional.of("eu-central-1");
            case "ap-northeast-1" -> Optional.of("ap-northeast-3");
            default -> Optional.empty();
        };
    }

    /** The home Region and, where there is one, the replica's. */
    List<String> regions() {
        return Stream.concat(Stream.of(region), replicaRegion().stream()).toList();
    }

    /** The role that Amazon Connect has made for itself. */
    String serviceRoleArn() {
        return "arn:" + partition() + ":iam::" + account
                + ":role/aws-service-role/connect.amazonaws.com/AWSServiceRoleForAmazonConnect";
    }

    /** The ARN that the replica of something has in a Region; in the home Region it stays the same. */
    String inRegion(String arn, String other) {
        return arn.replace(":connect:" + region + ":", ":connect:" + other + ":");
    }

    /** The ARN of one of Amazon Connect's resources in the account and Region. */
    String arn(String resource) {
        return arn("connect", resource);
    }

    /** The ARN of a resource of any service. */
    String arn(String service, String resource) {
        return "arn:" + partition() + ":" + service + ":" + region + ":" + account + ":" + resource;
    }
}
