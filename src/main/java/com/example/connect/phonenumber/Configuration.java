package com.example.connect.phonenumber;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names the schema for RPDK, and the property of a model that holds its tags. */
class Configuration extends BaseConfiguration {

    public Configuration() {
        super("example-connect-phonenumber.json");
    }

    @Override
    public Map<String, String> resourceDefinedTags(@Nullable ResourceModel model) {
        return Tags.of(model);
    }
}
