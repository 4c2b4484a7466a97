package com.example.connect.verification.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.verification.contract.Schema;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** When the driver gives an operation up: src/test/python/test_replay.py asks the same of the bridge. */
@ExtendWith(CloudFormationExtension.class)
class PatienceTest {

    private static final String NEVER_DONE = "{\"status\": \"IN_PROGRESS\", \"callbackDelaySeconds\": 700,"
            + " \"resourceModel\": {\"PhoneNumberArn\": \"arn\"}, \"callbackContext\": {}}";

    @Test
    void anOperationThatIsNeverDoneEndsAtItsTimeOut(ConnectSimulator connect) {
        Ending ending = new CloudFormation(connect, payload -> NEVER_DONE, connect.endpoint())
                .losingPatience()
                .create("Number", Map.of());

        assertThat(ending.isGivenUp()).isTrue();
        assertThat(ending.waited())
                .isEqualTo(60 * Schema.timeOutMinutes("CREATE").orElseThrow());
        assertThat(ending.errorCode()).isEqualTo("NotStabilized");
        assertThat(ending.message()).isEqualTo("Resource timed out: CREATE was not done in time");
    }

    @Test
    void anActionWithoutATimeOutInTheSchemaHasTheDefaultOne() {
        assertThat(Schema.timeOutMinutes("READ")).isEmpty();
        assertThat(CloudFormationFacts.timeOut("READ")).isEqualTo(120 * 60);
    }
}
