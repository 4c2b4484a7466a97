package com.example.connect.simulator;

import java.util.List;
import java.util.Optional;

/** The kinds of resources on which IAM checks a call, by their names in the Service Authorization Reference. */
enum ResourceKind {
    INSTANCE("instance"),
    GROUP("traffic-distribution-group"),
    NUMBER("phone-number"),
    ANY_NUMBER("wildcard-phone-number"),
    ANY_LEGACY_NUMBER("wildcard-legacy-phone-number"),
    FLOW("contact-flow"),
    ANY_FLOW("wildcard-contact-flow");

    private final String word;

    ResourceKind(String word) {
        this.word = word;
    }

    /** The name in the reference. */
    String word() {
        return word;
    }

    /**
     * The kinds that the reference requires of a call, by its name in the model; none where it has nothing better than
     * {@code *}. A tag call is checked on the resource that it names, of whatever kind.
     */
    static List<ResourceKind> of(String operation) {
        return switch (operation) {
            case "ClaimPhoneNumber" -> List.of(INSTANCE, GROUP, ANY_NUMBER);
            case "UpdatePhoneNumber" -> List.of(INSTANCE, NUMBER, GROUP);
            case "ImportPhoneNumber" -> List.of(INSTANCE, ANY_NUMBER);
            case "AssociatePhoneNumberContactFlow" -> List.of(FLOW, NUMBER);
            case "BatchGetFlowAssociation", "ListPhoneNumbersV2", "SearchAvailablePhoneNumbers" -> List.of(ANY_NUMBER);
            case "DescribePhoneNumber",
                    "DisassociatePhoneNumberContactFlow",
                    "ReleasePhoneNumber",
                    "UpdatePhoneNumberMetadata",
                    "ListTagsForResource",
                    "TagResource",
                    "UntagResource" -> List.of(NUMBER);
            case "CreateTrafficDistributionGroup" -> List.of(INSTANCE, GROUP);
            case "DeleteTrafficDistributionGroup",
                    "DescribeTrafficDistributionGroup",
                    "GetTrafficDistribution",
                    "ListTrafficDistributionGroups" -> List.of(GROUP);
            case "DescribeInstance",
                    "DeleteInstance",
                    "ListFlowAssociations",
                    "ListInstanceAttributes",
                    "UpdateInstanceAttribute" -> List.of(INSTANCE);
            case "DescribeContactFlow",
                    "CreateContactFlow",
                    "DeleteContactFlow",
                    "UpdateContactFlowContent",
                    "UpdateContactFlowMetadata" -> List.of(FLOW);
            case "ListContactFlows" -> List.of(ANY_FLOW);
            case "ListPhoneNumbers" -> List.of(ANY_LEGACY_NUMBER);
            default -> List.of();
        };
    }

    /** The ARN of the resource of this kind that a call is about; with {@code *} where the call does not name it. */
    Optional<String> arn(Input input, SimulatedAccount account) {
        return switch (this) {
            case INSTANCE -> target(input, "InstanceId", account.arn("instance/"));
            case GROUP ->
                input.operation() == Operation.CREATE_TDG
                        ? Optional.of(account.arn("traffic-distribution-group/*"))
                        : target(input, "TrafficDistributionGroupId", account.arn("traffic-distribution-group/"));
            case NUMBER ->
                input.text("PhoneNumberId")
                        .or(() -> input.text("resourceArn"))
                        .map(name -> named(name, account.arn("phone-number/")));
            case ANY_NUMBER -> Optional.of(account.arn("phone-number/*"));
            case ANY_LEGACY_NUMBER -> Optional.of(account.arn(inInstance(input, "phone-number/*")));
            case FLOW ->
                Optional.of(account.arn(inInstance(
                        input, "contact-flow/" + input.text("ContactFlowId").orElse("*"))));
            case ANY_FLOW -> Optional.of(account.arn(inInstance(input, "contact-flow/*")));
        };
    }

    /** What a call names by id or by TargetArn; an ARN of another kind is not it. */
    private static Optional<String> target(Input input, String id, String prefix) {
        return input.text(id)
                .map(name -> named(name, prefix))
                .or(() ->
                        input.text("TargetArn").filter(arn -> arn.contains(prefix.substring(prefix.lastIndexOf(':')))));
    }

    private static String named(String idOrArn, String prefix) {
        return idOrArn.startsWith("arn:") ? idOrArn : prefix + idOrArn;
    }

    private static String inInstance(Input input, String resource) {
        return "instance/" + input.text("InstanceId").orElse("*") + "/" + resource;
    }
}
