package com.example.connect.simulator;

/** One input member of an operation: its name in the model and on the wire, where it travels, and its bound. */
record Parameter(String name, String wireName, Location location, boolean required, Bound bound) {
    enum Location {
        PATH,
        QUERY,
        BODY
    }

    /** Where most operations name their instance. */
    static final Parameter INSTANCE = path("InstanceId", Bound.INSTANCE_ID);

    /** Where most operations name their number. */
    static final Parameter NUMBER = path("PhoneNumberId", Bound.TEXT);

    /** Where an operation on one contact flow names it. */
    static final Parameter FLOW = path("ContactFlowId", Bound.FLOW_ID);

    /** Where an operation on one traffic distribution group names it. */
    static final Parameter GROUP = path("TrafficDistributionGroupId", Bound.TDG);

    /** A client token in the query, as deletions take it. */
    static final Parameter TOKEN = query("ClientToken", "clientToken", Bound.CLIENT_TOKEN);

    /** A NextToken in the query, as lists of the account's instances take it. */
    static final Parameter NEXT_TOKEN = query("NextToken", "nextToken", Bound.TEXT);

    static Parameter mostResults(int most) {
        return query("MaxResults", "maxResults", Bound.integer(1, most));
    }

    static Parameter path(String name, Bound bound) {
        return new Parameter(name, name, Location.PATH, true, bound);
    }

    static Parameter query(String name, String wireName, Bound bound) {
        return new Parameter(name, wireName, Location.QUERY, false, bound);
    }

    static Parameter body(String name, Bound bound) {
        return new Parameter(name, name, Location.BODY, false, bound);
    }

    Parameter must() {
        return new Parameter(name, wireName, location, true, bound);
    }
}
