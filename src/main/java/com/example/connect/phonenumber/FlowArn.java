package com.example.connect.phonenumber;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The ARN of a contact flow, which names its instance. Only a flow of its own instance can answer a number. */
record FlowArn(ConnectArn instance, String id) {

    private static final Pattern SHAPE = Pattern.compile("(.*:instance/[^/]+)/contact-flow/([A-Za-z0-9-]{1,500})");

    static Optional<FlowArn> parse(@Nullable String text) {
        Matcher arn = SHAPE.matcher(text == null ? "" : text);
        return arn.matches()
                ? ConnectArn.parse(arn.group(1)).map(instance -> new FlowArn(instance, arn.group(2)))
                : Optional.empty();
    }

    /** Whether it is a flow of an instance or of its replica, which has the same id in another Region. */
    boolean isOf(ConnectArn other) {
        return instance.id().equals(other.id());
    }

    /** Refuses a flow of another instance. A traffic distribution group is not checked: only Connect knows its instance. */
    void checkServes(ConnectArn target) {
        if (target.kind().equals(ConnectArn.INSTANCE) && !target.equals(instance)) {
            throw Refusal.invalid(
                    "ContactFlowArn %s is a flow of another instance than the number's target %s: give a flow of that"
                            + " instance, or remove ContactFlowArn.",
                    Refusal.quote(toString()), target);
        }
    }

    @Override
    public String toString() {
        return instance + "/contact-flow/" + id;
    }
}
