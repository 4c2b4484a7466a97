package com.example.connect.phonenumber;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.ServiceMetadata;

/** The class of src/cold-start that replaces the SDK's own tells the same of every service that the function calls. */
class ServiceMetadataTest {

    @ParameterizedTest
    @CsvSource({
        "connect, us-east-1, connect.us-east-1.amazonaws.com, aws",
        "connect, eu-central-1, connect.eu-central-1.amazonaws.com, aws",
        "connect, us-gov-west-1, connect.us-gov-west-1.amazonaws.com, aws-us-gov",
        "connect, cn-north-1, connect.cn-north-1.amazonaws.com.cn, aws-cn",
        "connect, eusc-de-east-1, connect.eusc-de-east-1.amazonaws.eu, aws-eusc",
        "connect, us-iso-east-1, connect.us-iso-east-1.c2s.ic.gov, aws-iso",
        "connect, us-isob-east-1, connect.us-isob-east-1.sc2s.sgov.gov, aws-iso-b",
        "connect, eu-isoe-west-1, connect.eu-isoe-west-1.cloud.adc-e.uk, aws-iso-e",
        "connect, us-isof-south-1, connect.us-isof-south-1.csp.hci.ic.gov, aws-iso-f",
        "connect, xx-new-9, connect.xx-new-9.amazonaws.com, aws",
        "logs, us-east-1, logs.us-east-1.amazonaws.com, aws",
        "logs, eusc-de-east-1, logs.eusc-de-east-1.amazonaws.eu, aws-eusc",
        "monitoring, us-isob-east-1, monitoring.us-isob-east-1.sc2s.sgov.gov, aws-iso-b",
        "monitoring, eu-west-2, monitoring.eu-west-2.amazonaws.com, aws",
    })
    void everyEndpointIsTheSdksOwn(String service, String region, String endpoint, String partition) {
        assertThat(ServiceMetadata.of(service).endpointFor(Region.of(region))).hasToString(endpoint);
        assertThat(ServiceMetadata.of(service).signingRegion(Region.of(region))).isEqualTo(Region.of(region));
        assertThat(PartitionMetadata.of(Region.of(region)).id()).isEqualTo(partition);
    }
}
