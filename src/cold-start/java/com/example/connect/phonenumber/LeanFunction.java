package com.example.connect.phonenumber;

import java.io.IOException;
import org.json.JSONArray;
import org.json.JSONObject;

/** The function that RPDK generates, but for one step of every answer. */
class LeanFunction extends HandlerWrapper {

    private static final String PROPERTY = "/properties/";

    /**
     * The model less the schema's write-only properties. RPDK's own step loads a JSON-schema library to learn their
     * names: it reads the schema and validates it against the schema of schemas. The tags keep their order, which a set
     * that is read from JSON loses.
     */
    @Override
    protected ResourceModel sanitizeModel(ResourceModel model) throws IOException {
        JSONObject properties = new JSONObject(serializer.serialize(model));
        JSONArray writeOnly = provideResourceSchemaJSONObject().getJSONArray("writeOnlyProperties");
        writeOnly.forEach(pointer -> properties.remove(pointer.toString().substring(PROPERTY.length())));
        ResourceModel answer = serializer.deserializeStrict(properties.toString(), getModelTypeReference());
        answer.setTags(model.getTags());
        return answer;
    }
}
