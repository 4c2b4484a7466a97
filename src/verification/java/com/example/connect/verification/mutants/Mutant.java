package com.example.connect.verification.mutants;

import com.example.connect.verification.contract.PublicTags;
import com.example.connect.verification.laws.Law;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** A flaw: where the matrix looks for it, the law that it breaks, and what it does. */
enum Mutant implements Flaw {

    /** Each claim has a ClientToken of its own, also one that is sent again. */
    RANDOM_TOKEN("create searched", Law.ONE_CLAIM) {
        @Override
        public void claim(ObjectNode body) {
            body.put("ClientToken", UUID.randomUUID().toString());
        }
    },

    /** The ClientToken depends on the number that is claimed. */
    TOKEN_OF_THE_NUMBER("create searched", Law.ONE_CLAIM) {
        @Override
        public void claim(ObjectNode body) {
            String both =
                    body.path("ClientToken").asText() + body.path("PhoneNumber").asText();
            body.put(
                    "ClientToken",
                    UUID.nameUUIDFromBytes(both.getBytes(StandardCharsets.UTF_8))
                            .toString());
        }
    },

    /** A claim lacks the ownership mark. */
    NO_MARK("create exact, described and tagged", Law.ONE_NUMBER_OR_NONE) {
        @Override
        public void claim(ObjectNode body) {
            ((ObjectNode) body.path("Tags")).remove(PublicTags.MARK);
        }
    },

    /** A number that a second search chooses is claimed in the same invocation: CloudFormation is not told before. */
    CHOICE_NOT_KEPT("create searched, the first candidate lost", Law.ONE_CLAIM) {
        @Override
        public JsonNode event(Invocation invocation) {
            boolean announces = invocation.isInProgress()
                    && invocation.showsNoIdentifier()
                    && invocation.endsWith("SearchAvailablePhoneNumbers");
            return announces ? invocation.goOnAtOnce() : invocation.event();
        }
    },

    /** A create without an identifier asks to be called back after CloudFormation's deadline for one. */
    NO_TRY_BEFORE_THE_DEADLINE("create exact", Law.ONE_NUMBER_OR_NONE) {
        @Override
        public JsonNode event(Invocation invocation) {
            boolean waits = invocation.isOf("CREATE") && invocation.isInProgress() && invocation.showsNoIdentifier();
            return waits ? invocation.event().put("callbackDelaySeconds", 61) : invocation.event();
        }
    },

    /** A delete is a success as soon as Connect has accepted the release. */
    NO_WAIT_AFTER_RELEASE("delete reads stale", Law.DELETED_IS_DELETED) {
        @Override
        public JsonNode event(Invocation invocation) {
            return invocation.isInProgress() && invocation.wasGranted("ReleasePhoneNumber")
                    ? invocation.event().objectNode().put("status", "SUCCESS")
                    : invocation.event();
        }
    };

    private final String scenario;
    private final Law law;

    Mutant(String scenario, Law law) {
        this.scenario = scenario;
        this.law = law;
    }

    String scenario() {
        return scenario;
    }

    Law law() {
        return law;
    }
}
