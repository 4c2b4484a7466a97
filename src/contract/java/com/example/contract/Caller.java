package com.example.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** On whose behalf the handlers are called: the part of a request that is the same in each. */
record Caller(String region, String account, Credentials credentials, Optional<JsonNode> typeConfiguration) {

    /** AWS credentials; {@code toString} does not show them. */
    record Credentials(String accessKeyId, String secretAccessKey, String sessionToken) {
        @Override
        public String toString() {
            return "Credentials";
        }
    }

    /** The partition that the Region is in, as far as Regions' names tell. */
    String partition() {
        return switch (region.replaceFirst("-(?:[a-z]+)-\\d+$", "")) {
            case "cn" -> "aws-cn";
            case "us-gov" -> "aws-us-gov";
            case "us-iso" -> "aws-iso";
            case "us-isob" -> "aws-iso-b";
            case "eu-isoe" -> "aws-iso-e";
            case "us-isof" -> "aws-iso-f";
            case "eusc" -> "aws-eusc";
            default -> region.startsWith("eusc-") ? "aws-eusc" : "aws";
        };
    }

    /** A request of {@code action}, as CloudFormation writes it. */
    ObjectNode request(String action, String typeName, String token) {
        ObjectNode request = Json.object();
        request.put("action", action.toUpperCase(java.util.Locale.ROOT));
        request.put("region", region);
        request.put("awsAccountId", account);
        request.put("bearerToken", token);
        request.put("resourceType", typeName);
        ObjectNode data = request.putObject("requestData");
        data.put("logicalResourceId", "ContractTest");
        data.putObject("callerCredentials")
                .put("accessKeyId", credentials.accessKeyId())
                .put("secretAccessKey", credentials.secretAccessKey())
                .put("sessionToken", credentials.sessionToken());
        typeConfiguration.ifPresent(configuration -> data.set("typeConfiguration", configuration));
        return request;
    }
}
