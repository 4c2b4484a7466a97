package com.example.connect.verification.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.Fault;
import com.example.connect.simulator.Trouble;
import com.example.connect.verification.cloudformation.CloudFormation;
import com.example.connect.verification.cloudformation.CloudFormationExtension;
import com.example.connect.verification.cloudformation.Ending;
import com.example.connect.verification.cloudformation.Templates;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the provider believes of Connect, where no other test would notice if it believed otherwise. */
@ExtendWith(CloudFormationExtension.class)
class AssumptionsTest {

    @Test
    void aFlowThatConnectDoesNotFindIsNoFlow(ConnectSimulator connect, CloudFormation cfn, Templates templates) {
        String arn = cfn.create("Number", templates.searched()).property("PhoneNumberArn");
        connect.script(Trouble.on("BatchGetFlowAssociation")
                .times(2)
                .of(Fault.refuse(Fault.Stage.BEFORE, 404, "ResourceNotFoundException", "Not found")));

        Ending ending = cfn.read(arn);

        assertThat(ending.succeeded()).as(ending.event().toString()).isTrue();
        assertThat(ending.event().at("/resourceModel/ContactFlowArn").isMissingNode())
                .isTrue();
        assertThat(connect.calls("BatchGetFlowAssociation")).hasSize(2);
    }
}
