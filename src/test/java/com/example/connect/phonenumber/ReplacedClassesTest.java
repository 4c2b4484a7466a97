package com.example.connect.phonenumber;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.ServiceMetadata;
import software.amazon.cloudformation.proxy.HandlerRequest;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.cloudformation.resource.ResourceTypeSchema;

/** The classes that stand in place of libraries' own to make a start cheaper change nothing that the function does. */
class ReplacedClassesTest {

    @ParameterizedTest
    @CsvSource({
        "connect, us-east-1, connect.us-east-1.amazonaws.com, aws",
        "connect, eu-central-1, connect.eu-central-1.amazonaws.com, aws",
        "connect, us-gov-west-1, connect.us-gov-west-1.amazonaws.com, aws-us-gov",
        "connect, cn-north-1, connect.cn-north-1.amazonaws.com.cn, aws-cn",
        "connect, xx-new-9, connect.xx-new-9.amazonaws.com, aws",
        "logs, us-east-1, logs.us-east-1.amazonaws.com, aws",
        "monitoring, eu-west-2, monitoring.eu-west-2.amazonaws.com, aws",
    })
    void everyEndpointIsTheSdksOwn(String service, String region, String endpoint, String partition) {
        assertThat(ServiceMetadata.of(service).endpointFor(Region.of(region))).hasToString(endpoint);
        assertThat(ServiceMetadata.of(service).signingRegion(Region.of(region))).isEqualTo(Region.of(region));
        assertThat(PartitionMetadata.of(Region.of(region)).id()).isEqualTo(partition);
        assertThat(Region.of(region).metadata().partition().id()).isEqualTo(partition);
        assertThat(Region.of(region).metadata().id()).isEqualTo(region);
    }

    /** So that Jackson needs no module for them. */
    @Test
    void nothingThatIsReadOrWrittenHasATimeInIt() {
        Deque<Class<?>> open = new ArrayDeque<>(List.of(
                HandlerRequest.class,
                ProgressEvent.class,
                ResourceModel.class,
                CallbackContext.class,
                TypeConfigurationModel.class));
        Set<Class<?>> seen = new HashSet<>();
        while (!open.isEmpty()) {
            Class<?> type = open.pop();
            assertThat(type.getName()).doesNotStartWith("java.time.");
            if (seen.add(type) && !type.getName().startsWith("java.") && !type.isEnum()) {
                Arrays.stream(type.getDeclaredFields()).forEach(field -> open.add(field.getType()));
            }
        }
        assertThat(seen).hasSizeGreaterThan(10);
    }

    /** LeanWrapper takes them off by name. */
    @Test
    void theWriteOnlyPropertiesAreRpdksAndAllAtTheTop() {
        JSONObject schema = new Configuration().resourceSchemaJSONObject();

        List<String> names = ResourceTypeSchema.load(schema).getWriteOnlyPropertiesAsStrings();

        assertThat(names).isNotEmpty().allMatch(name -> name.matches("/properties/[A-Za-z]+"));
        assertThat(schema.getJSONArray("writeOnlyProperties").toList()).hasToString(names.toString());
    }
}
