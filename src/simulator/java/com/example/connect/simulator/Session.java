package com.example.connect.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/**
 * Who calls: a principal of IAM and its policies.
 *
 * <p>The session token of temporary credentials tells both, where the local CloudFormation has assumed a role: {@link
 * #TOKEN}, and JSON in URL-safe base64, {@code {"principal": "role/NAME", "policies": [DOCUMENT, …]}}. The token of a
 * real session is opaque to all but AWS. Any other caller is the knobs'.
 *
 * @param principal as {@link Knob#CALLER} has it
 */
record Session(String principal, Policy policy) {
    static final String TOKEN = "simulated-session.";

    /** The caller of a request. */
    static Session of(WireRequest request, World world) {
        return request.sessionToken()
                .filter(token -> token.startsWith(TOKEN))
                .map(token -> read(token.substring(TOKEN.length())))
                .orElseGet(() -> of(world));
    }

    /** The caller that the knobs describe. */
    static Session of(World world) {
        return new Session(world.knob(Knob.CALLER), world.knob(Knob.PERMISSIONS));
    }

    private static Session read(String encoded) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8);
            Map<String, Object> session = Json.readObject(text);
            String[] documents = PolicyStatement.list(session.get("policies")).stream()
                    .map(Json::write)
                    .toArray(String[]::new);
            return new Session(String.valueOf(session.get("principal")), Policy.of(documents));
        } catch (JsonProcessingException | IllegalArgumentException unreadable) {
            // Belief (official; permissions): A session token that is not valid is refused. Source: IAM guide, common
            // errors: InvalidClientTokenId. Test: SessionTest#aTokenThatCannotBeReadIsRefused.
            throw new Refusal(
                    "UnrecognizedClientException", 403, "The security token included in the request is invalid.");
        }
    }

    /** The caller's ARN in IAM. */
    String arn(SimulatedAccount account) {
        return "arn:" + account.partition() + ":iam::" + account.account() + ":" + principal;
    }

    /** As an error tells the caller: a role shows as the session that has assumed it. */
    String told(SimulatedAccount account) {
        return principal.startsWith("role/")
                ? "arn:" + account.partition() + ":sts::" + account.account() + ":assumed-role/"
                        + Ids.lastPart(principal) + "/simulated"
                : arn(account);
    }
}
