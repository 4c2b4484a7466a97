package com.example.connect.verification.lives;

import com.example.connect.verification.cloudformation.CloudFormation;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A number that the stack has, as CloudFormation knows it. */
final class Resource {

    private static final List<String> WRITABLE =
            List.of("TargetArn", "PhoneNumber", "Description", "ContactFlowArn", "ReleaseProtection", "Tags");

    private final String logicalId;
    private final String arn;
    private Map<String, Object> template;
    private boolean releasedElsewhere;
    private boolean doomed;

    Resource(String logicalId, String arn, Map<String, Object> template) {
        this.logicalId = logicalId;
        this.arn = arn;
        this.template = template;
    }

    /** Of a number that was read to be imported: the template says what Read has told. */
    static Resource of(String logicalId, String arn, JsonNode model) {
        Map<String, Object> template = new HashMap<>();
        for (String property : WRITABLE) {
            if (model.has(property)) {
                template.put(property, CloudFormation.JSON.convertValue(model.get(property), Object.class));
            }
        }
        return new Resource(logicalId, arn, template);
    }

    String logicalId() {
        return logicalId;
    }

    String arn() {
        return arn;
    }

    Map<String, Object> template() {
        return template;
    }

    void becomes(Map<String, Object> other) {
        template = other;
    }

    /** Whether somebody has released the number behind the stack's back. */
    boolean isReleasedElsewhere() {
        return releasedElsewhere;
    }

    void isLost() {
        releasedElsewhere = true;
    }

    /** Whether its create has failed and its clean-up too: CloudFormation only deletes it. */
    boolean isDoomed() {
        return doomed;
    }

    Resource doomed() {
        doomed = true;
        return this;
    }
}
