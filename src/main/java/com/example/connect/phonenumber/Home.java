package com.example.connect.phonenumber;

import org.jspecify.annotations.Nullable;

/** The partition, Region and account of a request. A fact that the request does not tell is null and checks nothing. */
record Home(
        @Nullable String partition,
        @Nullable String region,
        @Nullable String account) {

    /** Whether an ARN is of this partition and account; numbers of another Region may be held through a group. */
    boolean owns(ConnectArn arn) {
        return isSame(account, arn.account()) && isSame(partition, arn.partition());
    }

    /** Refuses a property whose ARN is of another partition, Region or account. */
    void checkOwns(String property, ConnectArn arn) {
        // Belief (official; names): The target and the flow of a number are in its own partition, Region and account.
        // Source: API reference, UpdatePhoneNumber: the same Region; ARNs name the account. Test:
        // ModelRulesTest#createRefusesBeforeAnyCall, HostileInputTest#createNamesThePropertyAndTheRemedyBeforeAnyCall.
        checkPlace(property, arn.partition(), arn.region());
        checkSame(property, "account", account, arn.account());
    }

    /** Refuses a property whose ARN is of another partition or Region. */
    void checkPlace(String property, String itsPartition, String itsRegion) {
        checkSame(property, "partition", partition, itsPartition);
        checkSame(property, "Region", region, itsRegion);
    }

    private static void checkSame(String property, String fact, @Nullable String own, String named) {
        if (own != null && !own.equals(named)) {
            throw Refusal.invalid(
                    "%s names the %s %s, and the stack is in %s: a number, its target and its flow are in one partition,"
                            + " Region and account; name one there.",
                    property, fact, named, own);
        }
    }

    private static boolean isSame(@Nullable String own, String named) {
        return own == null || own.equals(named);
    }
}
