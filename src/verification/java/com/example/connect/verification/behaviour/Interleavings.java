package com.example.connect.verification.behaviour;

import com.example.connect.simulator.Answer;
import com.example.connect.simulator.ConnectSimulator;
import com.example.connect.simulator.Fault;
import com.example.connect.simulator.Faults;
import com.example.connect.simulator.HeldNumber;
import com.example.connect.simulator.Knob;
import com.example.connect.simulator.Trouble;
import com.example.connect.verification.cloudformation.CloudFormation;
import com.example.connect.verification.cloudformation.CloudFormationExtension;
import com.example.connect.verification.cloudformation.Templates;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;

/** What tests of interleavings share. */
@ExtendWith(CloudFormationExtension.class)
abstract class Interleavings {

    static final Fault NOT_FOUND =
            Fault.refuse(Fault.Stage.BEFORE, 404, "ResourceNotFoundException", "Phone number not found.");

    final ConnectSimulator connect;
    final CloudFormation cfn;
    final Templates templates;

    Interleavings(ConnectSimulator connect, CloudFormation cfn, Templates templates) {
        this.connect = connect;
        this.cfn = cfn;
        this.templates = templates;
    }

    /** An answer of Connect, in single quotes instead of double ones. */
    static Fault answer(Fault.Stage stage, String body) {
        Answer.Http ok = (Answer.Http) Answer.ok(Map.of());
        return new Fault.Instead(
                stage, new Answer.Http(ok.status(), ok.errorCode(), ok.headers(), body.replace('\'', '"')));
    }

    static Fault answer(String body) {
        return answer(Fault.Stage.BEFORE, body);
    }

    /** A create's first claim is carried out, its invocation dies, and Connect has forgotten the token by the next one. */
    void theClaimDies() {
        connect.set(Knob.TOKEN_LIFE, Duration.ZERO);
        connect.script(Trouble.on("ClaimPhoneNumber").of(Faults.CRASH_AFTER));
    }

    HeldNumber number(String arn) {
        return connect.number(arn).orElseThrow();
    }

    Map<String, Object> bound(String flow) {
        Map<String, Object> template = templates.searched();
        if (!flow.equals("none")) {
            boolean first = flow.equals("first");
            template.put(
                    "ContactFlowArn",
                    first ? connect.account().flowArn() : connect.account().secondFlowArn());
        }
        return template;
    }
}
