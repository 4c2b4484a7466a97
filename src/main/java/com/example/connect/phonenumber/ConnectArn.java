package com.example.connect.phonenumber;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The ARN of an instance, a traffic distribution group or a phone number. */
record ConnectArn(String partition, String region, String account, String kind, String id) {

    // Belief (official; names): A partition begins with aws, a Region with two letters, an account has 12 digits, and
    // an id is letters, digits and dashes. Source: the service model's patterns of ARNs. Test:
    // ConnectArnTest#readsEveryPartitionAndKindAndWritesItBack, ConnectArnTest#readsNothingElse.
    static final String INSTANCE = "instance";
    static final String PHONE_NUMBER = "phone-number";

    /**
     * No group repeats, because a repeated group overflows the stack on very long input. A Region's name begins with two
     * letters, or with more in the younger partitions ({@code eusc-de-east-1}).
     */
    private static final Pattern SHAPE =
            Pattern.compile("arn:(aws[a-z-]{0,20}):connect:([a-z]{2,8}-[a-z-]{1,30}-[0-9]{1,2}):"
                    + "([0-9]{12}):(instance|traffic-distribution-group|phone-number)/([A-Za-z0-9-]{1,100})");

    static Optional<ConnectArn> parse(@Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        Matcher arn = SHAPE.matcher(text);
        return arn.matches()
                ? Optional.of(new ConnectArn(arn.group(1), arn.group(2), arn.group(3), arn.group(4), arn.group(5)))
                : Optional.empty();
    }

    /** Another thing of the same partition, Region and account; empty where its id cannot be one. */
    Optional<ConnectArn> beside(String itsKind, @Nullable String itsId) {
        return parse(new ConnectArn(partition, region, account, itsKind, String.valueOf(itsId)).toString())
                .filter(arn -> itsId != null);
    }

    boolean isTarget() {
        return !kind.equals(PHONE_NUMBER);
    }

    @Override
    public String toString() {
        return String.format("arn:%s:connect:%s:%s:%s/%s", partition, region, account, kind, id);
    }
}
