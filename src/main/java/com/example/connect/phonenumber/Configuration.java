package com.example.connect.phonenumber;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells RPDK where the schema is and which of a model's properties are its tags. */
class Configuration extends BaseConfiguration {

    public Configuration() {
        super("example-connect-phonenumber.json");
    }

    @Override
    public Map<String, String> resourceDefinedTags(@Nullable ResourceModel model) {
        return Tags.of(model);
    }
}
