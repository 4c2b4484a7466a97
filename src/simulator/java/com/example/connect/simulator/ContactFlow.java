package com.example.connect.simulator;

import java.time.Instant;
import java.util.Optional;

/**
 * One contact flow of an instance; immutable.
 *
 * @param arn in the account's home Region; the replica's flow has the same id, and an ARN of the other Region
 * @param type ContactFlowType
 * @param published whether its content was published; otherwise it is only saved
 * @param content in the flow language, JSON
 */
record ContactFlow(
        String id,
        String arn,
        ConnectInstance instance,
        String name,
        String type,
        Optional<String> description,
        boolean archived,
        boolean published,
        String content,
        Instant createdAt) {
    static final String EMPTY_CONTENT = """
            {"Version":"2019-10-30","StartAction":"end",\
            "Actions":[{"Identifier":"end","Type":"DisconnectParticipant","Parameters":{},"Transitions":{}}]}""";

    /** A published flow that hangs up. */
    static ContactFlow published(ConnectInstance instance, String id, String name, String type) {
        return new ContactFlow(
                id,
                arn(instance, id),
                instance,
                name,
                type,
                Optional.empty(),
                false,
                true,
                EMPTY_CONTENT,
                instance.createdAt());
    }

    static String arn(ConnectInstance instance, String id) {
        return instance.arn() + "/contact-flow/" + id;
    }

    ContactFlow with(String newName, Optional<String> newDescription, boolean nowArchived) {
        return new ContactFlow(
                id, arn, instance, newName, type, newDescription, nowArchived, published, content, createdAt);
    }

    ContactFlow withContent(String newContent) {
        return new ContactFlow(id, arn, instance, name, type, description, archived, published, newContent, createdAt);
    }

    /** ContactFlowState. */
    String state() {
        return archived ? "ARCHIVED" : "ACTIVE";
    }

    /** ContactFlowStatus. */
    String status() {
        return published ? "PUBLISHED" : "SAVED";
    }
}
