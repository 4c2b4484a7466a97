package com.example.connect.simulator;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What can change about a claimed number; immutable.
 *
 * @param targetArn the instance or traffic distribution group it is on
 * @param description empty where it has none
 * @param tags key and value, sorted by key
 * @param message why the status is FAILED, in the service's words
 * @param why the same in a sentence of ours
 * @param flowArn the contact flow it is bound to
 */
public record NumberState(
        String targetArn,
        Optional<String> description,
        Map<String, String> tags,
        Status status,
        Optional<String> message,
        Optional<String> why,
        Optional<String> flowArn) {

    /** PhoneNumberWorkflowStatus. */
    public enum Status {
        CLAIMED,
        IN_PROGRESS,
        FAILED
    }

    NumberState withTarget(String arn) {
        return new NumberState(arn, description, tags, status, message, why, flowArn);
    }

    NumberState withDescription(Optional<String> text) {
        return new NumberState(targetArn, text, tags, status, message, why, flowArn);
    }

    NumberState withTags(Map<String, String> all) {
        return new NumberState(targetArn, description, new TreeMap<>(all), status, message, why, flowArn);
    }

    NumberState withFlow(Optional<String> arn) {
        return new NumberState(targetArn, description, tags, status, message, why, arn);
    }

    NumberState inProgress() {
        return new NumberState(
                targetArn, description, tags, Status.IN_PROGRESS, Optional.empty(), Optional.empty(), flowArn);
    }

    NumberState claimed() {
        return new NumberState(
                targetArn, description, tags, Status.CLAIMED, Optional.empty(), Optional.empty(), flowArn);
    }

    NumberState failed(Reason reason) {
        return new NumberState(
                targetArn,
                description,
                tags,
                Status.FAILED,
                Optional.of(reason.message()),
                Optional.of(reason.why()),
                flowArn);
    }
}
