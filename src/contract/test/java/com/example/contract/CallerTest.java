package com.example.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a request carries of the caller, and what fills the inputs' template variables. */
class CallerTest {

    @ParameterizedTest
    @CsvSource({
        "us-east-1, aws",
        "mx-central-1, aws",
        "cn-northwest-1, aws-cn",
        "us-gov-west-1, aws-us-gov",
        "us-iso-east-1, aws-iso",
        "us-isob-east-1, aws-iso-b",
        "eu-isoe-west-1, aws-iso-e",
        "us-isof-south-1, aws-iso-f",
        "eusc-de-east-1, aws-eusc",
    })
    void aRegionsNameTellsItsPartition(String region, String partition) {
        assertThat(caller(region).partition()).isEqualTo(partition);
    }

    @Test
    void theTypeConfigurationIsInEachRequest() {
        var configuration = Json.read("{\"Protect\": true}", "configuration");
        Caller caller = new Caller("eu-west-1", "1", credentials(), Optional.of(configuration));

        var request = caller.request("read", "Toy::Shop::Thing", "token");

        assertThat(request.at("/requestData/typeConfiguration/Protect").asBoolean())
                .isTrue();
        assertThat(caller.toString()).doesNotContain("a secret key");
    }

    @Test
    void theSetsAreInTheOrderOfTheirNamesWithTheVariablesFilledIn() {
        Map<String, String> files = Map.of(
                "inputs_2_create.json", "{\"Name\": \"{{account}}\"}",
                "inputs_1_update.json", "{\"Name\": \"{{region}}\"}",
                "inputs_1_create.json", "{\"Name\": \"{{partition}}\"}",
                "inputs_1_invalid.json", "{}",
                "typeConfiguration.json", "{}");

        var sets = InputSet.of(files, caller("cn-north-1"));

        assertThat(sets).extracting(InputSet::name).containsExactly("inputs_1", "inputs_2");
        assertThat(sets.get(0).create().path("Name").asText()).isEqualTo("aws-cn");
        assertThat(sets.get(0).update().orElseThrow().path("Name").asText()).isEqualTo("cn-north-1");
        assertThat(sets.get(1).create().path("Name").asText()).isEqualTo("000000000000");
        assertThat(sets.get(1).update()).isEmpty();
    }

    private static Caller caller(String region) {
        return new Caller(region, "000000000000", credentials(), Optional.empty());
    }

    private static Caller.Credentials credentials() {
        return new Caller.Credentials("id", "a secret key", "token");
    }
}
