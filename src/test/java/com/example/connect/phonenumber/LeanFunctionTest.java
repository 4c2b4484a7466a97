package com.example.connect.phonenumber;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.SimulatorExtension;
import com.example.connect.verification.cloudformation.CloudFormation;
import com.example.connect.verification.cloudformation.Templates;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.cloudformation.resource.ResourceTypeSchema;

/** The function removes the write-only properties from an answer as RPDK does. */
@ExtendWith(SimulatorExtension.class)
class LeanFunctionTest {

    /** LeanFunction removes them by their names. */
    @Test
    void theWriteOnlyPropertiesAreRpdksAndAllAtTheTop() {
        JSONObject schema = new Configuration().resourceSchemaJSONObject();

        List<String> names = ResourceTypeSchema.load(schema).getWriteOnlyPropertiesAsStrings();

        assertThat(names).isNotEmpty().allMatch(name -> name.matches("/properties/[A-Za-z]+"));
        assertThat(schema.getJSONArray("writeOnlyProperties").toList()).hasToString(names.toString());
    }

    @Test
    void theAnswerLacksTheWriteOnlyProperties(ConnectSimulator connect) {
        ObjectNode model = CloudFormation.JSON.valueToTree(new Templates(connect).searched());
        model.put("Prefix", "+18");

        JsonNode created = new CloudFormation(connect)
                .run(new CloudFormation(connect).payload("CREATE", "Number", model, null))
                .model();

        assertThat(created.has("Prefix")).isFalse();
        assertThat(created.path("Type").asText()).isEqualTo("TOLL_FREE");
    }
}
